import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.site.links import LinkResolver
from recommender.site.post import Post

TSUCHI, MIZU, GA = "_posts/2026-01-01-tsuchi.md", "_posts/庭/2026-02-01-mizu.md", "_posts/2026-03-01-が.md"
RESOLVER = LinkResolver(
    [
        Post(TSUCHI, "/blog/tsuchi/", "土", aliases=("/old/tsuchi.html",)),
        Post(MIZU, "/blog/mizu/", "水"),
        Post(GA, "/blog/が/", "が"),
    ],
    frozenset({"engawa.example"}),
)


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("/blog/tsuchi/", TSUCHI),
        ("/blog/tsuchi", TSUCHI),
        ("/blog/tsuchi/index.html?x=1#y", TSUCHI),
        ("https://engawa.example/blog/tsuchi/", TSUCHI),
        ("https://www.engawa.example/blog/tsuchi/", TSUCHI),
        ("//engawa.example/blog/tsuchi/", TSUCHI),
        ("https://engawa.example//blog/tsuchi/", TSUCHI),
        ("/old/tsuchi", TSUCHI),
        ("../tsuchi/", TSUCHI),
        ("2026-01-01-tsuchi.md", TSUCHI),
        ("庭/2026-02-01-mizu.md", MIZU),
        ("./%E5%BA%AD/2026-02-01-mizu.md#水", MIZU),
        ("/_posts/2026-01-01-tsuchi.md", TSUCHI),
        ("post-url:2026-01-01-tsuchi", TSUCHI),
        ("post-url:庭/2026-02-01-mizu", MIZU),
        ("/blog/か\u3099/", GA),
        ("/blog/%E3%81%8B%E3%82%99/", GA),
        (" /blog/mizu/ ", MIZU),
    ],
)
def test_a_link_within_the_site_leads_to_its_post(href, path):
    assert RESOLVER.resolve(href, GA) == path


@pytest.mark.parametrize(
    "href",
    [
        "",
        "#もくじ",
        "?page=2",
        "/blog/none/",
        "none.md",
        "https://other.example/blog/tsuchi/",
        "//other.example/blog/tsuchi/",
        "mailto:me@engawa.example",
        "javascript:void(0)",
        "http://[::1",
        "post-url:none",
    ],
)
def test_a_link_that_leaves_the_site_leads_to_no_post(href):
    assert RESOLVER.resolve(href, GA) is None


def test_a_link_goes_up_from_the_folder_of_its_post():
    assert RESOLVER.resolve("../2026-01-01-tsuchi.md", MIZU) == TSUCHI


def test_an_address_that_two_posts_claim_leads_to_the_open_one():
    posts = [Post("a.md", "/x/", "", concealed="draft"), Post("b.md", "/x/", "")]
    assert LinkResolver(posts, frozenset()).resolve("/x/", "c.md") == "b.md"


def test_a_site_without_posts_resolves_nothing():
    assert LinkResolver([], frozenset()).resolve("/x/", "a.md") is None


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.text() | st.text(st.sampled_from("/:[]#?.%@ab庭 \\"), max_size=12))
def test_for_every_text_a_link_never_raises(href):
    assert RESOLVER.resolve(href, GA) in (None, TSUCHI, MIZU, GA)


def test_a_file_named_in_nfd_is_found_by_its_nfc_name():
    posts = [Post(unicodedata.normalize("NFD", GA), "/が/", "")]
    assert LinkResolver(posts, frozenset()).resolve("2026-03-01-が.md", "_posts/a.md") == posts[0].path


def test_on_a_site_in_a_sub_folder_links_may_leave_the_folder_out():
    resolver = LinkResolver([Post("a.md", "/blog/a/", "題")], frozenset(), "/blog")
    assert resolver.resolve("/a/", "b.md") == resolver.resolve("/blog/a/", "b.md") == "a.md"


CONTENT = ("content/remark/2018/tsuchi.md", "content/remark/mizu/index.md", "content/ja/hana.md", "content/en/hana.md")
HUGO = LinkResolver(
    [
        Post(path, f"/{number}/", "題", language=path[8:10] if path[8:11] in ("ja/", "en/") else "ja")
        for number, path in enumerate(CONTENT)
    ],
    frozenset(),
)


@pytest.mark.parametrize(
    ("href", "number"),
    [
        ("/remark/2018/tsuchi.md", 0),
        ("remark/2018/tsuchi.md#土", 0),
        ("/remark/2018/tsuchi", 0),
        ("tsuchi.md", 0),
        ("/remark/mizu/", 1),
        ("/remark/mizu/index.md", 1),
        ("./2018/tsuchi.md", 0),
        ("/hana.md", 2),
    ],
)
def test_hugos_ref_names_a_page_by_its_place_in_the_content(href, number):
    assert HUGO.resolve(href, CONTENT[1]) == CONTENT[number]


@pytest.mark.parametrize("href", ["/remark/", "none.md", "/index", "https://other.example/remark/2018/tsuchi.md"])
def test_what_is_no_page_of_the_content_is_no_ref(href):
    assert HUGO.resolve(href, CONTENT[1]) is None


def test_a_name_that_two_pages_of_a_language_have_leads_nowhere():
    posts = [Post(f"content/{folder}/bookmark.md", f"/{folder}/", "題") for folder in ("a", "b")]
    assert LinkResolver(posts, frozenset()).resolve("bookmark.md", "content/c/x.md") is None


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("/2025/05/01/Ume-Shigoto/", True),
        ("/2025/05/01/ume--shigoto/", True),
        ("/2024/04/30/ume-shigoto/", True),
        ("../2025/ume-shigoto", True),
        ("https://niwa.example/old/ume-shigoto.html", True),
        ("https://else.example/2025/05/01/ume-shigoto/", False),
        ("/2025/05/01/ume-shigoto-2/", False),
        ("/old/about/", False),
        ("/old/twice-told/", False),
    ],
)
def test_a_link_to_where_no_post_is_leads_to_the_one_post_of_its_name(href, found):
    urls = ("/2025/05/01/ume-shigoto/", "/about/", "/2025/twice-told/", "/2026/twice-told/")
    posts = [Post(f"{number}.md", url, "") for number, url in enumerate(urls)]
    assert LinkResolver(posts, frozenset({"niwa.example"})).resolve(href, "9.md") == ("0.md" if found else None)
