"""What readers see, worked out by hand."""

import pytest

from recommender.evaluation.list_shape import ListShape, cut, days_apart, gini, in_degrees, list_shape

RUN = {"a": ["x", "y"], "b": ["x", "z"], "c": ["x"], "x": ["a"]}


def test_every_figure_of_four_lists_by_hand():
    shape = list_shape(
        RUN,
        ["a", "b", "c", "x", "y", "z"],
        twins={"x": {"z"}, "z": {"x"}, "a": {"q"}},
        days={"a": 10, "x": 14, "y": 4, "c": 15},
    )
    # In-degrees 0 0 1 1 1 3: Σ (2 j − 7) · share = (−5·0 − 3·0 − 1 + 1 + 3 + 5·3) / 6, over n − 1 = 5.
    assert shape == ListShape(
        unreached=2 / 6,
        largest=3 / 4,
        gini=pytest.approx(18 / 6 / 5),
        twins=1 / 4,
        days_apart=(4 + 6 + 1 + 4) / 4,
    )


def test_a_list_that_holds_the_twin_of_its_own_post_counts_as_one_with_twins():
    assert list_shape({"a": ["b"]}, ["a", "b"], {"a": {"b"}, "b": {"a"}}, {}).twins == 1


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([2, 2, 2], 0), ([0, 0, 3], 1), ([0, 1], 1), ([1, 3], 0.5), ([], 0), ([4], 0), ([0, 0], 0)],
)
def test_gini_is_0_for_all_alike_and_1_for_one_alone(counts, expected):
    assert gini(counts) == pytest.approx(expected)


def test_posts_that_may_not_be_recommended_are_not_counted():
    assert in_degrees(RUN, ["x", "q"]) == [3, 0]


def test_lists_are_cut_to_what_readers_see():
    assert cut(RUN, 1) == {"a": ["x"], "b": ["x"], "c": ["x"], "x": ["a"]}


def test_undated_posts_are_no_distance_apart():
    assert days_apart({"a": ["b", "c"]}, {"a": 1, "c": 3}) == 2
    assert days_apart({"a": ["b"]}, {"a": 1}) is None


def test_a_site_without_lists_has_a_shape_too():
    assert list_shape({}, [], {}, {}) == ListShape(0, 0, 0, 0, None)
