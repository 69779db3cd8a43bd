"""The test of differences against scipy's, and against hand-worked ps."""

import numpy as np
import pytest
from scipy.stats import permutation_test

from recommender.evaluation.significance import holm, randomisation_test


def test_the_p_is_that_of_scipys_permutation_test():
    rng = np.random.default_rng(3)
    differences = rng.normal(0.1, 0.5, 60)
    expected = permutation_test((differences,), np.sum, permutation_type="samples", n_resamples=20_000).pvalue
    assert randomisation_test(differences[:, None])[0] == pytest.approx(expected, abs=0.015)


def test_three_wins_of_three_are_a_coin_that_fell_alike_one_time_in_four():
    assert randomisation_test(np.array([[0.2], [0.1], [0.3]]))[0] == pytest.approx(1 / 4, abs=0.02)


def test_no_difference_is_no_evidence_and_p_is_never_0():
    p = randomisation_test(np.column_stack([np.zeros(40), np.ones(40)]))
    assert p.tolist() == [1, pytest.approx(1 / 10_001)]


def test_the_same_numbers_give_the_same_p():
    differences = np.random.default_rng(0).normal(0.1, 1, (30, 2))
    assert (randomisation_test(differences) == randomisation_test(differences)).all()


@pytest.mark.parametrize(
    ("ps", "raised"),
    [
        ([0.01, 0.04, 0.03], [0.03, 0.06, 0.06]),
        ([0.5, 0.9], [1, 1]),
        ([0.02], [0.02]),
        ([], []),
    ],
)
def test_holm_multiplies_the_smallest_by_the_number_of_comparisons(ps, raised):
    assert holm(ps) == pytest.approx(raised)
