from datetime import UTC, datetime

import pytest

from recommender.site.collisions import conceal_overwritten
from recommender.site.post import Post

OVERWRITTEN = "overwritten by a post of the same address"


def post(path, url="/x/", day=1, year=2026, **fields):
    return Post(path, url, "", datetime(year, 1, day, tzinfo=UTC) if day else None, **fields)


@pytest.mark.parametrize(
    ("posts", "concealed"),
    [
        ([], []),
        ([post("a")], [None]),
        ([post("a", "/a/"), post("b", "/b/")], [None, None]),
        ([post("a", day=2), post("b", day=1)], [None, OVERWRITTEN]),
        ([post("a"), post("b")], [OVERWRITTEN, None]),
        ([post("a", day=None), post("b", day=1)], [OVERWRITTEN, None]),
        ([post("a", day=None), post("b", year=1960)], [OVERWRITTEN, None]),
        ([post("b"), post("c"), post("a")], [OVERWRITTEN, None, OVERWRITTEN]),
        ([post("a", "/x/"), post("b", "/x.html")], [OVERWRITTEN, None]),
        ([post("a"), post("b", day=2, concealed="draft")], [None, "draft"]),
        ([post("a", None), post("b", None)], [None, None]),
    ],
)
def test_of_posts_with_one_address_the_later_then_the_last_by_path_stays(posts, concealed):
    assert [one.concealed for one in conceal_overwritten(posts)] == concealed


def test_two_files_that_the_time_zone_moves_to_one_address_are_one_page(open_jekyll):
    files = {
        "_posts/2025-11-05-a.md": "---\ndate: 2025-11-05 20:00:00 +0000\n---\n",
        "_posts/2025-11-06-a.md": "---\ndate: 2025-11-06 12:00:00 +0900\n---\n",
    }
    site = open_jekyll(files)
    posts = conceal_overwritten([site.read(path).post for path in site.files()])
    assert [one.url for one in posts] == ["/2025/11/06/a.html"] * 2
    assert [one.concealed for one in posts] == [OVERWRITTEN, None]
