"""The rules of Hugo 0.111 and of newer versions where they differ; test_hugo_build.py asks Hugo itself."""

import pytest

from recommender.site.post import Skipped


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
