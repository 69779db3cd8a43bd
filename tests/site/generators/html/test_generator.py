import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.settings import SiteSettings
from recommender.site.generators.html.generator import find_html
from recommender.site.generators.html.page import read_html_page
from recommender.site.post import Skipped
from recommender.site.reader import open_site
from recommender.site.text_file import MAX_BYTES
from tests.site.conftest import NOW


def page(head="", body="<article><h1>庭の土</h1><p>本文</p></article>"):
    return f'<!doctype html><html lang="ja"><head><title>庭の土 | 縁側</title>{head}</head><body>{body}</body></html>'


@pytest.fixture
def read_html(read_folder):
    def read(head="", path="niwa.html", **site):
        return read_folder(path, page(head), **site)

    return read


@pytest.mark.parametrize(
    ("files", "generator"),
    [
        (["a.html"], "html"),
        (["a.htm", "README.md", "a.css"], "html"),
        (["a.html", "b.md"], "folder"),
        (["a.html", "b.adoc"], "folder"),
        (["a.txt"], "folder"),
    ],
)
def test_pages_are_read_where_there_is_no_text_to_build_them_from(write, files, generator):
    assert open_site(write(dict.fromkeys(files, page())), SiteSettings()).generator.name == generator


def test_the_settings_name_built_pages_beside_their_texts(write):
    site = open_site(write({"a.md": "", "_site/a.html": page()}), SiteSettings(generator="html", posts="_site"))
    assert [site.read(path).post.url for path in site.files()] == ["/a.html"]


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("niwa.html", "/niwa.html"),
        ("a/b.htm", "/a/b.htm"),
        ("2025/niwa/index.html", "/2025/niwa/"),
        ("庭/土.html", "/庭/土.html"),
    ],
)
def test_the_address_is_the_place_of_the_file(read_html, path, url):
    assert read_html(path=path).post.url == url


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ('<meta property="og:title" content="土">', "<article><h1>庭</h1></article>", "土"),
        ("", "<header><h1>縁側</h1></header><article><h1>庭</h1></article>", "庭"),
        ("", "<p>本文</p>", "庭の土 | 縁側"),
    ],
)
def test_the_title_is_the_posts_own_before_the_pages(head, body, title):
    assert read_html_page(page(head, body)).title == title


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2025-03-09T08:00:00+09:00">', ""),
        ('<meta name="date" content="2025-03-09">', '<time datetime="2020-01-01"></time>'),
        ('<script type="application/ld+json">{"@graph": [{"datePublished": "2025-03-09"}]}</script>', ""),
        ("", '<article><time datetime="2025-03-09">きのう</time></article>'),
        ("", '<main><time datetime="2025-04-01"></time><time pubdate datetime="2025-03-09"></time></main>'),
        ("", '<article itemscope><meta itemprop="datePublished" content="2025-03-09">本文</article>'),
    ],
)
def test_the_date_is_where_pages_write_it(head, body):
    assert read_html_page(page(head, body)).date.startswith("2025-03-09")


@pytest.mark.parametrize(
    ("head", "tags"),
    [
        ('<meta property="article:tag" content="庭"><meta property="article:tag" content="土">', ("庭", "土")),
        ('<meta name="keywords" content="庭, 土、水">', ("庭", "土", "水")),
        ('<meta property="article:tag" content="庭"><meta name="keywords" content="土">', ("庭",)),
        (f'<meta name="keywords" content="{",".join(map(str, range(31)))}">', ()),
        ("", ()),
    ],
    ids=["article:tag", "keywords", "both", "a word list", "none"],
)
def test_tags_are_the_articles_before_the_keywords(read_html, head, tags):
    assert read_html(head).post.tags == tags


def test_a_section_is_a_category(read_html):
    assert read_html('<meta property="article:section" content="花">').post.categories == ("花",)


@pytest.mark.parametrize(
    ("head", "withheld"),
    [
        ('<meta name="robots" content="NOINDEX, follow">', "noindex"),
        ('<meta name="googlebot" content="noindex">', "noindex"),
        ('<link rel="canonical" href="https://other.example/niwa.html">', "canonical elsewhere"),
        ('<link rel="canonical" href="https://engawa.example/tsuchi.html">', "canonical elsewhere"),
        ('<link rel="canonical" href="https://engawa.example/niwa">', None),
        ('<link rel="canonical" href="/niwa.html">', None),
        ('<link rel="canonical" href="niwa.html">', None),
        ('<meta http-equiv="refresh" content="0; url=/tsuchi.html">', "redirect"),
        ("", None),
    ],
)
def test_what_is_shown_elsewhere_or_to_nobody_is_withheld(read_html, head, withheld):
    assert read_html(head, url="https://engawa.example").post.withheld == withheld


@pytest.mark.parametrize(("date", "concealed"), [("2099-01-01", "future"), ("2025-01-01", None)])
def test_a_page_is_future_by_its_date(read_html, date, concealed):
    assert read_html(f'<meta name="date" content="{date}">').post.concealed == concealed


def test_the_canonical_addresses_tell_host_and_base_path(write):
    canonical = '<link rel="canonical" href="https://engawa.example/blog/{}/">'
    files = {f"{name}/index.html": page(canonical.format(name)) for name in ("niwa", "tsuchi")}
    site = open_site(write(files), SiteSettings())
    assert (site.generator.hosts, site.generator.base_path) == ({"engawa.example"}, "/blog")
    post = site.read("niwa/index.html").post
    assert (post.url, post.withheld) == ("/blog/niwa/", None)


def test_a_single_canonical_address_elsewhere_does_not_make_it_the_sites(write):
    canonical = '<link rel="canonical" href="https://other.example/a.html">'
    site = open_site(write({"a.html": page(canonical), "b.html": page(), "c.html": page()}), SiteSettings())
    assert site.generator.hosts == frozenset()


def test_the_body_is_the_article_without_what_stands_around_it():
    body = (
        "<nav>目次</nav><main><article><header><h1>庭</h1></header><p>本文</p><aside>広告<nav>中</nav></aside>"
        "<script>x()</script></article></main><footer>縁側</footer>"
    )
    assert read_html_page(page("", body)).body == "<article><p>本文</p></article>"


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("<main><p>庭</p></main><p>外</p>", "<main><p>庭</p></main>"),
        ('<div role="main">庭</div><p>外</p>', '<div role="main">庭</div>'),
        ("<article><h1>庭</h1></article><article>外</article>", "<article><h1>庭</h1></article>"),
        ("<p>庭</p>", "<body><p>庭</p></body>"),
    ],
)
def test_the_body_is_the_article_else_the_main_part_else_all(body, kept):
    assert read_html_page(page("", body)).body == kept


def test_language_and_translations_are_the_pages_own(read_html):
    head = (
        '<link rel="alternate" hreflang="ja" href="https://engawa.example/niwa.html">'
        '<link rel="alternate" hreflang="en" href="https://engawa.example/en/niwa.html">'
        '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    )
    one, other = read_html(head).post, read_html(head, path="en/niwa.html").post
    assert one.language == "ja"
    assert one.translation_key == other.translation_key == "/en/niwa"
    assert read_html(path="tsuchi.html").post.translation_key is None


def test_where_pages_show_to_be_articles_all_others_are_lists(write):
    article = '<meta property="og:type" content="article">'
    files = {
        "index.html": page("", "<article>庭</article><article>土</article>"),
        "tags/庭.html": page("", "<ul><li>庭</li></ul>"),
        "404.html": page("", "<article>ない</article>"),
        "old.html": page('<meta http-equiv="refresh" content="0; url=/a.html">' + article),
        "a.html": page(article, "<p>庭</p>"),
        "b.html": page("", "<article>土</article>"),
        "c.html": page('<meta name="date" content="2025-03-09">', "<p>水</p>"),
    }
    assert open_site(write(files), SiteSettings()).files() == ["a.html", "b.html", "c.html"]


def test_where_no_page_has_a_sign_all_with_text_are_posts_but_the_first(write):
    names = ["index.html", "404.html", "a.html", "b/index.html"]
    files = {**dict.fromkeys(names, page("", "<p>庭</p>")), "empty.html": page("", "<img src=x>")}
    assert open_site(write(files), SiteSettings()).files() == ["a.html", "b/index.html"]


def test_a_page_that_cannot_be_read_is_told(write):
    root = write({"a.html": page(), "b.html": ""})
    os.truncate(root / "b.html", MAX_BYTES + 1)
    site = open_site(root, SiteSettings())
    assert site.files() == ["a.html", "b.html"]
    assert isinstance(site.read("b.html"), Skipped)


def test_the_settings_narrow_the_pages_and_give_addresses(write):
    root = write(dict.fromkeys(["blog/niwa.html", "blog/old/a.html", "about.html"], page()))
    site = open_site(root, SiteSettings(posts="blog", exclude=("blog/old",), permalink="/p/:slug/"))
    assert [site.read(path).post.url for path in site.files()] == ["/p/niwa/"]


@settings(deadline=None, max_examples=150, derandomize=True)
@given(
    st.text()
    | st.lists(st.sampled_from(["<article>", "</article>", "<nav>", "</nav>", "<main>", "<h1>", "庭", "<svg>"])).map(
        "".join
    )
    | st.text().map(
        lambda text: page(f'<meta name="date" content="{text}"><link rel="canonical" href="http://{text}">')
    )
)
def test_for_every_text_reading_gives_a_post(tmp_path_factory, text):
    html = find_html(tmp_path_factory.getbasetemp() / "none", SiteSettings(generator="html"), NOW)
    source = html.read("niwa.html", text)
    assert (source.post.path, source.markup) == ("niwa.html", "html")


def test_lists_of_pages_are_no_posts_where_no_page_says_what_it_is(write):
    page = "<html><head><title>庭</title></head><body><p>土を替える。</p></body></html>"
    places = ("index", "posts/index", "posts/tsuchi/index", "tags/index", "tags/庭/index", "about", "2026/03/mizu")
    site = open_site(write({f"{place}.html": page for place in places}), SiteSettings())
    assert site.files() == ["2026/03/mizu.html", "about.html", "posts/tsuchi/index.html"]
