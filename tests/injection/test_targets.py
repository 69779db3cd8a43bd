"""Links from post to post: written for where they stand, and read back."""

import pytest

from recommender.injection.targets import Targets
from recommender.site.names import PostNames
from recommender.site.post import Post

TARGETS = Targets(PostNames([]))


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("a.md", "b.md", "b.md"),
        ("a.md", "memo/b.md", "memo/b.md"),
        ("memo/a.md", "b.md", "../b.md"),
        ("memo/a.md", "memo/b.md", "b.md"),
        ("x/y/a.md", "x/z/b.md", "../z/b.md"),
        ("a.md", "梅 (1).md", "%E6%A2%85%20%281%29.md"),
        ("a.md", "b.markdown", "b.markdown"),
    ],
)
def test_links_in_a_plain_folder_are_relative(source, target, expected):
    assert TARGETS.write(Post(target, "/" + target, "題"), source) == expected


@pytest.mark.parametrize("url", ["/2026/02/20/a/", "/blog/a.html", "/梅/"])
def test_links_to_a_generators_pages_are_their_addresses(url):
    assert TARGETS.write(Post("_posts/2026-02-20-a.md", url, "題"), "_posts/2026-01-01-b.md") == url


@pytest.mark.parametrize(
    ("path", "url"), [("memo/梅 (1).md", "/memo/梅 (1).md"), ("_posts/2026-02-20-a.md", "/blog/2026/02/20/a/")]
)
@pytest.mark.parametrize("source", ["a.md", "memo/a.md", "x/y/a.md"])
def test_a_link_is_read_back_from_where_it_stands(path, url, source):
    post = Post(path, url, "題")
    targets = Targets(PostNames([Post("other.md", "/other.md", "題"), post]))
    assert targets.read(targets.write(post, source), source) == 1


def test_a_link_to_no_post_is_none():
    assert TARGETS.read("/gone/", "a.md") is None
