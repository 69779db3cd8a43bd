import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.errors import PostError
from recommender.site.text_file import MAX_BYTES, read_text


@pytest.mark.parametrize("text", ["", "庭の土\n", "庭\r\n土\r\n", "\ufeff庭", "末尾に改行なし"])
def test_utf_8_is_read_as_it_stands(tmp_path, text):
    (tmp_path / "a.md").write_bytes(text.encode())
    file = read_text(tmp_path / "a.md")
    assert (file.text, file.trouble) == (text, None)


def test_a_stray_byte_is_replaced_and_its_place_is_told(tmp_path):
    (tmp_path / "a.md").write_bytes("庭".encode() + b"\x83" + "土".encode())
    file = read_text(tmp_path / "a.md")
    assert file.text == "庭\ufffd土"
    assert "0x83 at offset 3" in file.trouble


def test_a_null_byte_is_told(tmp_path):
    (tmp_path / "a.md").write_bytes(b"ab\0c")
    assert "null byte at offset 2" in read_text(tmp_path / "a.md").trouble


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_with_the_remedy(tmp_path, encoding):
    (tmp_path / "a.md").write_bytes("\ufeff庭".encode(encoding))
    with pytest.raises(PostError, match="convert it to UTF-8"):
        read_text(tmp_path / "a.md")


def test_a_file_too_large_for_prose_is_refused(tmp_path):
    (tmp_path / "a.md").touch()
    os.truncate(tmp_path / "a.md", MAX_BYTES + 1)
    with pytest.raises(PostError, match="20,000,001 bytes"):
        read_text(tmp_path / "a.md")


def test_a_file_that_is_gone_is_refused(tmp_path):
    with pytest.raises(PostError, match="cannot be read"):
        read_text(tmp_path / "none.md")


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(PostError, match="cannot be read"):
        read_text(tmp_path)


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.binary())
def test_for_every_content_reading_gives_text_or_a_post_error(tmp_path_factory, content):
    file = tmp_path_factory.getbasetemp() / "any-bytes.md"
    file.write_bytes(content)
    try:
        assert isinstance(read_text(file).text, str)
    except PostError:
        assert content[:2] in (b"\xff\xfe", b"\xfe\xff")


@pytest.mark.parametrize("encoding", ["cp932", "euc-jp"])
def test_a_post_in_an_old_encoding_is_refused_with_the_remedy(tmp_path, encoding):
    (tmp_path / "a.md").write_bytes("日本の庭に雨が降り、土がゆるんだ。".encode(encoding))
    with pytest.raises(PostError, match="convert it to UTF-8"):
        read_text(tmp_path / "a.md")
