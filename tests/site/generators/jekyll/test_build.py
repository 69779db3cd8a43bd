"""The real Jekyll, where it is installed, and ours agree on which posts are open and on their addresses."""

import os
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import pytest

from recommender.settings import SiteSettings
from recommender.site.post import Source
from recommender.site.reader import open_site

pytestmark = pytest.mark.skipif(not (shutil.which("jekyll") or os.environ.get("CI")), reason="Jekyll is not installed")

#: Jekyll lists what is written: posts, and the documents of collections with output.
LIST = """---
permalink: /urls.csv
---
{% for collection in site.collections %}{% if collection.output %}{% for doc in collection.docs %}
{{ doc.path }}\t{{ doc.url }}{% endfor %}{% endif %}{% endfor %}
"""
NAMES = (
    "niwa",
    "庭の土",
    "sp ace",
    "Upper_Case",
    "v1.2",
    "dots...",
    "trailing-",
    "-leading",
    "a--b",
    "percent%20x",
    "hash#q",
    "「庭」の土！",
    "①番",
    "か\u3099",
    "が",
    "ΑΣ",
    "ÀÉ",
    "a&b",
    "(c)",
    "それ?",
    "",
)
TABLES = {
    "plain": "",
    "local": "date: 2025-03-10 09:05",
    "bare": "date: 2025-03-10 20:05:07",
    "quoted": "date: '2025-03-10 20:05:07'",
    "offset": "date: 2025-03-10 20:05:07 +0900",
    "short-offset": "date: 2025-03-10 20:05:07 +9",
    "utc": "date: 2025-03-10T20:05:07Z",
    "slashes": "date: 2025/3/9 23:59",
    "american": "date: Mar 9, 2025 8:15 PM",
    "compact": "date: 20250309",
    "day-first": "date: 09-03-2025",
    "no-such-day": "date: 2025-02-30",
    "week-year": "date: 2024-12-30",
    "one": "category: Web Dev",
    "two": "categories: Web Dev",
    "list": "categories: [Web Dev, 庭, 庭, 2024, yes, C#, 50%, Σ]",
    "wide-blank": "categories: 日本　語 '花'",
    "nothing-in-it": "categories: [a, null, '']",
    "false": "category: false\ncategories: b",
    "both": "category: 土\ncategories: [花, 土]",
    "many": "category: [a, b]\ncategories: c d",
    "none": "categories:\ncategory:",
    "slug": "slug: Niwa no Tsuchi!",
    "empty-slug": "slug: ''",
    "no-slug": "slug:",
    "own": "permalink: /own/:categories/:title/\ncategories: X y",
    "bare-own": "permalink: own/:year/:slug",
    "suffix": "permalink: /own/:title:output_ext",
    "php": "permalink: /own.php",
    "style": "permalink: pretty",
    "empty": "permalink: ''",
    "no-own": "permalink:",
    "dotted": "permalink: /a/../b./c//:i_month_:i_day/",
    "unpublished": "published: false",
    "published": "published: true",
    "silent": "published:",
    "future": "date: 2099-01-01",
    "capital": "Date: 2001-01-01\nPermalink: /capital/",
}
POSTS = {f"_posts/2025-03-0{1 + number % 9}-{name}.md": "" for number, name in enumerate(NAMES)}
POSTS |= {f"_posts/2025-03-10-{name}.md": table for name, table in TABLES.items()}
POSTS |= {
    "_posts/2025-3-1-one-digit.md": "",
    "_posts/25-03-01-century.md": "",
    "_posts/2025-02-31-rolls-over.md": "",
    "_posts/2025-03-01-a.html": "",
    "_posts/2025-03-01-b.HTM": "",
    "_posts/2025-03-01-c.MKDN": "",
    "_posts/2025-03-01-own.htm": "permalink: /htm/:title:output_ext",
    "_posts/no-date.md": "",
    "_posts/_2025-03-01-special.md": "",
    "_posts/2025-03-01-backup.md~": "",
    "_posts/sub/2025-03-01-below.md": "",
    "_posts/_sub/2025-03-01-hidden.md": "",
    "_posts/2025-03-01-folder.md/2025-03-01-in-it.md": "",
    "庭/Web Dev/_posts/2025-03-01-above.md": "categories: 花",
    "my_posts/_posts/2025-03-01-a.md": "",
    "_hidden/_posts/2025-03-01-a.md": "",
    "~tilde/_posts/2025-03-01-a.md": "",
    "_drafts/draft.md": "",
    "_drafts/2025-03-01-dated.md": "",
}
PLACEHOLDERS = (
    "/:categories/:slugified_categories/:title/:slug/:name/:collection/:path/:year-:short_year-:w_year"
    "/:month-:i_month-:short_month-:long_month/:day-:i_day-:short_day-:long_day-:w_day-:y_day/:week"
    "/:hour:minute:second/x:output_ext"
)
STYLES = (
    "date",
    "pretty",
    "ordinal",
    "weekdate",
    "none",
    "/:year/:title",
    "/:categories/:title/",
    "/:title:output_ext",
)
DEFAULTS = """
collections: {notes: {output: true}}
defaults:
  - {values: {permalink: '/weakest/:title', categories: 弱}}
  - not a set
  - {scope: {path: ''}, values: {categories: [すべて], permalink: '/all/:title'}}
  - {scope: {path: _posts, type: posts}, values: {permalink: '/typed/:title', categories: 型}}
  - {scope: {path: _posts}, values: {permalink: '/later/:title'}}
  - {scope: {path: '_posts/sub/**/*'}, values: {permalink: '/glob/:title/', date: '2020-02-02'}}
  - {scope: {path: '_posts/*/deep'}, values: {permalink: '/deep/:title/'}}
  - {scope: {path: '_posts/{x,y}*'}, values: {permalink: '/braces/:title/'}}
  - {scope: {path: 'old/', type: post}, values: {published: false}}
  - {scope: {path: '', type: drafts}, values: {permalink: '/never/:title'}}
  - {scope: {path: '', type: notes}, values: {permalink: '/n/:title'}}
  - {scope: {path: '/_posts'}, values: {permalink: '/slash/:title'}}
"""


@dataclass(frozen=True)
class Case:
    """A site: its config, and the front matter of its files."""

    config: str
    files: dict[str, str] = field(default_factory=lambda: POSTS)


NOTES = {
    "_notes/庭.md": "",
    "_notes/sub/a b.md": "",
    "_notes/sub/dots...md": "",
    "_notes/2025-03-01-dated.md": "category: x",
    "_notes/own.md": "date: 2025-03-01\npermalink: /:year/:title/",
    "_notes/page.html": "",
    "_notes/100%.md": "",
    "_notes/_special.md": "",
    "_notes/unpublished.md": "published: false",
    "_notes/future.md": "date: 2099-01-01",
    "_secret/a.md": "",
    "_posts/2025-03-01-a.md": "",
}
TREE = {
    "_posts/2025-03-01-a.md": "",
    "old/_posts/2025-03-01-a.md": "",
    "older/_posts/2025-03-01-a.md": "",
    "new/old/_posts/2025-03-01-a.md": "",
    "x/y/z/_posts/2025-03-01-a.md": "",
    "_in/_posts/2025-03-01-a.md": "",
    "gemfiles/_posts/2025-03-01-a.md": "",
    "public/_posts/2025-03-01-a.md": "",
    "_posts/wip/2025-03-01-a.md": "",
    "_posts/2025-03-01-b.md": "",
    "_posts/_c/2025-03-01-c.md": "",
    "c/_posts/2025-03-01-a.md": "",
    "c/d/_posts/2025-03-01-a.md": "",
    "c/_notes/a.md": "",
    "src/_posts/2025-03-01-a.md": "",
    "src/x/_posts/2025-03-01-a.md": "",
}
CASES = {
    **{f"style {style}": Case(f"permalink: {style}") for style in STYLES},
    "every placeholder": Case(f"permalink: '{PLACEHOLDERS}'\ntimezone: Asia/Tokyo"),
    "Tokyo": Case("timezone: Asia/Tokyo"),
    "Honolulu": Case("timezone: Pacific/Honolulu"),
    "nothing": Case(""),
    "all open": Case("future: true\nunpublished: true"),
    "posts' own permalink": Case("permalink: pretty\ncollections: {posts: {permalink: '/p/:title/'}}"),
    "a style's name for posts": Case("collections: {posts: {permalink: pretty}}"),
    "defaults": Case(
        DEFAULTS,
        {
            "_posts/2025-03-01-a.md": "categories: 花",
            "_posts/sub/2025-03-01-b.md": "",
            "_posts/sub/deep/2025-03-01-c.md": "",
            "_posts/other/deep/2025-03-01-d.md": "",
            "_posts/y1/2025-03-01-e.md": "date: 2025-03-02",
            "old/_posts/2025-03-01-f.md": "",
            "old/_posts/2025-03-01-g.md": "published: true",
            "_notes/h.md": "",
        },
    ),
    **{
        f"collections, {style}": Case(
            f"permalink: {style}\ncollections: {{notes: {{output: true}}, secret: {{output: false}}}}", NOTES
        )
        for style in ("date", "pretty", "weekdate", "/:title/", "/x:output_ext")
    },
    "a collection's permalink": Case(
        "collections: {notes: {output: true, permalink: '/:collection/:name/:title/:path/:categories'}}", NOTES
    ),
    "exclude": Case("exclude: [old, '/x/', 'public/**', '_posts/wip/', '*-b.md', 5]", TREE),
    "include": Case("include: [_in, _c, gemfiles]", TREE),
    "excluded and included": Case("exclude: [old/, _posts/wip]\ninclude: [old/, wip]", TREE),
    "destination": Case("destination: ./public", TREE),
    "source": Case("source: ./src", TREE),
    "collections_dir": Case("collections_dir: c\ncollections: {notes: {output: true}}", TREE),
    "defaults in collections_dir": Case(
        "collections_dir: c\ncollections: {notes: {output: true}}\ndefaults: ["
        "{scope: {path: c/_notes}, values: {permalink: /notes/:title}},"
        "{scope: {path: 'c/d/*'}, values: {permalink: /glob/:title}}]",
        TREE,
    ),
    "markdown_ext": Case(
        "markdown_ext: md,TXT", {f"_posts/2025-03-01-{one}.{one}": "" for one in ("md", "txt", "html")}
    ),
}


def write(root: Path, case: Case) -> None:
    texts = {"_config.yml": case.config, "urls.csv": LIST, "src/urls.csv": LIST}
    texts |= {path: f"---\n{table}\n---\n本文\n" for path, table in case.files.items()}
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def jekylls(root: Path, destination: str) -> dict[str, str]:
    """Give the percent-decoded address of every page by its path below the source."""
    command = ["jekyll", "build", "--quiet", "--disable-disk-cache", "-d", str(root / destination)]
    environment = {**os.environ, "LANG": "C.UTF-8", "TZ": "UTC"}
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True, timeout=120)
    lines = (root / destination / "urls.csv").read_text(encoding="utf-8").splitlines()
    urls = {path: unquote(url) for path, url in (line.split("\t") for line in lines if "\t" in line)}
    return {path: url for path, url in urls.items() if is_written(root / destination, url)}


def is_written(root: Path, url: str) -> bool:
    """Look for the page itself: a document with a future date is listed and not written."""
    files = [url + "index.html"] if url.endswith("/") else [url + one for one in ("", ".html", ".htm", ".HTM")]
    return any((root / one.lstrip("/")).is_file() for one in files)


def ours(root: Path) -> dict[str, str]:
    site = open_site(root, SiteSettings(generator="jekyll"))
    sources = [one for one in map(site.read, site.files()) if isinstance(one, Source)]
    return {one.post.path: unquote(one.post.url or "") for one in sources if one.post.concealed is None}


def composed(urls: dict[str, str]) -> dict[str, str]:
    """Bring addresses to one Unicode form: pages are found by either."""
    return {path: unicodedata.normalize("NFC", url) for path, url in urls.items()}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_ours_and_jekyll_agree_on_open_posts_and_addresses(tmp_path, case):
    write(tmp_path, case)
    found = jekylls(tmp_path, "public" if "destination" in case.config else "_site")
    below = "src/" if "source" in case.config else "c/" if "collections_dir" in case.config else ""
    assert composed(ours(tmp_path)) == {below + path: url for path, url in composed(found).items()}
