import pytest

from recommender.settings import SiteSettings
from recommender.site.generators.folder import open_folder
from recommender.site.post import Post
from recommender.text.own_links import link_resolver, lost_links, own_links
from recommender.text.prose import read_prose
from recommender.text.reading import ReadPost


@pytest.fixture
def links_of(now):
    """Give the links among posts at /2026/NAME/ whose texts hold these link targets."""

    def find(targets: dict[str, list[str]], **settings: object) -> list[tuple[str, str]]:
        posts = [
            ReadPost(Post(f"{name}.md", f"/2026/{name}/", name), read_prose("".join(f"[庭]({one}) " for one in links)))
            for name, links in targets.items()
        ]
        return own_links(posts, link_resolver(open_folder(SiteSettings(**settings), now), posts))

    return find


def test_links_of_the_text_become_pairs_each_once_and_never_to_itself(links_of):
    links = ["/2026/b/", "b.md", "/2026/a/", "https://else.example/2026/b/", "/none/"]
    found = links_of({"a": links, "b": ["https://own.example/2026/a"]}, url="https://own.example")
    assert found == [("a.md", "b.md"), ("b.md", "a.md")]


def test_the_host_that_most_links_to_posts_have_is_the_sites_own(links_of):
    own = {"a": ["https://own.example/2026/b/"], "b": ["https://own.example/2026/c"], "c": ["//own.example/2026/a/"]}
    assert links_of(own) == [("a.md", "b.md"), ("b.md", "c.md"), ("c.md", "a.md")]
    mirrored = {**own, "d": ["https://else.example/2026/b/"]}
    assert ("d.md", "b.md") not in links_of(mirrored)


def test_one_or_two_links_that_look_alike_make_no_host_ones_own(links_of):
    assert links_of({"a": ["https://else.example/2026/b/"], "b": ["https://else.example/2026/a/"]}) == []


def test_a_host_of_the_settings_is_the_only_one(links_of):
    others = {name: ["https://else.example/2026/a/", "https://else.example/2026/b/"] for name in "abcd"}
    others["c"].append("https://else.example/2026/d/")
    assert links_of(others, url="https://own.example") == []


def test_links_within_the_site_that_no_post_answers_to_are_listed(now):
    text = "[庭](/2026/b/) [絵](/a.png) [頁](/about/) [頁](/about/) [外](https://else.example/a/) [内](https://own.example/x)"
    posts = [
        ReadPost(Post("a.md", "/2026/a/", ""), read_prose(text)),
        ReadPost(Post("b.md", "/2026/b/", ""), read_prose("")),
    ]
    resolver = link_resolver(open_folder(SiteSettings(url="https://own.example"), now), posts)
    assert lost_links(posts, resolver) == [("a.md", "/about/"), ("a.md", "https://own.example/x")]
