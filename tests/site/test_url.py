import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.site.url import host, readable_url, url_key


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/2026/02/20/niwa/", "/2026/02/20/niwa/"),
        ("/庭の土/", "/庭の土/"),
        ("/%E5%BA%AD/", "/庭/"),
        ("/a b/", "/a%20b/"),
        ("/a(1)[2]/", "/a%281%29%5B2%5D/"),
        ('/"<a>/', "/%22%3Ca%3E/"),
        ("/100%/", "/100%25/"),
        ("/何?/", "/何%3F/"),
        ("/a\u3000b/", "/a%E3%80%80b/"),
        ("/a\u200bb/", "/a%E2%80%8Bb/"),
        ("/%FF/", "/\ufffd/"),
        ("/~me/c++,v1.2/", "/~me/c++,v1.2/"),
        ("", ""),
    ],
)
def test_an_address_is_shown_readable_and_safe_in_markdown(path, shown):
    assert readable_url(path) == shown


@pytest.mark.parametrize(
    "spelling",
    [
        "/a/庭/",
        "/a/庭",
        "a/庭",
        "/a/庭.html",
        "/a/庭/index.html",
        "/a//庭/",
        "/a/%E5%BA%AD/",
        "https://engawa.example/a/庭/",
        "//engawa.example/a/庭/",
        "/a/庭/?from=top",
        "/a/庭/#もくじ",
        " /a/庭/ ",
        "/a/%e5%BA%ad/",
        "/./a/b/../庭/",
        "/../a/庭/.",
        "/a/庭%20/",
        "/a/庭/index.html?a=b#c",
    ],
)
def test_all_spellings_of_one_address_have_one_key(spelling):
    assert url_key(spelling) == "/a/庭"


@pytest.mark.parametrize("url", ["", "/", "https://engawa.example", "/index.html", "?q=1", "http://[::1"])
def test_the_top_and_what_is_no_address_have_the_key_of_the_top(url):
    assert url_key(url) == "/"


@pytest.mark.parametrize(
    ("one", "other"),
    [("/A/", "/a/"), ("/a/b/", "/a/"), ("/a.md", "/a"), ("/a-b/", "/a_b/"), ("/a+b/", "/a b/"), ("/ａ/", "/a/")],
)
def test_different_pages_have_different_keys(one, other):
    assert url_key(one) != url_key(other)


def test_a_name_that_ends_in_index_keeps_it():
    assert url_key("/a/reindex.html") == "/a/reindex"


@pytest.mark.parametrize(
    ("url", "key"), [("/a%3Fb/", "/a%3Fb"), ("/100%25/", "/100%25"), ("/a%23b", "/a%23b"), ("/a%2541", "/a%2541")]
)
def test_what_an_address_must_escape_stays_escaped_in_its_key(url, key):
    assert url_key(url) == key


ADDRESS = st.lists(
    st.sampled_from([*"/.%?#: \t\n\u3099か庭", "%25", "%2F", "..", ".html", "index.html", "//", "a"])
).map("".join)


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.text() | ADDRESS)
def test_for_every_address_the_key_of_a_key_is_itself(url):
    assert url_key(url_key(url)) == url_key(url)


SLUG = st.text(st.sampled_from("がぎパピ庭土abcé0９-_ー"), min_size=1)


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.lists(SLUG, min_size=1, max_size=3).map(lambda parts: "/" + "/".join(parts) + "/"))
def test_for_every_address_nfc_nfd_and_percent_encoded_spellings_have_one_key(path):
    composed, decomposed = unicodedata.normalize("NFC", path), unicodedata.normalize("NFD", path)
    spellings = {composed, decomposed, quote(composed), quote(decomposed), readable_url(path)}
    assert {url_key(one) for one in spellings} == {composed.rstrip("/")}


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.text())
def test_for_every_text_an_address_can_be_shown_and_compared(text):
    assert url_key(text).startswith("/")
    assert not set(readable_url(text)) & set(' ()[]<>"`\n')


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://engawa.example/a/", "engawa.example"),
        ("HTTP://WWW.Engawa.Example:8080", "engawa.example"),
        ("//engawa.example/a/", "engawa.example"),
        ("https://庭.example/", "xn--3xt.example"),
        ("https://xn--3xt.example/", "xn--3xt.example"),
        ("/a/", None),
        ("", None),
        ("engawa.example", None),
        ("mailto:me@engawa.example", None),
        ("ftp://engawa.example/", None),
        ("http://[::1", None),
    ],
)
def test_a_host_is_told_for_absolute_web_addresses_alone(url, name):
    assert host(url) == name
