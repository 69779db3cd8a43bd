"""The script of the service in a real browser, on pages of another origin that allow hardly anything."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Page

from recommender.model.storage import load_model
from recommender.training import train

HOSTILE = "<img src=x onerror=alert(1)></a><script>alert(2)</script>"
PAGE = """<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>梅</title>{head}</head>
<body><main><article><h1>梅</h1>{article}</article></main><footer>終わり</footer></body></html>"""


class Host(NamedTuple):
    """A blog that loads the script from a service elsewhere.

    Attributes:
        address: of the blog.
        service: address of the service.
        pages: what the blog has, by path; any other page is without a list.
        events: folder of what was reported.
    """

    address: str
    service: str
    pages: dict[str, str]
    events: Path

    def script(self, **attributes: str) -> str:
        """Give the line that a blogger writes."""
        told = "".join(f' data-{name}="{value}"' for name, value in attributes.items())
        return f'<script src="{self.service}/widget.js"{told} defer></script>'

    def reported(self, count: int) -> list[dict]:
        """Give what was reported, waiting a while until there is so much."""
        for _ in range(100):
            lines = [line for file in self.events.iterdir() for line in file.read_text(encoding="utf-8").splitlines()]
            if len(lines) >= count:
                break
            time.sleep(0.05)
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def model_folder(tmp_path_factory):
    blog = tmp_path_factory.mktemp("blog")
    tables = {
        "a": "title: 梅を漬ける",
        "b": f"title: '{HOSTILE}'",
        "c": "title: 梅酒",
        "alone": "title: x\nrelated: false",
    }
    for name, table in tables.items():
        text = f"---\n{table}\ndate: 2026-01-02\ntags: [梅]\n---\n梅を塩で漬けて干す。{name}\n"
        (blog / f"{name}.md").write_text(text, encoding="utf-8")
    (blog / "recommender.toml").write_text('[site]\npermalink = "/:slug/"\n', encoding="utf-8")
    folder = tmp_path_factory.mktemp("models") / "blog"
    train(blog, folder)
    return folder


@pytest.fixture(scope="module")
def host(model_folder, start_service, tmp_path_factory) -> Iterator[Host]:
    pages: dict[str, str] = {}

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self):
            content = pages.get(self.path, PAGE.format(head="", article="")).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            # The strictest page there is: no style, no image, no string made into HTML but by name.
            policy = f"default-src 'none'; script-src {service.address}; connect-src {service.address}"
            trusted = "require-trusted-types-for 'script'; trusted-types recommender"
            self.send_header("Content-Security-Policy", f"{policy}; {trusted}")
            # Such a page names no origin to a beacon.
            self.send_header("Referrer-Policy", "no-referrer")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    address = f"http://127.0.0.1:{server.server_port}"
    events = tmp_path_factory.mktemp("events")
    service = start_service(model_folder, "--origin", address, "--events", str(events))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Host(address, service.address, pages, events)
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser, host) -> Iterator[Page]:
    """A window; what it complains of is in `page.complaints`."""
    for file in host.events.iterdir():
        file.unlink()
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: page.complaints.append(f"dialog {dialog.message}"))
        yield page


def open_page(page, host, path="/a/", *, head="", article=""):
    host.pages[path] = PAGE.format(head=head, article=article)
    page.goto(host.address + path, wait_until="networkidle")


def test_the_list_stands_where_the_script_stands_with_hostile_titles_as_text(page, host, model_folder):
    open_page(page, host, article=f"<p>本文</p>{host.script()}<p>奥付</p>")
    model = load_model(model_folder)
    items = model.related(model.names.by_url("/a/"), 5)
    assert HOSTILE in [item.post.title for item in items]
    assert page.locator(".related-posts a").all_inner_texts() == [item.post.title for item in items]
    assert page.locator("script + section.related-posts + p").inner_text() == "奥付"
    assert page.get_by_role("region", name="あわせて読みたい").count() == 1
    assert page.complaints == []
    assert page.context.cookies() == []


def test_in_the_head_it_writes_at_the_end_of_the_article(page, host):
    open_page(page, host, head=host.script(limit="1"), article="<p>本文</p>")
    assert page.locator("article > section.related-posts:last-child li").count() == 1


def test_it_asks_for_the_canonical_page_and_writes_where_it_is_told(page, host):
    canonical = '<link rel="canonical" href="https://blog.example/a/?from=feed">'
    script = host.script(target="footer", lang="en")
    open_page(page, host, "/mirror/a.html", head=canonical + script)
    assert page.locator("footer > section[lang=en] h2").inner_text() == "Related posts"


def test_cards_are_laid_out_although_the_page_allows_no_style(page, host):
    open_page(page, host, article=host.script(style="cards"))
    cards = page.locator(".related-posts-cards ul")
    assert cards.evaluate("one => getComputedStyle(one).display") == "grid"
    assert page.locator(".related-posts-cards time").first.inner_text() == "2026年1月2日"
    # The whole card leads to the post.
    page.locator(".related-posts-cards li").first.click(position={"x": 5, "y": 5})
    page.wait_for_url(lambda url: not url.endswith("/a/"))
    assert page.complaints == []


@pytest.mark.parametrize("path", ["/alone/", "/none/"])
def test_an_empty_list_and_an_unknown_page_show_nothing(page, host, path):
    open_page(page, host, path, article=host.script())
    assert page.locator("article").inner_text().strip() == "梅"
    assert page.locator("section").count() == 0


def test_a_service_that_is_down_shows_nothing_and_breaks_nothing(page, host):
    page.route("**/embed/related*", lambda route: route.abort())
    open_page(page, host, article=host.script())
    assert page.locator("section").count() == 0
    assert all("Failed to load resource" in complaint for complaint in page.complaints)


def test_a_page_of_another_origin_gets_no_list(page, host):
    other = host._replace(address=host.address.replace("127.0.0.1", "localhost"))
    open_page(page, other, article=host.script())
    assert page.locator("section").count() == 0


def test_it_reports_the_list_when_it_comes_into_view_and_the_link_that_is_followed(page, host, model_folder):
    filler = "<p>本文</p>" * 60
    open_page(page, host, article=filler + host.script())
    page.wait_for_timeout(200)
    assert host.reported(0) == []
    page.locator(".related-posts").scroll_into_view_if_needed()
    (seen,) = host.reported(1)
    page.locator(".related-posts a").nth(1).click()
    page.wait_for_url(lambda url: not url.endswith("/a/"))
    first, followed = host.reported(2)
    assert first == seen
    assert (seen["type"], seen["post"], len(seen["related"])) == ("impression", "a.md", 3)
    assert (followed["type"], followed["post"], followed["position"]) == ("click", "a.md", 2)
    assert followed["target"] == seen["related"][1]
    assert seen["model"] == followed["model"] == load_model(model_folder).manifest.version


@pytest.mark.parametrize("how", ["the page says so", "the reader's browser says so"])
def test_nothing_is_reported_where_that_is_not_wanted(page, host, how):
    by_page = how == "the page says so"
    if not by_page:
        page.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })")
    open_page(page, host, article=host.script(events="off") if by_page else host.script())
    page.locator(".related-posts a").first.click()
    page.wait_for_timeout(300)
    assert host.reported(0) == []
