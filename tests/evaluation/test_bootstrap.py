import numpy as np
import pytest

from recommender.evaluation.bootstrap import mean_with_interval


def test_equal_values_leave_no_doubt():
    one = mean_with_interval(np.full(9, 0.25))
    assert (one.mean, one.low, one.high) == (0.25, 0.25, 0.25)


def test_the_interval_is_that_of_the_normal_where_there_are_many_values():
    """Of 400 coin tosses, the mean has a standard error of 0.5 / 20."""
    one = mean_with_interval(np.tile([0.0, 1.0], 200))
    assert one.mean == 0.5
    assert one.low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.005)
    assert one.high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.005)


def test_no_values_have_no_mean():
    assert np.isnan(mean_with_interval(np.empty(0)).mean)
