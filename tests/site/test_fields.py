import pytest

from recommender.site.fields import make_post
from recommender.site.post import Post
from tests.site.conftest import NOW


def post_of(table: dict[str, object], body: str = "") -> Post:
    return make_post(
        "a.md",
        table,
        body,
        url="/a/",
        date=None,
        tags=(),
        categories=(),
        fallback_title="niwa",
        now=NOW,
        future=False,
        hosts=frozenset(),
    )


@pytest.mark.parametrize(
    ("table", "body", "title"),
    [
        ({"title": "庭の土"}, "# 見出し\n", "庭の土"),
        ({"title": 2024}, "", "2024"),
        ({}, "前書き\n\n## 庭の土 ##\n", "庭の土"),
        ({"title": ""}, "# 庭の土\n", "庭の土"),
        ({"title": ["庭"]}, "# 見出し\n", "庭"),
        ({"title": []}, "# 庭の土\n", "庭の土"),
        ({"title": None}, "### 小さな見出し\n", "niwa"),
        ({}, "", "niwa"),
        ({}, "#タグではない\n", "niwa"),
        ({"title": " 庭の\n  土\u3000です "}, "", "庭の 土 です"),
        ({"title": "庭\x1b[31m\u202eの土\x00"}, "", "庭[31mの土"),
    ],
)
def test_the_title_is_the_tables_then_the_first_headings_then_the_file_names(table, body, title):
    assert post_of(table, body).title == title


def test_a_title_is_cut_at_300_characters():
    assert post_of({"title": "あ" * 301}).title == "あ" * 300


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("# はじめてのC#\n", "はじめてのC#"),
        ("# 庭の土 #\r\n\r\n本文", "庭の土"),
        ("```sh\n# install\n```\n\n# 庭の土\n", "庭の土"),
    ],
    ids=["C sharp", "closing mark before CRLF", "comment in code"],
)
def test_the_first_heading_is_markdowns(body, title):
    assert post_of({}, body).title == title


@pytest.mark.parametrize(
    ("table", "shows_list"),
    [({}, True), ({"related": None}, True), ({"related": True}, True), ({"related": False}, False)],
)
def test_related_false_shows_no_list(table, shows_list):
    assert post_of(table).shows_list is shows_list


def test_pins_and_excludes_are_names_in_the_authors_order():
    post = post_of({"related_posts": ["b", "a"], "related_exclude": "c"})
    assert (post.pins, post.excludes) == (("b", "a"), ("c",))


def test_aliases_are_those_of_all_plugins_each_once():
    table = {"alias": "/oldest/", "aliases": ["/old/", "/older/"], "redirect_from": ["/old/"]}
    assert post_of(table).aliases == ("/old/", "/older/", "/oldest/")


@pytest.mark.parametrize(
    ("table", "is_recommendable"), [({}, True), ({"draft": True}, False), ({"unlisted": True}, False)]
)
def test_concealed_and_withheld_posts_are_not_recommendable(table, is_recommendable):
    assert post_of(table).is_recommendable is is_recommendable


def test_an_id_is_the_same_for_every_composition_of_the_path():
    assert Post("が.md", None, "").id == Post("か\u3099.md", None, "").id
    assert len(Post("が.md", None, "").id) == 12


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("//evil.example/a/", "/evil.example/a/"),
        ("/../../a/./b", "/a/b"),
        ("/a/../b/", "/b/"),
        ("/a/..", "/"),
        ("/a..b/...", "/a..b/..."),
        (None, None),
    ],
)
def test_an_address_stays_on_the_sites_own_host_and_below_its_root(url, address):
    post = make_post(
        "a.md",
        {},
        "",
        url=url,
        date=None,
        tags=(),
        categories=(),
        fallback_title="a",
        now=NOW,
        future=False,
        hosts=frozenset(),
    )
    assert post.url == address
