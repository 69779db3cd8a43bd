"""Measures against values worked out by hand."""

import math

import pytest

from recommender.evaluation.measures import MEASURES, measure, measure_each


def test_the_measures_of_one_list_by_hand():
    found = measure({"a": {"x": 1, "y": 1}}, {"a": ["n", "x", "m", "y"]})
    second, fourth = 1 / math.log2(3), 1 / math.log2(5)
    best = 1 / math.log2(2) + 1 / math.log2(3)
    assert found == {
        "nDCG@3": pytest.approx(second / best),
        "nDCG@5": pytest.approx((second + fourth) / best),
        "nDCG@10": pytest.approx((second + fourth) / best),
        "recall@10": 1,
        "MRR": 0.5,
        "hit@5": 1,
    }


def test_a_better_grade_counts_for_more():
    qrels = {"a": {"x": 1, "y": 2}}
    assert measure(qrels, {"a": ["y", "x"]})["nDCG@10"] == pytest.approx(1)
    assert measure(qrels, {"a": ["x", "y"]})["nDCG@10"] == pytest.approx(
        (1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3))
    )


def test_a_post_without_a_list_counts_0():
    qrels = {"a": {"x": 1}, "b": {"x": 1}, "c": {"x": 1}}
    assert measure(qrels, {"a": ["x"], "b": []})["nDCG@10"] == pytest.approx(1 / 3)


def test_each_post_has_its_value_in_the_order_of_the_answers():
    qrels = {"b": {"x": 1}, "a": {"y": 1}}
    each = measure_each(qrels, {"a": ["y"], "b": ["n", "x"]})
    assert tuple(each) == MEASURES
    assert each["MRR"] == [0.5, 1]


def test_only_ten_places_count():
    places = [f"n{i}" for i in range(10)]
    assert measure({"a": {"x": 1}}, {"a": [*places, "x"]})["recall@10"] == 0


def test_lists_of_posts_without_gold_do_not_count():
    assert measure({"a": {"x": 1}}, {"a": ["x"], "b": ["n"]})["nDCG@10"] == 1
