import os
import socket

import pytest

from recommender.site.walk import walk_files

FILES = ["b.md", "a.md", "庭/c.md", "_posts/d.md", "_site/e.md", ".git/f.md", "node_modules/g.md", "vendor/h.md"]


def test_files_come_sorted_and_hidden_built_or_foreign_folders_are_left_out(write):
    assert walk_files(write(dict.fromkeys(FILES, "")), ()) == ["a.md", "b.md", "庭/c.md"]


def test_an_underscored_folder_is_entered_where_it_is_wanted(write):
    found = walk_files(write(dict.fromkeys(FILES, "")), (), enters=("_posts",))
    assert found == ["_posts/d.md", "a.md", "b.md", "庭/c.md"]


@pytest.mark.parametrize(
    ("below", "found"),
    [
        ("庭", ["庭/c.md"]),
        ("_site", ["_site/e.md"]),
        ("vendor", ["vendor/h.md"]),
        ("none", []),
        ("b.md", []),
        ("a\0b", []),
        ("庭" * 200, []),
    ],
)
def test_a_folder_that_is_named_is_walked_alone_whatever_its_name(write, below, found):
    assert walk_files(write(dict.fromkeys(FILES, "")), (), below=below) == found


@pytest.mark.parametrize("pattern", ["庭", "庭/土"])
def test_a_folder_that_is_named_may_be_excluded_with_what_is_above_it(write, pattern):
    assert walk_files(write({"庭/土/c.md": ""}), (pattern,), below="庭/土") == []


@pytest.mark.parametrize("pattern", ["庭", "庭/", "庭/*", "*/c.md", "庭/c.md"])
def test_a_glob_or_a_folder_is_excluded(write, pattern):
    assert walk_files(write({"庭/c.md": "", "庭園.md": ""}), (pattern,)) == ["庭園.md"]


def test_an_empty_folder_has_no_files(tmp_path):
    assert walk_files(tmp_path, ()) == []


def test_a_folder_that_is_not_there_has_no_files(tmp_path):
    assert walk_files(tmp_path / "none", ()) == []


def test_links_are_not_followed(write, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.md").write_text("")
    root = write({"a.md": ""})
    (root / "out").symlink_to(outside)
    (root / "circle").symlink_to(root)
    (root / "b.md").symlink_to(outside / "secret.md")
    assert walk_files(root, ()) == ["a.md"]
    assert walk_files(root, (), below="out") == walk_files(root, (), below="circle/out") == []


def test_a_folder_named_like_a_post_is_entered_and_is_none_itself(write):
    assert walk_files(write({"a.md/b.md": ""}), ()) == ["a.md/b.md"]


def test_pipes_and_sockets_are_no_files(write, monkeypatch):
    root = write({"a.md": ""})
    os.mkfifo(root / "pipe.md")
    # A socket's path has a length limit that a test's folder may pass.
    monkeypatch.chdir(root)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.md")
    assert walk_files(root, ()) == ["a.md"]


def test_a_tree_deeper_than_pythons_stack_is_walked(tmp_path):
    folders = [tmp_path / "/".join("d" * depth) for depth in range(1, 1100)]
    for folder in folders:
        folder.mkdir()
    (folders[-1] / "a.md").touch()
    try:
        assert walk_files(tmp_path, ()) == ["/".join("d" * 1099) + "/a.md"]
    finally:
        # Left behind, it would be too deep for whoever clears the temporary files.
        (folders[-1] / "a.md").unlink()
        for folder in reversed(folders):
            folder.rmdir()


def test_a_name_that_is_not_utf_8_is_listed(tmp_path):
    (tmp_path / os.fsdecode(b"\x93\xfa.md")).touch()
    assert walk_files(tmp_path, ("*.txt",)) == ["\udc93\udcfa.md"]
