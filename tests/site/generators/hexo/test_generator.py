"""The addresses are those that Hexo 8.1 gave the same files."""

import contextlib

import pytest

from recommender.errors import SiteError
from recommender.settings import SiteSettings
from recommender.site.reader import open_site
from tests.site.conftest import NOW

PACKAGE = {"package.json": '{"dependencies": {"hexo": "^8.0.0"}}'}


@pytest.fixture
def open_hexo(write):
    """Open a Hexo site in Tokyo's time, or with another `_config.yml`."""

    def open_files(files, *, config="timezone: Asia/Tokyo\n", **settings):
        return open_site(write({**PACKAGE, "_config.yml": config, **files}), SiteSettings(**settings), now=NOW)

    return open_files


@pytest.fixture
def read_hexo(open_hexo):
    """Read one file of a Hexo site from its path and front matter."""

    def read(path, front_matter="", *, date="date: 2013-07-14 08:05:09\n", **site):
        return open_hexo({path: f"---\n{date}{front_matter}\n---\n本文\n"}, **site).read(path)

    return read


@pytest.mark.parametrize(
    ("front_matter", "url"),
    [
        ("", "/2013/07/14/niwa/"),
        ("permalink: own/庭", "/own/庭"),
        ("permalink: /own/庭.html", "/own/庭.html"),
        ("slug: other", "/2013/07/14/niwa/"),
    ],
)
def test_front_matter_decides_the_address(read_hexo, front_matter, url):
    assert read_hexo("source/_posts/niwa.md", front_matter).post.url == url


@pytest.mark.parametrize(
    ("config", "url"),
    [
        ("permalink: ':title/'", "/sub/Niwa%20v1.2/"),
        ("permalink: ':name.html'", "/Niwa%20v1.2.html"),
        ("permalink: ':category/:post_title/'", "/web/庭-二/庭-の-tsuchi/"),
        ("permalink: ':i_month/:lang/'\npermalink_defaults: {lang: ja}", "/7/ja/"),
        ("permalink: ':name/'\nroot: /blog/", "/blog/Niwa%20v1.2/"),
        ("permalink: ':name/'\nurl: https://example.com/blog/", "/blog/Niwa%20v1.2/"),
        ("permalink: ':name/'\nurl: https://example.com/blog/\nroot: /", "/Niwa%20v1.2/"),
        ("permalink: ':name.html'\npretty_urls: {trailing_html: false}", "/Niwa%20v1.2"),
        ("permalink: ':name/index.html'\npretty_urls: {trailing_index: false}", "/Niwa%20v1.2/"),
        ("permalink: ':day'\npost_asset_folder: true", "/14/"),
        ("permalink: ':nowhere/:day'", "/undefined/14"),
        ("permalink: ':day/what?x'", "/14/what"),
    ],
)
def test_the_sites_config_decides_the_address(read_hexo, config, url):
    front_matter = "title: 庭 の Tsuchi!\ncategories: [web, 庭 二]"
    assert read_hexo("source/_posts/sub/Niwa v1.2.md", front_matter, config=config).post.url == url


def test_settings_go_before_the_sites_config(read_hexo):
    source = read_hexo("source/_posts/niwa.md", config="permalink: ':day/'", permalink="s/:title/")
    assert source.post.url == "/s/niwa/"


@pytest.mark.parametrize(
    ("front_matter", "url"),
    [("title: a", "/2014/02/03/niwa/"), ("date: 2015-01-01", "/2015/01/01/niwa/")],
)
def test_new_post_name_tells_the_date_where_front_matter_has_none(read_hexo, front_matter, url):
    config = "new_post_name: :year-:month-:day-:title.md"
    assert read_hexo("source/_posts/2014-02-03-niwa.md", front_matter, date="", config=config).post.url == url


def test_the_language_in_a_name_is_the_posts(read_hexo):
    config = "new_post_name: :lang/:title.md\npermalink: ':lang/:title/'"
    post = read_hexo("source/_posts/en/a.md", config=config).post
    assert (post.language, post.url) == ("en", "/en/a/")


@pytest.mark.parametrize(
    ("date", "hour"),
    [
        ("2013-07-14 08:30:00", 8),
        ("2013-07-14 08:30", 8),
        ("2013/7/14  08:30:00", 8),
        ("2013-07-14 08:30:00 +09:00", 23),  # YAML's timestamp: its clock in UTC
        ("2013-07-14 08:30:00 +0900", 8),
        ("'2013-07-14T08:30:00Z'", 17),
        ("2013-07-14", 0),
        ("'2013-07-14'", 9),
    ],
)
def test_dates_are_read_as_javascript_and_its_yaml_read_them(read_hexo, date, hour):
    assert read_hexo("source/_posts/a.md", date=f"date: {date}\n").post.date.hour == hour


def test_addresses_are_written_in_the_zone_of_the_building_machine(read_hexo):
    source = read_hexo("source/_posts/a.md", date="date: 2013-07-14 08:30:00\n", timezone="UTC")
    assert source.post.url == "/2013/07/13/a/"


@pytest.mark.parametrize("date", ["", "date: 昨日\n", "date: 2013年7月14日\n", "date: 9999-99-99\n"])
def test_without_a_date_that_hexo_can_read_the_address_is_unknown_and_the_post_is_read(read_hexo, date):
    source = read_hexo("source/_posts/a.md", "title: 庭", date=date)
    assert (source.post.url, source.post.date, source.post.title) == (None, None, "庭")
    assert "date" in source.trouble


def test_a_draft_without_date_is_no_trouble(read_hexo):
    source = read_hexo("source/_drafts/a.md", date="")
    assert (source.post.url, source.trouble) == (None, None)


def test_an_address_without_date_needs_none(read_hexo):
    source = read_hexo("source/_posts/a.md", date="", config="permalink: ':title/'")
    assert (source.post.url, source.trouble) == ("/a/", None)


@pytest.mark.parametrize(
    ("path", "front_matter", "config", "concealed"),
    [
        ("source/_posts/a.md", "", "", None),
        ("source/_posts/a.md", "draft: true", "", "draft"),
        ("source/_posts/a.md", "published: false", "", "unpublished"),
        ("source/_posts/a.md", "published:", "", None),
        ("source/_posts/a.md", "date: 2099-01-01", "", None),
        ("source/_posts/a.md", "date: 2099-01-01", "future: false", "future"),
        ("source/_drafts/a.md", "published: true", "", "draft"),
        ("source/_drafts/a.md", "", "render_drafts: true", None),
        ("source/_posts/a.md", "published: false", "render_drafts: true", None),
    ],
)
def test_what_hexo_does_not_publish_is_concealed(read_hexo, path, front_matter, config, concealed):
    date = "" if "date" in front_matter else "date: 2013-07-14\n"
    assert read_hexo(path, front_matter, date=date, config=config).post.concealed == concealed


@pytest.mark.parametrize(
    ("front_matter", "tags", "categories"),
    [
        ("tags: 庭 土", ("庭 土",), ()),
        ("tag: 庭\ncategory: Web", ("庭",), ("Web",)),
        ("tags: [庭, 2013]\ncategories: [Web, 庭]", ("庭", "2013"), ("Web", "庭")),
        ("categories:\n  - [A, B]\n  - [C]", (), ("A", "B", "C")),
        ("tags:\n\t- 庭\n\t- 土", ("庭", "土"), ()),
    ],
)
def test_tags_and_categories_are_flattened(read_hexo, front_matter, tags, categories):
    post = read_hexo("source/_posts/a.md", front_matter).post
    assert (post.tags, post.categories) == (tags, categories)


@pytest.mark.parametrize(
    ("front_matter", "withheld"),
    [
        ("sitemap: false", "not in sitemap"),
        ("redirect: /2014/a/", "redirect"),
        ("hidden: true", "unlisted"),
        ("hidden: false\nlink: https://example.org/", None),
    ],
)
def test_plugins_keys_withhold_posts(read_hexo, front_matter, withheld):
    assert read_hexo("source/_posts/a.md", front_matter).post.withheld == withheld


def test_an_alias_leads_to_the_post(read_hexo):
    post = read_hexo("source/_posts/a.md", "alias: [old/index.html]\nredirect_from: /older/").post
    assert post.aliases == ("/older/", "old/index.html")


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("title: 庭\ndate: 2013-01-01\n---\n本文\n", "庭", "本文\n"),
        ("\ufefftitle: 庭\r\n---\r\n本文\r\n", "庭", "本文\r\n"),
        ('"title": "庭"\n;;;\n本文\n', "庭", "本文\n"),
        ("# 見出し\n\n本文\n\n---\n\n続き\n", "見出し", "# 見出し\n\n本文\n\n---\n\n続き\n"),
        ("見出し\n---\n本文\n", "a", "見出し\n---\n本文\n"),
        ("例: [x\n本文\n---\n続き\n", "a", "例: [x\n本文\n---\n続き\n"),
    ],
)
def test_front_matter_may_lack_its_opening_fence(open_hexo, text, title, body):
    source = open_hexo({"source/_posts/a.md": text}).read("source/_posts/a.md")
    assert (source.post.title, source.body) == (title, body)


def test_posts_and_drafts_are_listed_and_hidden_files_are_not(open_hexo):
    files = ["_posts/b.md", "_posts/sub/a.markdown", "_posts/p.html", "_drafts/d.md"]
    others = [
        "_posts/_x/a.md",
        "_posts/.y.md",
        "_posts/A.MD",
        "_posts/a.png",
        "about/index.md",
        "_posts/sub/_drafts/a.md",
    ]
    site = open_hexo({f"source/{path}": "" for path in files + others})
    assert site.files() == sorted(f"source/{path}" for path in files)


@pytest.mark.parametrize(
    ("config", "settings", "listed"),
    [
        ("skip_render: _posts/old/*", {}, ["source/_posts/a.html", "source/_posts/a.md"]),
        ("ignore: ['**/_posts/old']", {}, ["source/_posts/a.html", "source/_posts/a.md"]),
        ("post_asset_folder: true", {}, ["source/_posts/a.md", "source/_posts/old/b.md"]),
        ("", {"exclude": ("*.html",)}, ["source/_posts/a.md", "source/_posts/old/b.md"]),
        ("", {"posts": "source/_posts/old/"}, ["source/_posts/old/b.md"]),
        ("", {"posts": "."}, ["pages/c.md"]),
    ],
)
def test_what_the_config_skips_is_not_listed(open_hexo, config, settings, listed):
    files = {"source/_posts/a.md": "", "source/_posts/a.html": "", "source/_posts/old/b.md": "", "pages/c.md": ""}
    assert open_hexo(files, config=config, **settings).files() == listed


def test_a_post_outside_the_usual_folder_has_the_address_of_its_copy(read_hexo):
    config = "posts_dir: articles\npermalink: ':title/'\nroot: /blog/"
    assert read_hexo("articles/sub/Foo.md", config=config).post.url == "/blog/sub/Foo/"


@pytest.mark.parametrize("config", ["title: [", "timezone: Mars/Phobos"])
def test_a_config_that_cannot_be_used_is_the_users_to_mend(open_hexo, config):
    with pytest.raises(SiteError, match=r"_config\.yml"):
        open_hexo({}, config=config)


@pytest.mark.parametrize(
    "config",
    [
        "- a list",
        "",
        "permalink: 5",
        "permalink_defaults: 5\npretty_urls: 5\ncategory_map: [a]",
        "url: 'http://['",
        "ignore: {a: 1}",
    ],
)
def test_an_odd_config_is_read_or_refused_as_the_users_fault(read_hexo, config):
    with contextlib.suppress(SiteError):
        read_hexo("source/_posts/a.md", "categories: &x [*x, a]\ntags: *x\nid: [1]", config=config)


def test_lists_that_yaml_multiplies_cost_no_time(read_hexo):
    front_matter = "a: &a [" + "x," * 1000 + "]\nb: &b [" + "*a," * 1000 + "]\ncategories: [" + "*b," * 1000 + "]"
    assert read_hexo("source/_posts/a.md", front_matter, config="permalink: ':b/:category/'").post.categories == ("x",)
