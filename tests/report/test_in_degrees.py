"""Counts in groups that double."""

from hypothesis import given
from hypothesis import strategies as st

from recommender.report.in_degrees import group_labels, grouped

COUNTS = st.lists(st.integers(0, 3000))


def test_the_groups_double_up_to_the_one_that_holds_the_largest():
    assert group_labels(0) == ["0"]
    assert group_labels(1) == ["0", "1"]
    assert group_labels(7) == ["0", "1", "2–3", "4–7"]
    assert group_labels(8) == ["0", "1", "2–3", "4–7", "8–15"]


def test_each_count_falls_into_its_group():
    assert grouped([0, 0, 1, 2, 3, 4, 8], largest=8) == (2, 1, 2, 1, 1)


def test_a_scale_may_be_longer_than_the_counts_need():
    assert grouped([1], largest=4) == (0, 1, 0, 0)


@given(COUNTS)
def test_every_post_is_counted_once_in_a_group_that_has_a_name(counts):
    largest = max(counts, default=0)
    groups = grouped(counts, largest)
    assert sum(groups) == len(counts)
    assert len(groups) == len(group_labels(largest))
    assert not counts or groups[-1]
