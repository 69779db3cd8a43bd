"""Our addresses and open posts are held against Hexo itself, where it is installed.

It is looked for in the folder that HEXO_NODE_MODULES names, else in .hexo/node_modules of the project:
`npm install --prefix .hexo hexo`.
"""

import json
import os
import subprocess
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from recommender.settings import SiteSettings
from recommender.site.post import Source
from recommender.site.reader import open_site

_MODULES = Path(os.environ.get("HEXO_NODE_MODULES") or Path(__file__).parents[4] / ".hexo" / "node_modules")

# A renderer stands in for hexo-renderer-marked, which has the same suffixes; nothing is rendered.
_LIST_POSTS = """
const Hexo = require('hexo');
const { url_for } = require('hexo-util');
(async () => {
  const listed = {};
  for (const site of process.argv.slice(1)) {
    const hexo = new Hexo(site, { silent: true });
    await hexo.init();
    for (const suffix of ['md', 'markdown', 'mkd', 'mkdn'])
      hexo.extend.renderer.register(suffix, 'html', data => data.text, true);
    await hexo.load();
    listed[site] = {};
    for (const post of hexo.locals.get('posts').toArray())
      listed[site][hexo.config.source_dir + '/' + post.source] = url_for.call(hexo, post.path);
  }
  process.stdout.write(JSON.stringify(listed), () => process.exit(0));
})();
"""


def dated(front_matter="", date="2013-07-14 08:05:09"):
    return f"---\ntitle: 庭 の Tsuchi!\ndate: {date}\n{front_matter}\n---\n本文\n"


_NAMES = [
    *("niwa", "Niwa No Tsuchi", "庭の土", "「庭」の土！", "v1.2_X", "trailing-", "-leading", "a--b", "sp  ace"),
    *(unicodedata.normalize("NFC", "がぎ"), unicodedata.normalize("NFD", "ばび"), "Café", "Ｗｉｄｅ", "percent%20x"),
    *("c++", "a&b=c", "(paren) [b]", "o'clock", "a@b;c,d", "~x", "sub/niwa", "sub/深い/土", "SUB/Niwa", "①Ⅳ"),
    *("2013-01-02-dated", "en/greeting", "x_y"),
]
_PERMALINKS = [
    *(
        ":year/:month/:day/:title/",
        "/:title/",
        ":year/:title.html",
        ":name/",
        ":post_title/",
        ":category/:name/index.html",
    ),
    *(":i_month-:i_day/:hour:minute:second/:title", ":timestamp/:name/", ":hash/", "p/:slug/", ":kind/:lang/:title/"),
    *(":id/:none/:title_x/", "/a//:title//", ":year:month:title/"),
]
_DATES = {
    "clock": "2013-07-14 23:30:00",
    "early": "2013-07-14 00:30:00",
    "no-seconds": "2013-07-14 0:30",
    "day": "2013-07-14",
    "short": "2013-7-4",
    "slashes": "2013/07/14 23:30:15",
    "slashed-day": "2013/7/4",
    "yaml-zone": "2013-07-14 08:30:00 +09:00",
    "yaml-zulu": "2013-07-14T20:30:00Z",
    "text-zone": "2013-07-14 08:30:00 +0900",
    "quoted": "'2013-07-14 00:30:00'",
    "quoted-day": "'2013-07-14'",
    "quoted-zulu": "'2013-07-14T20:30:00Z'",
    "quoted-local": "'2013-07-14T20:30'",
    "fraction": "2013-07-14 20:30:00.5",
}
_CATEGORIES = {
    "none": "",
    "text": "categories: Web Dev",
    "singular": "category: 庭",
    "path": "categories: [Web Dev, 庭]",
    "paths": "categories:\n  - [親, 子 供]\n  - [Other]",
    "nested-one": "categories:\n  - [親A]",
    "mixed": "categories:\n  - [甲, 乙]\n  - 丙",
    "number": "categories: 2013",
    "mapped": "categories: [音楽, Café]",
    "empties": "categories: ['', 花]",
}


def _posts(texts, folder="source/_posts"):
    return {f"{folder}/{name}.md": text for name, text in texts.items()}


def _sites():
    """Name every site that Hexo builds, with its settings and files."""
    plain = _posts({name: dated() for name in _NAMES})
    keyed = _posts(
        {"sub/Niwa の土": dated("kind: [a, b]\nid: 7\ncategories: [Web, 庭]"), "二": dated("lang: ja\nid: x")}
    )
    for number, permalink in enumerate(_PERMALINKS):
        yield f"permalink{number}", f"permalink: '{permalink}'\npermalink_defaults: {{lang: en}}\n", keyed
    yield "names", "permalink: ':title/'\n", plain
    yield "post_titles", "permalink: ':name/:post_title/'\nroot: /blog/\n", plain
    yield (
        "sluggish",
        "permalink: ':title/'\nnew_post_name: ':year-:month-:day-:title.md'\n",
        plain | _posts({"50% off": dated()}),
    )
    yield "languages", "permalink: ':lang/:title/'\nnew_post_name: ':lang/:title.md'\n", plain
    yield "root", "permalink: ':title/'\nurl: https://example.com/blog/\n", plain
    yield "pretty", "permalink: ':title.html'\npretty_urls: {trailing_html: false}\n", plain
    yield "index", "permalink: ':title/index.html'\npretty_urls: {trailing_index: false}\n", plain
    dates = _posts({name: dated(date=date) for name, date in _DATES.items()})
    yield "dates", "permalink: ':year/:month/:day/:hour:minute:second/:timestamp/:title/'\n", dates
    yield "zoneless", "permalink: ':year/:month/:day/:hour:minute:second/:title/'\ntimezone: ''\n", dates
    yield "elsewhere", "permalink: ':year/:month/:day/:hour:minute:second/:title/'\ntimezone: America/New_York\n", dates
    categories = _posts({name: dated(line) for name, line in _CATEGORIES.items()})
    config = "permalink: ':category/:title/'\ncategory_map: {音楽: Music}\n"
    yield "categories", config, categories
    yield "lower", config + "filename_case: 1\ndefault_category: 未 分類\n", categories
    yield (
        "from_names",
        "new_post_name: ':year-:i_month-:day-:title.md'\n",
        {
            **_posts(
                {"2014-1-02-年": "---\ntitle: a\n---\n", "2014-02-03-b": "---\ntitle: b\n---\n", "12-2014-c": dated()}
            ),
        },
    )
    open_or_not = {
        "source/_posts/open.md": dated(),
        "source/_posts/unpublished.md": dated("published: false"),
        "source/_posts/nothing.md": dated("published:"),
        "source/_posts/future.md": dated(date="2099-01-01"),
        "source/_drafts/draft.md": dated("published: true"),
        "source/_posts/_hidden.md": dated(),
        "source/_posts/_folder/a.md": dated(),
        "source/_posts/.dot.md": dated(),
        "source/_posts/UPPER.MD": dated(),
        "source/_posts/a.markdown": dated(),
        "source/_posts/b.mkd": dated(),
        "source/_posts/page.html": dated(),
        "source/_posts/pic.png": "",
        "source/_posts/skipped/a.md": dated(),
        "source/_posts/ignored/a.md": dated(),
        "source/about/index.md": dated(),
        "source/_posts/own.md": dated("permalink: own/庭 x"),
        "source/_posts/own-slash.md": dated("permalink: /own/y.html"),
        "source/_posts/unfenced.md": dated().removeprefix("---\n"),
        "source/_posts/json.md": '"title": "a",\n"date": "2013/07/14 08:05:09"\n;;;\n本文\n',
        "source/_posts/crlf.md": dated().replace("\n", "\r\n"),
        "source/_posts/bom.md": "\ufeff" + dated(),
        "source/_posts/blank-first.md": "\n" + dated(),
        "source/_posts/tabbed.md": dated("tags:\n\t- 庭\n\t- 土"),
    }
    skips = "skip_render: ['_posts/skipped/*']\nignore: ['**/ignored/**']\n"
    yield "open", skips, open_or_not
    yield "no_future", skips + "future: false\n", open_or_not
    yield "with_drafts", skips + "render_drafts: true\n", open_or_not
    yield "assets", skips + "post_asset_folder: true\npermalink: ':title'\n", open_or_not
    moved = {path.replace("source/", "src/", 1): text for path, text in plain.items()}
    yield "moved", "source_dir: src\n", moved


_SITES = {name: (config, files) for name, config, files in _sites()}


def _write_site(root, config, files):
    zone = "" if "timezone" in config else "timezone: Asia/Tokyo\n"
    files = {**files, "_config.yml": config + zone, "package.json": '{"hexo": {"version": ""}, "dependencies": {}}'}
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="")


@pytest.fixture(scope="module", params=["Asia/Tokyo", "UTC"])
def built(request, tmp_path_factory):
    """Let one run of Hexo list the posts of all sites, on a machine in the given zone."""
    if not (_MODULES / "hexo").is_dir():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Hexo is not installed")
    folder = tmp_path_factory.mktemp("sites")
    for name, (config, files) in _SITES.items():
        _write_site(folder / name, config, files)
    run = subprocess.run(
        ["node", "-e", _LIST_POSTS, *(str(folder / name) for name in _SITES)],
        env={**os.environ, "NODE_PATH": str(_MODULES), "TZ": request.param},
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=300,
    )
    listed = json.loads(run.stdout.splitlines()[-1])
    return request.param, folder, {Path(site).name: posts for site, posts in listed.items()}


@pytest.mark.parametrize("name", _SITES)
def test_open_posts_and_their_addresses_are_hexos(built, name):
    zone, folder, listed = built
    site = open_site(folder / name, SiteSettings(timezone=zone), now=datetime.now(UTC))
    sources = [site.read(path) for path in site.files()]
    assert all(isinstance(source, Source) for source in sources)
    ours = {one.post.path: unquote(one.post.url or "") for one in sources if one.post.concealed is None}
    assert site.generator.name == "hexo"
    assert ours == {path: unquote(url) for path, url in listed[name].items()}
