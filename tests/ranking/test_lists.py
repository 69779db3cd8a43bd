"""From scores to lists: each test is a rule that an editor asked for."""

from dataclasses import replace

import numpy as np
import pytest

from recommender.ranking.candidates import Pairs
from recommender.ranking.lists import KEPT, Item, make_lists
from recommender.settings import RankingSettings

NO_FALLBACK = RankingSettings(fallback=())


@pytest.fixture
def first_list(vectors_of, rules_for):
    """Give the list of post 0 when post i + 1 has scores[i]."""

    def make(scores, *, days=None, tags=None, settings=NO_FALLBACK, twins=None, **decided):
        count = len(scores) + 1
        vectors = vectors_of([("", f"語{i}") for i in range(count)], days=days or [5] * count, tags=tags)
        scored = [i for i, score in enumerate(scores, start=1) if score is not None]
        pairs = Pairs(np.zeros(len(scored), np.intp), np.array(scored, np.intp))
        values = np.array([scores[i - 1] for i in scored], np.float32)
        return make_lists(pairs, values, vectors, rules_for(count, **decided), settings, twins or {})[0]

    return make


def targets(items: list[Item]) -> list[int]:
    return [item.target for item in items]


def test_the_best_score_stands_first(first_list):
    assert targets(first_list([0.2, 0.9, 0.5])) == [2, 3, 1]


def test_equal_scores_put_the_newer_post_first(first_list):
    assert targets(first_list([0.5, 0.5, 0.5], days=[9, 3, 7, None])) == [2, 1, 3]


def test_equal_scores_and_dates_follow_the_path(first_list):
    assert targets(first_list([0.5, 0.5, 0.5])) == [1, 2, 3]


def test_a_score_at_the_threshold_stays_and_one_below_goes(first_list):
    settings = replace(NO_FALLBACK, threshold=0.7)
    assert targets(first_list([0.7, 0.6999, 0.9], settings=settings)) == [3, 1]


def test_a_pin_stands_first_whatever_its_score(first_list):
    items = first_list([0.9, 0.1, None], pins={0: (3, 2)})
    assert [(item.target, item.source) for item in items] == [(3, "pin"), (2, "pin"), (1, "scored")]


def test_a_pin_on_a_post_that_may_not_be_recommended_is_not_shown(first_list):
    allowed = np.array([True, False, True])
    items = first_list([0.9, 0.5], pins={0: (1, 0)}, allowed=allowed, pinnable=allowed)
    assert targets(items) == [2]


def test_a_pin_overrides_age_and_duplicates_but_not_exclusions_and_stands_once(first_list):
    old = np.array([True, True, False, True])
    twins = {0: frozenset({1}), 1: frozenset({0})}
    items = first_list([0.9, 0.5, 0.4], pins={0: (1, 2, 3, 1)}, allowed=old, twins=twins)
    assert targets(items) == [1, 2, 3]
    assert targets(first_list([0.9, 0.5], pins={0: (1, 2)}, blocked={0: frozenset({1})})) == [2]


def test_more_pins_than_a_list_keeps_are_cut(first_list):
    assert len(first_list([0.5] * 30, pins={0: tuple(range(1, 31))})) == KEPT


def test_blocked_pairs_are_shown_neither_scored_nor_as_fallback(first_list):
    settings = RankingSettings(fallback=("recent",))
    assert targets(first_list([0.9, 0.5, None], settings=settings, blocked={0: frozenset({1, 3})})) == [2]


def test_a_list_holds_one_of_two_near_identical_posts(first_list):
    twins = {1: frozenset({2}), 2: frozenset({1})}
    assert targets(first_list([0.7, 0.8, 0.5], twins=twins)) == [2, 3]


def test_a_list_holds_no_near_copy_of_the_post_itself(first_list):
    assert targets(first_list([0.7, 0.8], twins={0: frozenset({2}), 2: frozenset({0})})) == [1]


def test_posts_in_another_language_are_shown_neither_scored_nor_as_fallback_but_pinned(first_list):
    languages = np.array([0, 1, 0, -1], dtype=np.int16)
    settings = RankingSettings(fallback=("recent",))
    assert targets(first_list([0.9, None, 0.5], settings=settings, languages=languages)) == [3, 2]
    assert targets(first_list([0.9, None, 0.5], pins={0: (1,)}, languages=languages)) == [1, 3]


def test_newer_posts_are_left_out_where_the_settings_say_so(first_list):
    items = first_list([0.9, 0.5, 0.4], days=[5, 6, 5, 4], include_newer=False)
    assert targets(items) == [2, 3]


@pytest.mark.parametrize(
    ("fallback", "expected"),
    [
        ((), [(1, "scored")]),
        (("same_tag",), [(1, "scored"), (3, "same_tag")]),
        (("recent",), [(1, "scored"), (2, "recent"), (3, "recent"), (4, "recent")]),
        (("same_tag", "recent"), [(1, "scored"), (3, "same_tag"), (2, "recent"), (4, "recent")]),
    ],
)
def test_fallbacks_fill_the_list_in_the_order_of_the_settings(first_list, fallback, expected):
    tags = [("梅",), (), (), ("梅",), ()]
    items = first_list(
        [0.9, None, None, None],
        days=[1, 1, 9, 5, 2],
        tags=tags,
        settings=RankingSettings(fallback=fallback),
    )
    assert [(item.target, item.source) for item in items] == expected


def test_fallbacks_stop_at_the_limit_and_scored_items_at_the_number_kept(first_list):
    settings = RankingSettings(limit=3, fallback=("recent",))
    assert len(first_list([0.9] + [None] * 9, settings=settings)) == 3
    assert len(first_list([0.9] * 30, settings=settings)) == KEPT
