"""Where the block goes: after the article, before what many posts end with."""

import pytest

from recommender.injection.placement import Tail, article_end, find_shared_lines
from recommender.text.related_block import split_lines

TAIL = Tail(frozenset({"この記事が役に立ったら登録を。", "[登録](/signup/)", "</div>", "-->"}), ("関連記事",))
CALL = "この記事が役に立ったら登録を。\n[登録](/signup/)\n"


@pytest.mark.parametrize(
    ("article", "rest"),
    [
        ("", ""),
        ("", "\n\n"),
        ("本文\n", ""),
        ("本文", ""),
        ("本文\n", "\n\n\n"),
        ("本文\n", "\n" + CALL),
        ("本文\n", "\n---\n\n" + CALL),
        ("本文\n", "\n[^1]: 脚注\n[^2]: 脚注\n"),
        ("本文\n", "\n[^1]: 脚注\n\n" + CALL),
        ("本文\n", "\n### 関連記事\n\n- [梅](/ume/)\n- [柿](/kaki/)\n"),
        ("本文\n", "\n---\n\n関連記事\n---\n\n1. [梅](/ume/)\n\n---\n\n" + CALL),
        ("本文\n", "\n{: .note}\n"),
        ("本文\n", "\n***\n"),
        ("見出し\n---\n", ""),
        ("本文\n" + CALL, ""),
        ("```\nコード\n\n---\n```\n", ""),
        ("<div>\n\n囲み\n\n</div>\n", ""),
        ("本文\n\n## 関連記事\n\nこの節は手で書いた。\n", ""),
        ("- 項目\n\n  続き\n", ""),
        ("本文\n", "### 関連記事\n\n- [梅](/ume/)\n"),
        ("<!--\n\nこの記事が役に立ったら登録を。\n\n-->\n", ""),
    ],
)
def test_the_block_goes_after_the_article_and_before_its_tail(article, rest):
    assert article_end(split_lines(article + rest), TAIL) == len(split_lines(article))


def test_a_post_of_nothing_but_tail_has_its_block_in_front():
    assert article_end(split_lines(CALL), TAIL) == 0


def test_no_tail_is_looked_for_above_the_last_eighty_lines():
    # 100 paragraphs of tail, a blank after each: a whole post of shared lines is no tail.
    lines = split_lines("[登録](/signup/)\n\n" * 100)
    assert article_end(lines, TAIL) == 200 - 80 - 1


def test_lines_at_the_end_of_eleven_posts_are_shared():
    posts = [[f"本文{number}\n", "\n", "登録を。\n"] for number in range(11)]
    assert find_shared_lines(posts) == {"登録を。"}


@pytest.mark.parametrize("count", [0, 1, 10])
def test_a_line_of_ten_posts_or_fewer_is_the_authors_own(count):
    assert find_shared_lines([["登録を。\n"]] * count) == frozenset()


def test_a_line_repeated_in_one_post_counts_once():
    assert find_shared_lines([["登録を。\n"] * 20]) == frozenset()


def test_a_line_of_less_than_two_percent_of_the_posts_is_the_authors_own():
    assert find_shared_lines([["登録を。\n"]] * 11 + [["本文\n"]] * 989) == {"本文"}


def test_the_beginning_of_a_long_post_has_no_share_in_the_tail():
    posts = [["はじめに\n", *["本文\n"] * 80]] * 11
    assert find_shared_lines(posts) == {"本文"}
