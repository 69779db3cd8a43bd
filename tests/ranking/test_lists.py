"""From scores to lists: each test is a rule that an editor asked for."""

from dataclasses import replace

import numpy as np
import pytest

from recommender.ranking.candidates import Pairs
from recommender.ranking.closeness import closeness_of_pairs
from recommender.ranking.duplicates import Twins
from recommender.ranking.left_out import Hold, LeftOut
from recommender.ranking.lists import ListMaker
from recommender.ranking.post_list import KEPT, Item, PostList
from recommender.ranking.shortlists import Shortlists
from recommender.settings import RankingSettings

NO_FALLBACK = RankingSettings(fallback=(), diversity=0)


@pytest.fixture
def make_list(vectors_of, rules_for):
    """Make the list of post 0 when post i + 1 has scores[i]; cosines are {(post, post): cosine}."""

    def make(
        scores, *, days=None, tags=None, settings=NO_FALLBACK, twins=None, cosines=None, holds=None, **decided
    ) -> PostList:
        count = len(scores) + 1
        vectors = vectors_of([("", f"語{i}") for i in range(count)], days=days or [5] * count, tags=tags)
        scored = np.array([i for i, score in enumerate(scores, start=1) if score is not None], np.intp)
        values = np.array([scores[i - 1] for i in scored], float)
        shortlists = Shortlists.of(Pairs(np.zeros(len(scored), np.intp), scored), values, count)
        alike = [(post, twin) for post, own in (twins or {}).items() for twin in own]
        known = Twins.of(*np.array(alike, np.intp).reshape(-1, 2).T, count)
        near = sorted((cosines or {}).items())
        pairs = Pairs(*np.array([pair for pair, _ in near], np.intp).reshape(-1, 2).T)
        closeness = closeness_of_pairs(pairs, np.array([cosine for _, cosine in near], np.float32), count)
        maker = ListMaker(vectors, rules_for(count, **decided), settings, shortlists, known, closeness)
        return maker.make([0], {0: holds or {}})[0]

    return make


@pytest.fixture
def first_list(make_list):
    return lambda scores, **given: make_list(scores, **given).items


def targets(items: tuple[Item, ...]) -> list[int]:
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
    items = first_list([None, 0.5], pins={0: (1, 0)}, allowed=allowed, pinnable=allowed)
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
    assert targets(first_list([None, None, 0.5], settings=settings, languages=languages)) == [3, 2]
    assert targets(first_list([None, None, 0.5], pins={0: (1,)}, languages=languages)) == [1, 3]


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


def test_a_link_that_repeats_one_above_counts_less_and_says_so(first_list):
    settings = replace(NO_FALLBACK, diversity=0.5)
    items = first_list([0.8, 0.6, 0.5], cosines={(1, 2): 0.5, (1, 3): 0.1}, settings=settings)
    # 0.5 × (1 − 0.5 × 0.1) is more than 0.6 × (1 − 0.5 × 0.5).
    assert items == (
        Item(1, 0.8, "scored", 0.8),
        Item(3, 0.475, "scored", 0.5, "repeats", 1),
        Item(2, 0.45, "scored", 0.6, "repeats", 1),
    )


def test_a_link_is_held_against_the_nearest_of_those_above_it(first_list):
    settings = replace(NO_FALLBACK, diversity=1)
    items = first_list([0.8, 0.7, 0.6], cosines={(1, 3): 0.2, (2, 3): 0.4}, settings=settings)
    assert items[2] == Item(3, 0.36, "scored", 0.6, "repeats", 2)


def test_without_diversity_links_may_repeat_one_another(first_list):
    assert targets(first_list([0.8, 0.6, 0.5], cosines={(1, 2): 0.79})) == [1, 2, 3]


def test_the_threshold_holds_for_the_printed_score(first_list):
    settings = replace(NO_FALLBACK, diversity=1, threshold=0.5)
    assert targets(first_list([0.8, 0.6], cosines={(1, 2): 0.5}, settings=settings)) == [1]


def test_the_next_part_stands_first_though_it_is_nearly_the_same(first_list):
    twins = {0: frozenset({1}), 1: frozenset({0})}
    items = first_list([0.3, 0.9], next_part={0: 1}, twins=twins)
    assert items[0] == Item(1, 0.3, "pin", 0.3, "next part")
    assert targets(items) == [1, 2]


@pytest.mark.parametrize(
    ("settings", "decided"),
    [
        (replace(NO_FALLBACK, next_part_first=False), {}),
        (NO_FALLBACK, {"blocked": {0: frozenset({1})}}),
        (NO_FALLBACK, {"allowed": np.array([True, False, True])}),
        (NO_FALLBACK, {"include_newer": False, "days": [5, 6, 4]}),
    ],
    ids=["off", "blocked", "not open", "newer"],
)
def test_the_next_part_stands_first_only_where_no_rule_is_against_it(first_list, settings, decided):
    assert targets(first_list([0.3, 0.9], next_part={0: 1}, settings=settings, **decided))[0] == 2


def test_a_pin_stands_before_the_next_part(first_list):
    assert targets(first_list([0.3, 0.9], next_part={0: 1}, pins={0: (2,)})) == [2, 1]


def test_what_the_text_links_is_recommended_no_more_unless_pinned(first_list):
    settings = RankingSettings(fallback=("recent",))
    linked = {0: frozenset({1})}
    assert targets(first_list([0.9, 0.5], settings=settings, linked=linked)) == [2]
    assert targets(first_list([0.9, 0.5], settings=settings, linked=linked, skip_linked=False)) == [1, 2]
    assert targets(first_list([0.9, 0.5], settings=settings, linked=linked, pins={0: (1,)})) == [1, 2]


def test_each_candidate_that_a_rule_keeps_out_is_told_with_the_rule(make_list):
    post_list = make_list(
        [0.9, 0.8, 0.7, 0.6, 0.5, 0.01],
        days=[5, 5, 5, 5, 5, 9, 5],
        blocked={0: frozenset({1})},
        linked={0: frozenset({2})},
        twins={3: frozenset({4}), 4: frozenset({3})},
        include_newer=False,
    )
    assert targets(post_list.items) == [3]
    assert post_list.left_out == (
        LeftOut(1, 0.9, "blocked"),
        LeftOut(2, 0.8, "already linked"),
        LeftOut(4, 0.6, "near-duplicate", 3),
        LeftOut(5, 0.5, "newer"),
        LeftOut(6, 0.01, "below threshold"),
    )


def test_a_near_duplicate_of_the_post_itself_is_told_as_one(make_list):
    twins = {0: frozenset({1}), 1: frozenset({0})}
    assert make_list([0.9], twins=twins).left_out == (LeftOut(1, 0.9, "near-duplicate", 0),)


def test_who_is_held_back_stands_below_the_others_with_a_score_below_theirs(first_list):
    items = first_list([0.9, 0.5, 0.4], holds={1: Hold(2, "hub limit")})
    assert items[2] == Item(1, 0.3999, "scored", 0.9, "hub limit")
    assert targets(items) == [2, 3, 1]


def test_who_is_held_back_does_not_come_in_where_too_few_stand_above(make_list):
    post_list = make_list([0.9, 0.5], holds={1: Hold(2, "hub limit")})
    assert targets(post_list.items) == [2]
    assert post_list.left_out == (LeftOut(1, 0.9, "hub limit"),)


def test_scores_never_rise_from_link_to_link(first_list):
    rng = np.random.default_rng(0)
    for _ in range(50):
        cosines = {(i, j): float(rng.random()) for i in range(1, 30) for j in range(i) if j}
        holds = {int(i): Hold(int(rng.integers(1, 6)), "hub limit") for i in rng.integers(1, 30, 4)}
        settings = replace(NO_FALLBACK, diversity=float(rng.random()))
        items = first_list(rng.random(29).round(4).tolist(), cosines=cosines, holds=holds, settings=settings)
        scores = [item.score for item in items]
        assert scores == sorted(scores, reverse=True)
