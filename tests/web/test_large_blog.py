"""The pages that people look at, of a real blog of 2,513 posts, in a real browser; skipped where the blog is not."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from recommender.model.storage import load_model
from recommender.report.site_page import site_page
from recommender.report.survey import survey
from recommender.training import train
from tests.conftest import NOW
from tests.test_corpora import unpack

pytestmark = pytest.mark.slow

BLOG = "allforces"
MOST_BYTES = 3_000_000


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Train on the blog and give the folder of its model."""
    folder = tmp_path_factory.mktemp("large")
    train(unpack(BLOG, folder), folder / "model", jobs=os.cpu_count() or 1, now=NOW)
    return folder / "model"


def faults(page):
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found if one["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_preview_finds_and_shows_any_post(large, start_service, browser, width):
    model = load_model(large)
    post = next(one for one in model.posts if one.concealed is None)
    page = browser.new_page(viewport={"width": width, "height": 800}, locale="ja-JP")
    page.goto(start_service(large).address)
    page.get_by_role("searchbox").press_sequentially(post.url)
    expect(page.locator("#posts li")).to_have_count(1)
    page.locator("#posts li a").click()
    titles = [item.post.title for item in model.related(post.path, 5)]
    assert page.locator("#list ol .title").all_inner_texts() == titles
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_report_is_one_light_page_that_shows_any_list(large, browser, tmp_path, width):
    model = load_model(large)
    text = site_page(survey(model), now=NOW)
    assert len(text.encode()) <= MOST_BYTES
    file = tmp_path / "report.html"
    file.write_text(text, encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(file.as_uri())
    post = next(one for one in model.posts if one.concealed is None)
    page.get_by_role("searchbox").fill(post.url)
    page.locator("#results button").first.click()
    titles = [item.post.title for item in model.related(post.path, 5)]
    assert page.locator("#list li button").all_inner_texts() == titles
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
