import contextlib
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.errors import PostError
from recommender.site.text_file import MAX_BYTES, TextFile, read_text


@pytest.mark.parametrize("text", ["", "庭の土\n", "庭\r\n土\r\n", "\ufeff庭", "末尾に改行なし"])
def test_utf_8_is_read_as_it_stands(tmp_path, text):
    (tmp_path / "a.md").write_bytes(text.encode())
    file = read_text(tmp_path / "a.md")
    assert (file.text, file.trouble) == (text, None)


def test_a_stray_byte_is_replaced_and_its_place_is_told(tmp_path):
    (tmp_path / "a.md").write_bytes("庭".encode() + b"\x83" + "土".encode())
    file = read_text(tmp_path / "a.md")
    assert file.text == "庭\ufffd土"
    assert "0x83 at offset 3 (line 1)" in file.trouble


def test_the_line_of_a_stray_byte_is_told(tmp_path):
    (tmp_path / "a.md").write_bytes("庭\n土\n".encode() + b"\xff" + "の花\n".encode())
    assert "(line 3)" in read_text(tmp_path / "a.md").trouble


def test_a_null_byte_is_told(tmp_path):
    (tmp_path / "a.md").write_bytes(b"ab\0c")
    assert "null byte at offset 2 (line 1); remove it" in read_text(tmp_path / "a.md").trouble


OLD = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP", "iso2022_jp": "ISO-2022-JP"}


@pytest.mark.parametrize(("codec", "name"), OLD.items(), ids=OLD.values())
@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: 庭の土\n---\n",
        "日本の庭に雨が降り、土がゆるんだ。\n" * 50,
        "# Ruby\n\nコードだけの記事です。\n\n```ruby\nputs 1\n```\n" + "x = 1\n" * 500,
        "<meta charset='UTF-8'>\n<p>ひらがなとカタカナ</p>\n",
    ],
    ids=["title alone", "prose", "mostly code", "wrongly declared"],
)
def test_a_post_in_an_old_encoding_is_read_and_the_encoding_is_told(tmp_path, codec, name, text):
    (tmp_path / "a.md").write_bytes(text.encode(codec))
    file = read_text(tmp_path / "a.md")
    assert file.text == text
    assert file.trouble == f"is {name}, expected UTF-8; it was read as that, convert it to UTF-8"


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"), ("utf-32-le", "UTF-32"), ("utf-32-be", "UTF-32")],
)
def test_a_byte_order_mark_tells_utf_16_and_32(tmp_path, codec, name):
    (tmp_path / "a.md").write_bytes("\ufeff庭".encode(codec))
    file = read_text(tmp_path / "a.md")
    assert file.text == "庭"
    assert f"is {name}" in file.trouble


def test_utf_16_that_breaks_off_is_refused_with_the_remedy(tmp_path):
    (tmp_path / "a.md").write_bytes("\ufeff庭".encode("utf-16-le")[:-1])
    with pytest.raises(PostError, match="convert it to UTF-8"):
        read_text(tmp_path / "a.md")


@pytest.mark.parametrize("content", ["Café à la crème\n".encode("latin-1") * 20, bytes(range(128, 256)) * 4])
def test_what_decodes_as_nothing_japanese_is_refused_with_the_remedy(tmp_path, content):
    (tmp_path / "a.md").write_bytes(content)
    with pytest.raises(PostError, match="convert it to UTF-8"):
        read_text(tmp_path / "a.md")


def test_damaged_utf_8_is_not_taken_for_shift_jis(tmp_path):
    (tmp_path / "a.md").write_bytes("あいうえお、かきくけこ。".encode() + b"\x82")
    assert read_text(tmp_path / "a.md").text == "あいうえお、かきくけこ。\ufffd"


@pytest.mark.parametrize(("codec", "name"), [("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP")])
def test_a_page_without_kana_is_read_as_it_declares(tmp_path, codec, name):
    text = f'<meta charset="{name}">庭園\n'
    (tmp_path / "a.html").write_bytes(text.encode(codec))
    assert read_text(tmp_path / "a.html").text == text


def test_a_terminals_colours_are_not_iso_2022_jp(tmp_path):
    (tmp_path / "a.md").write_bytes(b"\x1b[31mred\x1b[0m\n")
    assert read_text(tmp_path / "a.md") == TextFile("\x1b[31mred\x1b[0m\n")


@pytest.mark.parametrize(
    ("content", "text"), [(b"a\rb\r", "a\nb\n"), (b"a\rb\n", "a\rb\n"), (b"a\r\nb\r\n", "a\r\nb\r\n")]
)
def test_carriage_returns_become_line_ends_where_there_are_no_others(tmp_path, content, text):
    (tmp_path / "a.md").write_bytes(content)
    assert read_text(tmp_path / "a.md").text == text


def test_a_pipe_is_refused_and_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "a.md")
    with pytest.raises(PostError, match="no regular file"):
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
    with contextlib.suppress(PostError):
        assert isinstance(read_text(file).text, str)
