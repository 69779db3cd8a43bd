import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.errors import PostError
from recommender.site.markdown_lines import split_lines
from recommender.text.related_block import (
    END_MARKER,
    START_MARKER,
    RelatedBlock,
    find_headed_blocks,
    find_marked_blocks,
    without_related_blocks,
)

HEADINGS = ("あわせて読みたい", "関連記事", "Related Posts")
LIST = "- [水やり](/mizu/)\n- [土](/tsuchi/)\n"


def headed(text):
    return [(block.start, block.end) for block in find_headed_blocks(split_lines(text), HEADINGS)]


@pytest.mark.parametrize(
    "heading",
    [
        "あわせて読みたい",
        "### あわせて読みたい",
        "**あわせて読みたい**",
        "## 📖 関連記事：",
        "■関連記事",
        "【関連記事】",
        "## RELATED POSTS ##",
        "## ｒｅｌａｔｅｄ　ｐｏｓｔｓ",
    ],
)
def test_a_heading_is_known_in_every_dress(heading):
    assert headed(f"本文\n\n{heading}\n\n{LIST}") == [(2, 6)]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("本文\n", []),
        (f"本文\n\n---\n\n### 関連記事\n\n{LIST}\n---\n\n奥付\n", [(2, 10)]),
        (f"### 関連記事\n{LIST}本文に戻る\n", [(0, 3)]),
        (f"関連記事\n---\n\n{LIST}", [(0, 5)]),
        ("### 関連記事\n\n1. [土](/tsuchi/)\n   補足の一行\n\n2) <a href='/mizu/'>水</a>\n", [(0, 6)]),
        ("### 関連記事\n\n- https://engawa.example/mizu/\n", [(0, 3)]),
        ("### 関連記事\n", [(0, 1)]),
        ("### 関連記事\n\n## 次の見出し\n", [(0, 2)]),
        ("### 関連記事\n\n---\n", [(0, 3)]),
        (f"### 関連記事\n\n{LIST}\n本文\n\n### あわせて読みたい\n\n{LIST}", [(0, 4), (7, 11)]),
        (f"### 関連記事\n\n{LIST}\n---\n\n### あわせて読みたい\n\n{LIST}", [(0, 6), (7, 11)]),
    ],
    ids=[
        "empty",
        "plain",
        "rules",
        "tight",
        "underlined",
        "numbered",
        "bare address",
        "nothing below",
        "next heading",
        "rule below",
        "two",
        "two sharing a rule",
    ],
)
def test_a_list_of_links_under_a_heading_is_found_with_its_rules(text, blocks):
    assert headed(text) == blocks


@pytest.mark.parametrize(
    "text",
    [
        "### 関連記事\n\nここに書くのは本文です。\n",
        "### 関連記事\n\n- 土を耕す\n- 水をやる\n",
        f"### 関連記事の書き方\n\n{LIST}",
        f"```\n### 関連記事\n\n{LIST}```\n",
        f"- 関連記事\n{LIST}",
        f"{'あ' * 90} 関連記事\n\n{LIST}",
    ],
    ids=["text", "list without links", "longer heading", "code", "item", "long line"],
)
def test_the_authors_own_text_is_no_block(text):
    assert headed(text) == []


def test_without_headings_no_block_is_found():
    assert find_headed_blocks(split_lines(f"### 関連記事\n\n{LIST}"), ()) == []


@pytest.mark.parametrize(
    ("text", "block"),
    [
        (f"本文\n\n{START_MARKER}\n\n{LIST}\n{END_MARKER}\n", RelatedBlock(2, 8)),
        (f"{START_MARKER}\r\n{END_MARKER}\r\n", RelatedBlock(0, 2)),
        ("  <!--related-posts:start-->\n<!--  related-posts:end  -->", RelatedBlock(0, 2)),
    ],
)
def test_a_block_reaches_from_marker_to_marker(text, block):
    assert find_marked_blocks(split_lines(text)) == [block]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "本文\n",
        f"```\n{START_MARKER}\n```\n",
        f"文中の {START_MARKER} は目印ではない\n",
        f"    {START_MARKER}\n",
    ],
    ids=["empty", "plain", "code", "in a line", "indented code"],
)
def test_a_marker_in_code_or_in_a_line_is_text(text):
    assert find_marked_blocks(split_lines(text)) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"庭\n{START_MARKER}\n", "line 2"),
        (f"庭\n{END_MARKER}\n", "line 2"),
        (f"{START_MARKER}\n{START_MARKER}\n{END_MARKER}\n", "line 2"),
        (f"{START_MARKER}\n{END_MARKER}\n{END_MARKER}\n", "line 3"),
        (f"{START_MARKER}\n{END_MARKER}\n" * 2, "2 pairs"),
    ],
    ids=["no end", "no start", "nested", "two ends", "two pairs"],
)
def test_unbalanced_nested_or_doubled_markers_are_an_error(text, message):
    with pytest.raises(PostError, match=message):
        find_marked_blocks(split_lines(text))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("", ""),
        ("本文", "本文"),
        (f"本文\n\n---\n\n### 関連記事\n\n{LIST}\n---\n\n奥付\n", "本文\n\n\n\n奥付\n"),
        (f"本文\n\n{START_MARKER}\n\n何でも\n\n{END_MARKER}\n", "本文\n\n\n"),
        (f"{START_MARKER}\n\n### 関連記事\n\n{LIST}\n{END_MARKER}\n本文\n\n### 関連記事\n\n{LIST}", "\n本文\n\n\n"),
        (f"{START_MARKER}\n本文\n\n### 関連記事\n\n{LIST}", f"{START_MARKER}\n本文\n\n\n"),
    ],
    ids=["empty", "plain", "headed", "marked", "both", "headed below a lone marker"],
)
def test_a_text_without_its_blocks_keeps_everything_else(text, rest):
    assert without_related_blocks(text, HEADINGS) == rest


@settings(max_examples=100, derandomize=True)
@given(st.lists(st.sampled_from(["### 関連記事\n", "- [土](/a/)\n", "---\n", "\n", "本文\n", "```\n", "***\n"])))
def test_for_every_text_blocks_are_in_order_and_do_not_overlap(lines):
    bounds = [bound for block in find_headed_blocks(lines, HEADINGS) for bound in (block.start, block.end)]
    assert bounds == sorted(bounds)
    assert all(0 <= bound <= len(lines) for bound in bounds)


def test_blocks_that_would_overlap_are_one():
    text = "### 関連記事\n\n- [A](/1/)\n\n  関連記事\n\n- [B](/2/)\n\n本文\n"
    assert without_related_blocks(text, HEADINGS).split() == ["本文"]


@pytest.mark.parametrize("heading", ["", "★★★", "📚✨"])
def test_a_heading_without_letters_is_not_every_blank_line(heading):
    text = "参考\n\n- [論文](https://example.org/)\n"
    assert without_related_blocks(text, [heading]) == text


def test_a_line_of_text_that_says_the_words_of_a_heading_is_no_empty_list():
    assert headed("本文\n\n関連記事\n\n---\n") == []
    assert headed("本文\n\n### 関連記事\n\n---\n") == [(2, 5)]
