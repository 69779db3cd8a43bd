"""The page of a site: one file, whole, in a real browser usable by everybody."""

import json
import re
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from recommender.evaluation.evaluate import evaluate
from recommender.model.model import Model
from recommender.model.storage import load_model
from recommender.report.evaluation_page import evaluation_page
from recommender.report.site_page import site_page
from recommender.report.survey import survey, survey_today
from recommender.training import train
from recommender.wording import source
from tests.conftest import EXAMPLE, NOW

HOSTILE = "</script><script>document.title='it ran'</script><img src=x onerror=\"document.title='it ran'\">"


@pytest.fixture(scope="module")
def page(model):
    return site_page(survey(model), now=NOW, today=survey_today(EXAMPLE))


@pytest.fixture
def open_page(browser, tmp_path):
    """Open a page from a file; whatever the browser complains of fails the test."""
    contexts, complaints = [], []

    def open_it(text, *, width=1280, **options):
        file = tmp_path / "report.html"
        file.write_text(text, encoding="utf-8")
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, **options))
        one = contexts[-1].new_page()
        one.on("console", lambda message: complaints.append(message.text))
        one.on("pageerror", lambda error: complaints.append(str(error)))
        one.goto(file.as_uri())
        return one

    yield open_it
    for context in contexts:
        context.close()
    assert complaints == []


def test_the_page_needs_nothing_from_elsewhere(page, parse_page):
    root = parse_page(page)
    named = [one.attributes.get(name) for one in root.all("*") for name in ("src", "href", "srcset")]
    assert [one for one in named if one] == []
    assert "url(" not in page
    assert "@import" not in page


def test_every_element_is_closed_where_it_belongs(page, parse_page):
    root = parse_page(page)
    assert len(list(root.all("circle"))) == 66
    assert len(list(root.all("table"))) >= 3


def test_the_lists_in_the_page_are_those_of_the_model(page, model):
    data = json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])
    addresses = [address for _, address in data["posts"]]
    for place, links in enumerate(data["lists"]):
        number = next(n for n, post in enumerate(model.posts) if post.url == addresses[place])
        assert [addresses[target] for target, *_ in links] == [one.post.url for one in model.related(number, 5)]
        assert [merit for _, merit, *_ in links] == [
            one.score if one.source == "scored" else list(source(one.source)) for one in model.related(number, 5)
        ]


def test_a_dot_shows_its_list_and_a_link_of_the_list_the_next(open_page, page, model):
    one = open_page(page)
    dot = one.locator("#dots circle").first
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    one.mouse.move(*middle)
    expect(one.locator("#lines line")).to_have_count(5)
    one.mouse.click(*middle)
    first = next(number for number, post in enumerate(model.posts) if post.concealed is None)
    expect(one.locator("#list h3")).to_contain_text(model.posts[first].title)
    titles = [item.post.title for item in model.related(first, 5)]
    assert one.locator("#list li button").all_inner_texts() == titles
    one.locator("#list li button").nth(1).click()
    expect(one.locator("#list h3")).to_contain_text(titles[1])


def test_every_list_is_reached_by_keyboard_alone(open_page, page):
    one = open_page(page)
    one.get_by_role("searchbox").focus()
    one.keyboard.type("UME-SHIGOTO")
    one.keyboard.press("Tab")
    one.keyboard.press("Enter")
    expect(one.locator("#list h3")).to_contain_text("梅")
    expect(one.locator("#list li")).to_have_count(5)


def test_a_colour_is_shown_alone(open_page, page):
    one = open_page(page)
    button = one.locator("button.hue").first
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    count = int(re.search(r"\d+$", button.inner_text())[0])
    expect(one.locator("#dots circle.near")).to_have_count(count)
    button.click()
    expect(one.locator("#map.one")).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme", "language"), [(360, "dark", "ja"), (1280, "light", "en")])
def test_nothing_keeps_people_from_using_it(open_page, page, width, scheme, language):
    one = open_page(page, width=width, color_scheme=scheme)
    one.locator(f"#show-{language}").check()
    one.get_by_role("searchbox").fill("ume")
    one.locator("#results button").first.click()
    for summary in one.locator("summary").all():
        summary.click()
    found = Axe().run(one).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
    assert one.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_of_an_evaluation_keeps_nobody_out_either(open_page):
    one = open_page(evaluation_page(evaluate(EXAMPLE, now=NOW, ablation=True), site="blog", now=NOW))
    found = Axe().run(one).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []


def test_titles_and_words_are_text_wherever_they_stand(open_page, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    for name in "abc":
        (site / f"{name}.md").write_text(
            f"---\ntitle: {json.dumps(HOSTILE)}\ntags: [{json.dumps(HOSTILE)}]\n---\n梅を漬けた。", encoding="utf-8"
        )
    train(site, tmp_path / "m", now=NOW)
    one = open_page(site_page(survey(load_model(tmp_path / "m")), now=NOW))
    one.get_by_role("searchbox").fill("script")
    one.locator("#results button").first.click()
    expect(one.locator("#list h3 bdi")).to_have_text(HOSTILE)
    assert "it ran" not in one.title()


def test_a_page_without_the_blog_says_how_to_see_more(model):
    assert "recommender report" in site_page(survey(model), now=NOW)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_small_blogs_have_a_page(count, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    for number in range(count):
        (site / f"{number}.md").write_text(f"# {number}\n\n梅を漬けた。", encoding="utf-8")
    train(site, tmp_path / "m", now=NOW)
    facts = survey(load_model(tmp_path / "m"))
    assert f'<div><dt><span lang="ja">記事</span><span lang="en">posts</span></dt><dd>{count}' in site_page(
        facts, now=NOW
    )


def test_what_changed_is_told_in_both_languages(model):
    churn = {"lists": 60, "changed": {"a new post came in": 3}, "kept": 2}
    changed = replace(survey(model), model=_with_churn(model, churn))
    page = site_page(changed, now=NOW)
    assert "60 の一覧のうち 3 が変わりました" in page
    assert "新しい記事が入った" in page


def _with_churn(model, churn):
    manifest = replace(model.manifest, churn=churn)
    return Model(manifest, model.posts, model._words, model._arrays, lambda: model.texts)
