"""Posts' files: read to the byte, and written only where and what may be written."""

import os

import pytest

from recommender.errors import PostError
from recommender.injection.batch import Batch
from recommender.injection.change import Change
from recommender.injection.files import read_exactly, read_if_there, writable_file


@pytest.mark.parametrize(
    "content", [b"", "\ufeff本文\r\n".encode(), "一\r二\n三\r\n".encode(), b"\x00\x0c\n", "末尾に改行なし".encode()]
)
def test_a_text_read_and_encoded_again_is_the_same_bytes(tmp_path, content):
    (tmp_path / "a.md").write_bytes(content)
    assert read_exactly(tmp_path / "a.md").encode() == content


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"\xff", "0xff at offset 0"),
        ("日本".encode("cp932"), "offset 0"),
        (b"abc\x80", "offset 3"),
        ("日本".encode("iso2022_jp"), "ISO-2022"),
    ],
)
def test_a_file_that_is_not_utf8_is_an_error_that_names_what_it_is(tmp_path, content, place):
    (tmp_path / "a.md").write_bytes(content)
    with pytest.raises(PostError, match=place):
        read_exactly(tmp_path / "a.md")


def test_an_absent_file_is_an_error_but_where_there_may_be_none(tmp_path):
    with pytest.raises(PostError, match="cannot be read"):
        read_exactly(tmp_path / "a.md")
    assert read_if_there(tmp_path / "a.md") is None


def test_a_file_that_is_not_there_yet_may_be_written_below_the_site(tmp_path):
    assert writable_file(tmp_path, "data/a.json") == tmp_path / "data" / "a.json"


def test_a_link_within_the_site_leads_to_the_file_that_is_written(tmp_path):
    (tmp_path / "real.md").touch()
    (tmp_path / "link.md").symlink_to("real.md")
    assert writable_file(tmp_path, "link.md") == tmp_path / "real.md"


def test_a_site_that_is_itself_a_link_may_be_written(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.md").touch()
    (tmp_path / "site").symlink_to("real")
    with Batch(tmp_path / "site") as batch:
        batch.add(Change("a.md", "", "new"))
        assert list(batch.put()) == [Change("a.md", "", "new")]
    assert (tmp_path / "real" / "a.md").read_text() == "new"


@pytest.mark.parametrize("path", ["link.md", "folder/a.md", "folder/new.json", "dangling.md", "../outside/a.md"])
def test_nothing_out_of_the_site_is_written(tmp_path, path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.md").touch()
    site = tmp_path / "site"
    site.mkdir()
    (site / "link.md").symlink_to("../outside/a.md")
    (site / "folder").symlink_to("../outside")
    (site / "dangling.md").symlink_to("../outside/none.md")
    with pytest.raises(PostError, match="leads out of the site to"):
        writable_file(site, path)


def test_links_in_a_circle_are_an_error(tmp_path):
    (tmp_path / "a.md").symlink_to("b.md")
    (tmp_path / "b.md").symlink_to("a.md")
    with pytest.raises(PostError, match="cannot be written"):
        writable_file(tmp_path, "a.md")


def test_a_read_only_file_is_left_alone_even_by_the_superuser(tmp_path):
    (tmp_path / "a.md").touch()
    (tmp_path / "a.md").chmod(0o444)
    with pytest.raises(PostError, match="read-only"):
        writable_file(tmp_path, "a.md")


def test_folders_and_pipes_are_no_files(tmp_path):
    (tmp_path / "a.md").mkdir()
    os.mkfifo(tmp_path / "b.md")
    for path in ("a.md", "b.md"):
        with pytest.raises(PostError, match="no file"):
            writable_file(tmp_path, path)
