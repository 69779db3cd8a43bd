"""Measures against values worked out by hand."""

import math

import pytest

from recommender.evaluation.measures import measure, reach


def test_the_measures_of_one_list_by_hand():
    qrels = {"a": {"x": 1, "y": 1}}
    found = measure(qrels, {"a": ["n", "x", "m", "y"]})
    gain = 1 / math.log2(3) + 1 / math.log2(5)
    best = 1 / math.log2(2) + 1 / math.log2(3)
    assert found["nDCG@10"] == pytest.approx(gain / best)
    assert found["recall@10"] == 1
    assert found["MRR"] == 0.5
    assert found["hit@5"] == 1


def test_a_post_without_a_list_counts_0():
    qrels = {"a": {"x": 1}, "b": {"x": 1}, "c": {"x": 1}}
    assert measure(qrels, {"a": ["x"], "b": []})["nDCG@10"] == pytest.approx(1 / 3)


def test_only_ten_places_count():
    places = [f"n{i}" for i in range(10)]
    assert measure({"a": {"x": 1}}, {"a": [*places, "x"]})["recall@10"] == 0


def test_lists_of_posts_without_gold_do_not_count():
    assert measure({"a": {"x": 1}}, {"a": ["x"], "b": ["n"]})["nDCG@10"] == 1


def test_reach_counts_posts_in_no_list_and_the_share_of_the_fullest():
    run = {"a": ["x", "y"], "b": ["x", "z"], "c": ["x"], "x": ["a"]}
    assert reach(run, ["a", "b", "c", "x", "y", "z"], depth=2) == {"unreached": 2 / 6, "largest": 3 / 4}
    assert reach(run, ["x", "y"], depth=1) == {"unreached": 1 / 2, "largest": 3 / 4}
    assert reach({}, [], depth=3) == {"unreached": 0.0, "largest": 0.0}
