"""The rules of Hugo 0.111 and of newer versions where they differ; test_hugo_build.py asks Hugo itself."""

import contextlib
from datetime import datetime

import pytest

from recommender.errors import SiteError
from recommender.settings import SiteSettings
from recommender.site.generators.hugo_permalink import PagePlace, PathRules, fill_permalink
from recommender.site.post import Skipped
from recommender.site.reader import open_site
from tests.site.conftest import NOW

CONFIG = 'baseURL = "https://niwa.example/"\n'


@pytest.fixture
def open_hugo(write):
    """Open a Hugo site from its files and `hugo.toml`."""

    def open_files(files, *, config=CONFIG, **settings):
        return open_site(write({"hugo.toml": config, **files}), SiteSettings(**settings), now=NOW)

    return open_files


@pytest.fixture
def read_hugo(open_hugo):
    """Read one page of a Hugo site from its path and front matter."""

    def read(path, front_matter="", *, beside=None, **site):
        files = {path: f"---\n{front_matter}\n---\n本文\n", **(beside or {})}
        return open_hugo(files, **site).read(path)

    return read


@pytest.mark.parametrize(
    "files",
    [
        {"hugo.toml": ""},
        {"hugo.yaml": "title: 庭\n"},
        {"hugo.json": "{}"},
        {"config/_default/hugo.toml": ""},
        {"config.toml": "", "content/a.md": ""},
        {"config.yml": "", "content/a.md": ""},
        {"config/_default/config.toml": "", "content/a.md": ""},
    ],
    ids=lambda files: next(iter(files)),
)
def test_a_site_is_known_as_hugos_by_its_settings(write, files):
    assert open_site(write(files), SiteSettings()).generator.name == "hugo"


@pytest.mark.parametrize("files", [{"config.toml": ""}, {"content/a.md": ""}, {"config/app.yaml": "", "a.md": ""}])
def test_settings_or_content_alone_are_not_hugos(write, files):
    assert open_site(write(files), SiteSettings()).generator.name != "hugo"


@pytest.mark.parametrize(("name", "text"), [("hugo.toml", "title ="), ("hugo.yaml", "a: ["), ("hugo.json", "{")])
def test_settings_that_cannot_be_read_are_the_users_to_mend(write, name, text):
    with pytest.raises(SiteError, match=name):
        open_site(write({name: text}), SiteSettings())


def test_an_unknown_zone_is_the_users_to_mend(open_hugo):
    with pytest.raises(SiteError, match="Mars/Phobos"):
        open_hugo({}, config='timeZone = "Mars/Phobos"')


@pytest.mark.parametrize(
    "config",
    [
        *("languages = 5", "permalinks = 5", "taxonomies = []", "module = {mounts = 5}", "frontmatter = 1"),
        *("cascade = 'x'", "params = []", "uglyURLs = 'x'", "baseURL = 'http://[::1'", "[languages]\nja = 3"),
        *('[[cascade]]\n[cascade._target]\npath = "{{{,}"', "defaultContentLanguage = 3", "mainSections = {a = 1}"),
    ],
)
def test_odd_settings_are_read_or_refused_as_the_users_fault(open_hugo, config):
    with contextlib.suppress(SiteError):
        open_hugo({"content/posts/a.md": ""}, config=config).read("content/posts/a.md")


def test_files_of_the_config_folder_are_joined(open_hugo):
    site = open_hugo(
        {
            "config/_default/permalinks.toml": 'posts = "/p/:slug/"',
            "config/production/hugo.toml": 'baseURL = "https://mori.example/"',
            "content/posts/a.md": "---\nslug: niwa\n---\n",
        }
    )
    assert site.read("content/posts/a.md").post.url == "/p/niwa/"
    assert site.generator.hosts == {"mori.example"}


def test_pages_of_sections_are_posts_in_order(open_hugo):
    pages = ["posts/b.md", "posts/a/index.md", "posts/c.html", "posts/d.adoc", "記/e.markdown"]
    others = ["about.md", "posts/_index.md", "posts/a/beside.md", "posts/a/x/y.md", "posts/f.txt", "posts/.g.md"]
    site = open_hugo({f"content/{path}": "" for path in pages + others} | {"themes/t/content/posts/x.md": ""})
    assert site.files() == sorted(f"content/{path}" for path in pages)


def test_pages_without_a_section_are_posts_where_no_section_has_more(open_hugo):
    files = ["content/a.md", "content/b.md", "content/notes/c.md"]
    assert open_hugo(dict.fromkeys(files, "")).files() == files


@pytest.mark.parametrize("config", ["[params]\nmainSections = ['Posts']", "mainSections = 'posts'"])
def test_main_sections_say_which_pages_are_posts(open_hugo, config):
    files = {"content/posts/a.md": "", "content/docs/b.md": "", "content/c.md": ""}
    assert open_hugo(files, config=config).files() == ["content/posts/a.md"]


def test_a_folder_of_content_named_otherwise_is_read(open_hugo):
    assert open_hugo({"記事/posts/a.md": ""}, config='contentDir = "記事"').files() == ["記事/posts/a.md"]


def test_settings_go_before_the_sites_own(read_hugo):
    config = 'contentDir = "content"\n[permalinks]\nposts = "/p/:slug/"'
    source = read_hugo("text/a.md", "slug: b", config=config, posts="text", permalink="/s/:slug/")
    assert source.post.url == "/s/b/"


@pytest.mark.parametrize(
    ("path", "front_matter", "url"),
    [
        ("posts/a.md", "", "/posts/a/"),
        ("posts/A B.md", "", "/posts/a-b/"),
        ("posts/庭/index.md", "", "/posts/庭/"),
        ("posts/庭/index.md", "slug: mori", "/posts/mori/"),
        ("posts/c#.md", "", "/posts/c%23/"),
        ("posts/a.md", "url: /x/y.html", "/x/y.html"),
        ("posts/a.md", "url: x/y", "/x/y/"),
        ("posts/a.md", "url: /x/index.html", "/x/"),
        ("posts/a.html", "", "/posts/a/"),
    ],
)
def test_a_page_has_the_address_of_its_place(read_hugo, path, front_matter, url):
    assert read_hugo(f"content/{path}", front_matter).post.url == url


@pytest.mark.parametrize(
    ("base_url", "url"),
    [
        ("https://niwa.example/blog/", "/blog/posts/a/"),
        ("https://niwa.example/庭", "/庭/posts/a/"),
        ("/blog/", "/blog/posts/a/"),
        ("", "/posts/a/"),
    ],
)
def test_the_path_of_the_base_url_stands_before_every_address(read_hugo, base_url, url):
    assert read_hugo("content/posts/a.md", config=f'baseURL = "{base_url}"').post.url == url


PLACE = PagePlace("posts/庭/花", "na me", ("posts", "庭", "花"), "C & D", "", datetime(2025, 3, 9))


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        (":year/:month/:day", "2025/03/09"),
        (":monthname/:weekday/:weekdayname/:yearday", "March/0/Sunday/68"),
        (":06/:Jan/:02", "25/Mar/09"),
        (":title", "c-d"),
        (":slug", "c-d"),
        (":filename", "na-me"),
        (":slugorfilename", "na-me"),
        (":contentbasename", "na-me"),
        (":slugorcontentbasename", "na-me"),
        (":section/:sections", "posts/posts/庭/花"),
        (":sections[1:]", "庭/花"),
        (":sections[:1]", "posts"),
        (":sections[:last]", "posts/庭"),
        (":sections[last]", "花"),
        (":sections[9]", ""),
        (":none", ":none"),
    ],
)
def test_a_permalink_is_filled_with_what_the_page_has(pattern, path):
    assert fill_permalink(pattern, PLACE, PathRules()) == path


@pytest.mark.parametrize(
    "permalinks",
    [
        'posts = "/p/:slug/"',
        'page = {posts = "/p/:slug/"}\nsection = {posts = "/s/"}',
        '"/" = "/n/"\nposts = "/p/:slug"',
    ],
)
def test_older_and_newer_tables_of_permalinks_are_read(read_hugo, permalinks):
    source = read_hugo("content/posts/a.md", "slug: niwa", config=f"[permalinks]\n{permalinks}")
    assert source.post.url == "/p/niwa/"


def test_a_permalink_takes_the_day_of_the_zone_that_the_date_is_written_in(read_hugo):
    config = 'timeZone = "Asia/Tokyo"\n[permalinks]\nposts = "/:day/"'
    source = read_hugo("content/posts/a.md", "date: 2025-11-05T20:00:00Z", config=config)
    assert source.post.url == "/05/"
    assert source.post.date.day == 6


@pytest.mark.parametrize(
    ("front_matter", "concealed"),
    [
        ("", None),
        ("draft: true", "draft"),
        ("published: false", "unpublished"),
        ("draft: false\npublished: false", None),
        ("date: 2099-01-01", "future"),
        ("date: 2099-01-01\npublishDate: 2025-01-01", None),
        ("date: 2025-01-01\npublishDate: 2099-01-01", "future"),
        ("expiryDate: 2025-01-01", "expired"),
        ("_build: {render: never}", "not rendered"),
        ("build: {render: link}", "not rendered"),
        ("headless: true", None),
        ("outputs: [json]", "no HTML output"),
        ("outputs: [HTML, json]", None),
    ],
)
def test_what_hugo_does_not_publish_is_concealed(read_hugo, front_matter, concealed):
    assert read_hugo("content/posts/a.md", front_matter).post.concealed == concealed


def test_a_headless_bundle_is_concealed(read_hugo):
    assert read_hugo("content/posts/a/index.md", "headless: true").post.concealed == "headless"


@pytest.mark.parametrize(
    ("config", "front_matter"),
    [("buildFuture = true", "date: 2099-01-01"), ("buildExpired = true", "expiryDate: 2025-01-01")],
)
def test_a_site_may_publish_what_is_to_come_and_what_is_over(read_hugo, config, front_matter):
    assert read_hugo("content/posts/a.md", front_matter, config=config).post.concealed is None


@pytest.mark.parametrize(
    ("front_matter", "withheld"),
    [
        ("robotsNoIndex: true", "noindex"),
        ("params: {robotsNoIndex: true}", "noindex"),
        ("sitemap: {disable: true}", "not in sitemap"),
        ("sitemap: {priority: 0.5}", None),
        ("private: true", "unlisted"),
        ("_build: {list: never}", "unlisted"),
        ("canonicalURL: https://mori.example/a/", "canonical elsewhere"),
        ("canonicalURL: https://niwa.example/posts/a/", None),
    ],
)
def test_what_lists_and_search_engines_shall_not_show_is_withheld(read_hugo, front_matter, withheld):
    post = read_hugo("content/posts/a.md", front_matter).post
    assert (post.concealed, post.withheld) == (None, withheld)


def test_values_cascade_to_the_pages_below_a_section(read_hugo):
    beside = {"content/posts/_index.md": "---\ncascade: {draft: true, tags: [庭]}\n---\n"}
    assert read_hugo("content/posts/x/a.md", beside=beside).post.concealed == "draft"
    open_post = read_hugo("content/posts/a.md", "draft: false", beside=beside).post
    assert (open_post.concealed, open_post.tags) == (None, ("庭",))
    assert read_hugo("content/notes/a.md", beside=beside).post.concealed is None


@pytest.mark.parametrize(
    ("pattern", "reached"),
    [("/posts/**", True), ("/posts/*", True), ("/{notes,posts}/a", True), ("/posts/?.md", True), ("/notes/**", False)],
)
def test_the_sites_cascade_reaches_the_paths_of_its_target(read_hugo, pattern, reached):
    config = f'[[cascade]]\ndraft = true\n[cascade._target]\npath = "{pattern}"\n'
    assert (read_hugo("content/posts/a.md", config=config).post.concealed == "draft") is reached


@pytest.mark.parametrize(
    ("front_matter", "tags"),
    [
        ("tags: [庭, 土]", ("庭", "土")),
        ("tags: 家庭 菜園", ("家庭 菜園",)),
        ("topics: [花]\ntags: 庭", ("庭", "花")),
        ("series: [庭仕事]", ()),
    ],
)
def test_tags_are_those_of_all_taxonomies_of_topics(read_hugo, front_matter, tags):
    config = '[taxonomies]\ntag = "tags"\ntopic = "topics"\nseries = "series"\n'
    assert read_hugo("content/posts/a.md", front_matter, config=config).post.tags == tags


def test_an_alias_without_a_slash_stands_beside_the_page(read_hugo):
    config = 'baseURL = "https://niwa.example/blog/"'
    source = read_hugo("content/posts/a.md", "aliases: [/old/a/, older]", config=config)
    assert source.post.aliases == ("/blog/old/a/", "/blog/posts/older")


LANGUAGES = 'defaultContentLanguage = "ja"\n[languages.ja]\n[languages.en]\n'


def test_translations_share_a_key_and_differ_in_language(open_hugo):
    site = open_hugo(
        {"content/posts/a.md": "", "content/posts/a.en.md": "", "content/posts/b.ja.md": ""}, config=LANGUAGES
    )
    japanese, english, other = (site.read(f"content/posts/{name}.md").post for name in ("a", "a.en", "b.ja"))
    assert (japanese.language, english.language, other.language) == ("ja", "en", "ja")
    assert japanese.translation_key == english.translation_key != other.translation_key
    assert (japanese.url, english.url, other.url) == ("/posts/a/", "/en/posts/a/", "/posts/b/")


def test_a_translation_key_of_the_author_goes_before_the_path(read_hugo):
    assert read_hugo("content/posts/a.md", "translationKey: k", config=LANGUAGES).post.translation_key == "k"


def test_a_site_of_one_language_leaves_the_language_to_the_text(read_hugo):
    post = read_hugo("content/posts/a.md", config='languageCode = "en-us"').post
    assert (post.language, post.translation_key) == (None, None)


def test_languages_may_have_content_folders_of_their_own(open_hugo):
    config = LANGUAGES.replace("[languages.en]", 'contentDir = "c/ja"\n[languages.en]\ncontentDir = "c/en"')
    site = open_hugo({"c/ja/posts/a.md": "", "c/en/posts/a.md": ""}, config=config)
    assert [site.read(path).post.url for path in site.files()] == ["/en/posts/a/", "/posts/a/"]


def test_of_languages_with_hosts_of_their_own_one_is_the_site(open_hugo):
    config = LANGUAGES.replace(
        "[languages.en]", 'baseURL = "https://ja.example/"\n[languages.en]\nbaseURL = "https://en.example"'
    )
    files = {"content/posts/a.md": "", "content/posts/a.en.md": ""}
    assert open_hugo(files, config=config).files() == ["content/posts/a.md"]
    assert open_hugo(files, config=config, url="https://en.example").files() == ["content/posts/a.en.md"]


@pytest.mark.parametrize(
    ("sources", "date", "slug"),
    [
        ('[":filename"]', "2024-05-06", "niwa"),
        ('["date", ":filename"]', "2020-01-01", "2024-05-06-niwa"),
        ('["written", ":default"]', "2020-01-01", "2024-05-06-niwa"),
        ('[":fileModTime"]', None, "2024-05-06-niwa"),
    ],
)
def test_the_settings_say_where_dates_are_found(read_hugo, sources, date, slug):
    post = read_hugo(
        "content/posts/2024-05-06-niwa.md", "date: 2020-01-01", config=f"[frontmatter]\ndate = {sources}"
    ).post
    assert post.url == f"/posts/{slug}/"
    assert date is None or f"{post.date:%Y-%m-%d}" == date


def test_html_without_front_matter_is_no_page(open_hugo):
    site = open_hugo({"content/posts/a.html": "<html><body>庭</body></html>"})
    skipped = site.read("content/posts/a.html")
    assert isinstance(skipped, Skipped)
    assert "front matter" in skipped.reason


def test_a_page_without_title_is_called_by_its_bundle(read_hugo):
    assert read_hugo("content/posts/niwa-no-tsuchi/index.md").post.title == "niwa no tsuchi"
