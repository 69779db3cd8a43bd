"""Posts' files: read to the byte, old or new at any moment."""

import pytest

from recommender.errors import PostError
from recommender.injection.files import read_exactly, replace_whole


@pytest.mark.parametrize(
    "content", [b"", "\ufeff本文\r\n".encode(), "一\r二\n三\r\n".encode(), b"\x00\x0c\n", "末尾に改行なし".encode()]
)
def test_a_text_read_and_written_back_is_the_same_bytes(tmp_path, content):
    file = tmp_path / "a.md"
    file.write_bytes(content)
    replace_whole(file, read_exactly(file))
    assert file.read_bytes() == content


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
    file = tmp_path / "a.md"
    file.write_bytes(content)
    with pytest.raises(PostError, match=place):
        read_exactly(file)


def test_an_absent_file_is_an_error(tmp_path):
    with pytest.raises(PostError, match="cannot be read"):
        read_exactly(tmp_path / "a.md")
    with pytest.raises(PostError, match="cannot be written"):
        replace_whole(tmp_path / "a.md", "本文")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o664, 0o755, 0o444])
def test_a_file_keeps_its_mode(tmp_path, mode):
    file = tmp_path / "a.md"
    file.write_text("古い", encoding="utf-8")
    file.chmod(mode)
    replace_whole(file, "新しい")
    assert (file.read_text(encoding="utf-8"), file.stat().st_mode & 0o7777) == ("新しい", mode)


def test_nothing_else_is_left_in_the_folder(tmp_path):
    (tmp_path / "a.md").write_text("古い", encoding="utf-8")
    replace_whole(tmp_path / "a.md", "新しい")
    assert [one.name for one in tmp_path.iterdir()] == ["a.md"]


def test_a_failed_write_leaves_the_old_and_nothing_beside_it(tmp_path):
    # A folder cannot be replaced by a file, not even by the superuser.
    (tmp_path / "a.md").mkdir()
    with pytest.raises(PostError, match="left as it is"):
        replace_whole(tmp_path / "a.md", "新しい")
    assert [(one.name, one.is_dir()) for one in tmp_path.iterdir()] == [("a.md", True)]


def test_a_text_that_cannot_be_encoded_leaves_the_old_file(tmp_path):
    (tmp_path / "a.md").write_text("古い", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        replace_whole(tmp_path / "a.md", "\ud800")
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "古い"
    assert [one.name for one in tmp_path.iterdir()] == ["a.md"]
