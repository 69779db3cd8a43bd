"""The preview in a real browser, with and without its script."""

import re
import subprocess
import sys
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from recommender.web.wording import PAGE
from recommender.wording import Text


@pytest.fixture(scope="module")
def service(start_service, training, example_folder):
    return start_service(example_folder)


@pytest.fixture
def open_preview(browser, service):
    """Open the preview; whatever the browser complains of fails the test."""
    contexts, complaints = [], []

    def open_it(query="", *, width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 800}, **{"locale": "ja-JP", **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{service.address}/{query}")
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert complaints == []


def titles(page):
    return page.locator("#list ol .title").all_inner_texts()


def test_posts_are_found_as_one_types(open_preview):
    page = open_preview()
    page.get_by_role("searchbox").press_sequentially("ume-shigoto")
    expect(page.locator("#posts li")).to_have_count(1)
    assert page.url.endswith("q=ume-shigoto")
    page.locator("#posts li a").click()
    expect(page.locator("h1")).to_contain_text("梅")
    assert page.get_by_role("searchbox").input_value() == "ume-shigoto", "the search stays"


def test_a_slider_ranks_at_once_and_says_how_to_keep_it(open_preview):
    page = open_preview()
    before = titles(page)
    page.get_by_text(PAGE["try"].ja, exact=True).click()
    for name, value in (("text", "0"), ("phrases", "0"), ("tags", "1"), ("date", "0")):
        page.get_by_role("slider").and_(page.locator(f"#{name}")).fill(value)
    expect(page.locator("#list pre")).to_contain_text("tags = 1")
    expect(page.locator("#list pre")).to_contain_text("date = 0")
    after = titles(page)
    assert after != before
    page.reload()
    assert titles(page) == after, "the address says what is tried"
    page.get_by_text(PAGE["reset"].ja).click()
    assert titles(page) == before


def test_settings_that_are_kept_as_told_make_the_list_that_was_shown(open_preview, blog, tmp_path, now):
    page = open_preview("?q=ume-shigoto&tags=0.5&diversity=0.1&threshold=0.2")
    shown = titles(page)
    with (blog / "recommender.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + page.locator("#list pre").inner_text().replace("[ranking]\n", "[ranking]\nhysteresis = 0\n"))
    command = [
        sys.executable,
        "-m",
        "recommender",
        "train",
        str(blog),
        "--model",
        str(tmp_path / "m"),
        "--samples",
        "0",
    ]
    subprocess.run(command, check=True, capture_output=True)
    command = [
        sys.executable,
        "-m",
        "recommender",
        "related",
        "/2024/06/10/ume-shigoto/",
        "--model",
        str(tmp_path / "m"),
    ]
    told = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True, encoding="utf-8").stdout
    assert [title for title in shown if title in told] == shown


def test_without_script_its_buttons_do_the_same(open_preview):
    page = open_preview(java_script_enabled=False)
    page.get_by_role("searchbox").fill("ume-shigoto")
    page.get_by_role("button", name=PAGE["search_button"].ja).click()
    expect(page.locator("#posts li")).to_have_count(1)
    page.get_by_text(PAGE["try"].ja, exact=True).click()
    page.locator("#threshold").fill("1")
    page.get_by_role("button", name=PAGE["apply"].ja).click()
    expect(page.locator("#list pre")).to_contain_text("threshold = 1")


def test_it_speaks_the_language_of_the_browser_until_another_is_chosen(open_preview):
    page = open_preview(locale="en-US")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="日本語").click()
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    page.locator("#posts li a").nth(3).click()
    expect(page.locator("html")).to_have_attribute("lang", "ja")


@pytest.mark.parametrize(
    ("width", "scheme", "locale"), [(360, "dark", "ja-JP"), (1280, "light", "en-US")], ids=["phone", "desktop"]
)
def test_nothing_keeps_people_from_using_it(open_preview, width, scheme, locale):
    page = open_preview("?q=ume&tags=1", width=width, color_scheme=scheme, locale=locale)
    for summary in page.locator("summary").all():
        if summary.is_visible() and summary.locator("..").get_attribute("open") is None:
            summary.click()
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_sentence_is_said_in_both_languages():
    for name, text in PAGE.items():
        assert isinstance(text, Text), name
        holes = [set(re.findall(r"\{(\w+)\}", one)) for one in text]
        assert holes[0] == holes[1], name


@pytest.fixture
def own_preview(blog, tmp_path, free_port):
    """Run `preview` for a copy of the example blog."""
    port = free_port()
    command = [sys.executable, "-m", "recommender", "preview", str(blog), "--model", str(tmp_path / "m")]
    with subprocess.Popen(
        [*command, "--port", str(port), "--no-open"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            deadline = time.monotonic() + 60
            while True:
                try:
                    urlopen(f"http://127.0.0.1:{port}/healthz").close()
                    break
                except OSError:
                    assert time.monotonic() < deadline
                    time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(timeout=20)


def test_the_command_trains_and_serves_this_machine_alone(own_preview):
    assert "あわせて読みたい" in urlopen(own_preview).read().decode()
    with pytest.raises(HTTPError, match="400"):
        urlopen(Request(own_preview, headers={"Host": "evil.example"}))


def test_a_click_shows_the_patch_and_only_the_confirmation_writes_it(own_preview, browser, blog):
    page = browser.new_page(locale="ja-JP")
    page.goto(f"{own_preview}?url=/2024/06/10/ume-shigoto/")
    post = blog / "_posts" / "2024-06-10-ume-shigoto.md"
    before, shown = post.read_bytes(), titles(page)
    page.locator("#list ol li").nth(2).get_by_role("button", name=PAGE["pin_it"].ja).click()
    expect(page.locator("ins").first).to_have_text("+related_posts:")
    assert axe_faults(page) == []
    page.get_by_role("link", name=PAGE["cancel"].ja).click()
    assert (post.read_bytes(), titles(page)) == (before, shown)
    page.locator("#list ol li").nth(2).get_by_role("button", name=PAGE["pin_it"].ja).click()
    page.get_by_role("button", name=PAGE["write"].ja).click()
    expect(page.get_by_role("status").filter(has_text=PAGE["pin_it"].ja)).to_be_visible(timeout=30_000)
    assert titles(page)[0] == shown[2]
    assert b"related_posts:" in post.read_bytes()
    assert axe_faults(page) == []
    page.close()


def axe_faults(page):
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found if one["impact"] in ("serious", "critical")]
