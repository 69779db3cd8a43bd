"""Changes as patches that other programs take."""

import subprocess

import pytest

from recommender.injection.change import Change
from recommender.injection.diff import unified_diff


def patch(old: str | None, new: str | None) -> str:
    return "".join(unified_diff(Change("記事/a b.md", old, new)))


def test_no_change_is_no_patch():
    assert patch("本文\n", "本文\n") == ""


def test_a_patch_shows_the_lines_around():
    assert patch("一\n", "一\n二\n") == "--- a/記事/a b.md\n+++ b/記事/a b.md\n@@ -1 +1,2 @@\n 一\n+二\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("本文\n", "本文\n\n一覧\n"),
        ("本文", "本文\n\n一覧"),
        ("本文\r\n二\u2028三\x0c四\r\n", "本文\r\n二\u2028三\x0c四\r\n一覧\r\n"),
        ("", "一覧\n"),
        ("\n".join(map(str, range(500))), "\n".join(map(str, range(3, 503)))),
    ],
)
def test_git_makes_the_new_text_of_the_old_one_by_the_patch(tmp_path, old, new):
    file = tmp_path / "記事" / "a b.md"
    file.parent.mkdir()
    file.write_bytes(old.encode())
    subprocess.run(["git", "apply", "-"], input=patch(old, new).encode(), cwd=tmp_path, check=True)
    assert file.read_bytes().decode() == new
    subprocess.run(["git", "apply", "-R", "-"], input=patch(old, new).encode(), cwd=tmp_path, check=True)
    assert file.read_bytes().decode() == old


def test_a_file_that_is_made_or_goes_has_nothing_on_the_other_side():
    assert patch(None, "{}\n").startswith("--- /dev/null\n+++ b/")
    assert "+++ /dev/null\n" in patch("{}\n", None)
