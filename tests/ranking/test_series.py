"""Parts of series are known by their titles; numbers that are versions, years or amounts make no part."""

import unicodedata
from datetime import UTC, datetime

import pytest

from recommender.ranking.series import find_series, neighbours, read_issue, read_part
from recommender.site.post import Post


def posts(*titles, days=None, series=None):
    dates = [datetime(2026, 1, day, tzinfo=UTC) for day in days or range(1, len(titles) + 1)]
    names = series or [None] * len(titles)
    return [
        Post(path=f"{i}.md", url=f"/{i}/", title=title, date=date, series=name)
        for i, (title, date, name) in enumerate(zip(titles, dates, names, strict=True))
    ]


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("味噌づくり入門 第3回 麹を選ぶ", 3),
        ("味噌づくり入門 第十二回", 12),
        ("味噌づくり入門第百三話", 103),
        ("味噌づくり入門 (2)", 2),
        ("味噌づくり入門【4】", 4),
        ("味噌づくり入門（2/5）", 2),
        ("(味噌づくり入門 3/7) 仕込み", 3),
        ("味噌づくり入門 その2", 2),
        ("味噌づくり入門 Part 2", 2),
        ("味噌づくり入門 vol.10", 10),
        ("味噌づくり入門 #7", 7),
        ("味噌づくり入門 5日目", 5),
        ("味噌づくり入門 前編", 1),
        ("味噌づくり入門（後編）", 3),
        ("味噌づくり入門（下）", 3),
        ("第2回 味噌づくり入門", 2),
    ],
)
def test_a_part_is_read_off_its_title(title, place):
    part = read_part(unicodedata.normalize("NFKC", title))
    assert part.place == place
    assert part.key == "味噌づくり入門"


@pytest.mark.parametrize(
    "title",
    [
        "Python 3.12 が出た",
        "iPhone 15 を買った",
        "2026年の予定",
        "味噌を3回仕込んだ話",
        "C#8 の新機能",
        "前編集長の話",
        "第2回",
        "5kg の大豆",
        "Hugo 0.111 のリリース",
        "1/2 カップの塩で",
    ],
)
def test_a_number_alone_makes_no_part(title):
    assert read_part(title) is None


def test_parts_follow_their_numbers_whatever_their_dates():
    titles = ("味噌づくり (3)", "旅の話です", "味噌づくり (1)", "味噌づくり（２）")
    assert find_series(posts(*titles)) == [[2, 3, 0]]


def test_a_first_part_that_does_not_say_so_is_found():
    assert find_series(posts("大豆の戻し方", "大豆の戻し方 その2", "大豆の戻し方 その3")) == [[0, 1, 2]]
    assert find_series(posts("大豆の戻し方", "大豆の戻し方 その1", "大豆の戻し方 その2")) == [[1, 2]]


def test_posts_that_recur_with_a_date_follow_one_another():
    titles = ("2025年を振り返る", "2026年を振り返る。", "2024 年を振り返る")
    assert find_series(posts(*titles, days=[2, 3, 1])) == [[2, 0, 1]]


def test_several_posts_under_one_number_or_date_are_no_series():
    assert find_series(posts("台所だより 第2弾", "台所だより 第2弾")) == []
    assert find_series(posts("EU の規則 2026年8月", "EU の規則、2026年8月")) == []


def test_what_the_author_names_a_series_is_one_in_the_order_of_dates():
    assert find_series(posts("麹", "大豆", "塩", days=[3, 1, 2], series=["味噌", "味噌", None])) == [[1, 0]]


def test_titles_that_hold_too_little_beside_the_number_are_no_series():
    assert find_series(posts("日記 #1", "日記 #2")) == []


def test_every_part_but_the_last_has_a_next_and_every_part_but_the_first_a_previous_one():
    assert neighbours([[4, 2, 7]]) == ({4: 2, 2: 7}, {2: 4, 7: 2})


def test_the_date_of_an_issue_is_known_whatever_stands_between_its_digits():
    assert read_issue("ブックマーク 2026-04-01").date == read_issue("2026/04/01 のブックマーク").date
