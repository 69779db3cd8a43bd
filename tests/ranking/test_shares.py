import pytest

from recommender.ranking.shares import shares


def test_shares_are_what_each_signal_brings_relative_to_the_best_of_its_list():
    # 0.5 × 0.2 / 0.4 = 0.25 and 0.25 × 0.9 / 0.9 = 0.25.
    assert shares([0.2, 0.9, 0.1], [0.4, 0.9, 1.0], [0.5, 0.25, 0.0]) == pytest.approx([0.5, 0.5, 0.0])


def test_a_pair_without_any_signal_has_no_shares():
    assert shares([0.0, 0.0], [0.0, 1.0], [0.5, 0.5]) == [0.0, 0.0]
