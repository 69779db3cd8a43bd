"""Contestants side by side, worked out by hand."""

import pytest

from recommender.evaluation.comparison import compare
from recommender.evaluation.measures import MEASURES

JUDGED = {str(query): {"right": 1} for query in range(12)}
RIGHT = {query: ["right"] for query in JUDGED}
SECOND = {query: ["wrong", "right"] for query in JUDGED}
HALF = {query: ["right"] if int(query) % 2 else [] for query in JUDGED}


@pytest.fixture(scope="module")
def comparison():
    return compare(JUDGED, {"ours": RIGHT, "second": SECOND, "half": HALF, "same": RIGHT})


def test_means_and_differences_are_over_all_posts_with_right_answers(comparison):
    assert comparison.queries == 12
    assert [comparison.scores[name]["MRR"].mean for name in ("ours", "second", "half")] == [1, 0.5, 0.5]
    assert {name: one["MRR"].mean.mean for name, one in comparison.ahead.items()} == {
        "second": 0.5,
        "half": 0.5,
        "same": 0,
    }


def test_an_interval_holds_its_mean_and_has_no_width_where_all_posts_agree(comparison):
    half = comparison.scores["half"]["nDCG@10"]
    assert 0.15 < half.low < half.mean < half.high < 0.85
    same = comparison.ahead["second"]["MRR"].mean
    assert (same.low, same.high) == (0.5, 0.5)


def test_p_is_small_where_every_post_agrees_and_1_where_nothing_differs(comparison):
    # Twelve coins fall alike in 2 of 4096 throws.
    assert comparison.ahead["second"]["MRR"].p == pytest.approx(2 / 4096, abs=5e-4)
    assert comparison.ahead["same"]["MRR"].p == 1


def test_p_of_many_comparisons_is_none_below_that_of_one(comparison):
    for row in comparison.ahead.values():
        assert tuple(row) == MEASURES
        assert all(one.p_holm >= one.p for one in row.values())
    second = comparison.ahead["second"]["MRR"]
    assert second.p_holm == pytest.approx(3 * second.p)
