"""The page in a real browser, where there is one: it opens without a network, and a telephone shows it whole."""

import re
import shutil
import subprocess
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from recommender.evaluation.evaluate import evaluate
from recommender.report.evaluation_page import evaluation_page
from tests.conftest import EXAMPLE, NOW

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
#: Without a network, a first-run page or a profile of the user's.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--virtual-time-budget=2000",
)
#: No window is narrower than 500, a frame is; the page's own policy would let no script run in it.
FRAME = """<!DOCTYPE html><title></title><iframe style="width: 360px; border: 0" srcdoc="{}"></iframe><script>
const frame = document.querySelector("iframe");
frame.onload = () => {{
  document.title = [frame.contentWindow.innerWidth, frame.contentDocument.documentElement.scrollWidth].join();
}};
</script>"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def page() -> str:
    return evaluation_page(evaluate(EXAMPLE, now=NOW, ablation=True), site="blog", now=NOW)


@pytest.fixture
def open_in_browser(tmp_path: Path) -> Callable[[str], str]:
    """Open a page, and give what the browser made of it."""

    def open_page(page: str) -> str:
        file = tmp_path / "page.html"
        file.write_text(page, encoding="utf-8")
        command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", file.as_uri()]
        return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()

    return open_page


def test_a_browser_opens_the_page_as_it_was_written(page, open_in_browser):
    opened = open_in_browser(page)
    for element in ("<article", "<svg", "<table", "<figure", "<bdi"):
        assert opened.count(element) == page.count(element) > 0
    assert "</html>" in opened


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_telephone_shows_the_page_without_scrolling_sideways(language, page, open_in_browser):
    chosen = page.replace(" checked>", ">").replace(f'id="show-{language}"', f'id="show-{language}" checked')
    opened = open_in_browser(FRAME.format(escape(chosen)))
    width, needed = map(int, re.search(r"<title>(\d+),(\d+)</title>", opened).groups())
    assert (width, needed) == (360, 360)


def test_the_policy_of_the_page_lets_no_script_run(page, open_in_browser):
    script = "<script>document.title = 'it ran'</script>"
    assert "<title>関連記事の採点: blog</title>" in open_in_browser(page.replace("</body>", script + "</body>"))
