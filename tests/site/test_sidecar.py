import json

import pytest

from recommender.settings import SiteSettings
from recommender.site.front_matter import MAX_CHARACTERS
from recommender.site.reader import open_site


def test_the_neighbours_object_is_the_posts_table(write, read_folder):
    write({"庭.json": '{"title": "庭の土", "tags": ["庭", "土"], "date": "2025-03-09"}'})
    source = read_folder("庭.md", "本文\n")
    assert (source.post.title, source.post.tags, source.body) == ("庭の土", ("庭", "土"), "本文\n")
    assert source.trouble is None


def test_a_post_with_front_matter_keeps_to_that(write, read_folder):
    write({"a.json": '{"title": "隣"}'})
    assert read_folder("a.md", "---\ntitle: 庭\n---\n").post.title == "庭"


@pytest.mark.parametrize(
    ("sidecar", "trouble"),
    [
        ("", "it is no JSON"),
        ('{"title": ', "it is no JSON"),
        ("[1, 2]", "found a list"),
        ('"庭"', "found a str"),
        ("[" * 50_000, "nested too deeply"),
        (json.dumps({"title": "あ" * MAX_CHARACTERS}, ensure_ascii=False), "at most"),
        (json.dumps({"title": "a" * 5 * MAX_CHARACTERS}), "bytes"),
    ],
    ids=["empty", "cut off", "a list", "a text", "deep", "many characters", "many bytes"],
)
def test_a_neighbour_that_is_no_table_leaves_the_post_as_it_is_and_is_told(write, read_folder, sidecar, trouble):
    write({"a.json": sidecar})
    source = read_folder("a.md", "# 庭\n")
    assert (source.post.title, source.body) == ("庭", "# 庭\n")
    assert "a.json beside it was not read" in source.trouble
    assert trouble in source.trouble


def test_an_empty_object_is_a_table_with_nothing_in_it(write, read_folder):
    write({"a.json": "{}"})
    source = read_folder("a.md", "# 庭\n")
    assert (source.post.title, source.body, source.trouble) == ("庭", "# 庭\n", None)


def test_a_neighbour_belongs_to_the_markdown_file_of_its_name(write, read_folder):
    write({"a.json": '{"title": "隣"}', "a.md": ""})
    assert read_folder("a.mdx", "# 庭\n").post.title == "庭"


def test_a_page_of_html_has_no_neighbour(write, read_folder):
    write({"a.json": '{"title": "隣"}'})
    assert read_folder("a.html", "<h1>庭</h1>", generator="html").post.title == "庭"


def test_a_link_is_no_neighbour(write, read_folder):
    root = write({"other.txt": '{"title": "隣"}'})
    (root / "a.json").symlink_to(root / "other.txt")
    assert read_folder("a.md", "# 庭\n").post.title == "庭"


def test_troubles_of_file_and_neighbour_are_both_told(write, read_folder):
    root = write({"a.json": "[]"})
    read_folder("a.md")
    (root / "a.md").write_bytes("庭\0".encode())
    trouble = open_site(root, SiteSettings()).read("a.md").trouble
    assert "null byte" in trouble
    assert "found a list" in trouble
