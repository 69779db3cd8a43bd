"""Names of posts on the command line: files, folders, globs."""

import pytest

from recommender.errors import SettingsError
from recommender.injection.selection import select_posts

POSTS = ("_posts/2026-01-01-a.md", "_posts/2026-02-01-b.md", "notes/[c].md", "notes/d/e.md")


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["_posts/2026-01-01-a.md"], {0}),
        (["./_posts/2026-01-01-a.md"], {0}),
        (["_posts"], {0, 1}),
        (["_posts/"], {0, 1}),
        (["_posts/2026-02-*"], {1}),
        (["*.md"], {0, 1, 2, 3}),
        (["notes/[c].md"], {2}),
        (["notes/d", "_posts/2026-01-01-a.md"], {0, 3}),
        (["."], {0, 1, 2, 3}),
        ([], set()),
    ],
)
def test_names_below_the_site(tmp_path, names, found):
    assert select_posts(tmp_path, POSTS, names) == {POSTS[number] for number in found}


def test_names_as_they_are_seen_from_the_current_folder(tmp_path, monkeypatch):
    (tmp_path / "blog" / "notes").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert select_posts(tmp_path / "blog", POSTS, ["blog/notes/d"]) == {POSTS[3]}
    assert select_posts(tmp_path / "blog", POSTS, [str(tmp_path / "blog" / "notes" / "*")]) == {POSTS[2], POSTS[3]}
    monkeypatch.chdir(tmp_path / "blog" / "notes")
    assert select_posts(tmp_path / "blog", POSTS, ["."]) == set(POSTS), "below the site"
    assert select_posts(tmp_path / "blog", POSTS, ["d/e.md"]) == {POSTS[3]}


@pytest.mark.parametrize("name", ["none.md", "_post", "", "../a.md", "/etc/passwd", "x" * 5000, "a\0b"])
def test_a_name_of_no_post_is_told(tmp_path, name):
    with pytest.raises(SettingsError, match=r"none of the 4 posts.*_posts/2026-01-01-a\.md"):
        select_posts(tmp_path, POSTS, [name])
