import numpy as np
import pytest

from recommender.errors import SettingsError
from recommender.ranking.blend import DEFAULT_WEIGHTS, active_weights, blend, merge_weights
from recommender.ranking.signals import SIGNALS


def test_every_signal_has_a_default_weight():
    assert set(DEFAULT_WEIGHTS) == set(SIGNALS)
    assert sum(DEFAULT_WEIGHTS.values()) == pytest.approx(1)


def test_own_weights_lie_over_the_defaults():
    weights = merge_weights({"tags": 0.5, "date": 0})
    assert (weights["tags"], weights["date"], weights["text"]) == (0.5, 0, DEFAULT_WEIGHTS["text"])


def test_an_unknown_signal_is_named_with_those_that_are_known():
    with pytest.raises(SettingsError, match=r'no signal "body"; known are text, '):
        merge_weights({"body": 1})


def test_all_weights_0_are_refused():
    with pytest.raises(SettingsError, match="all are 0"):
        merge_weights(dict.fromkeys(SIGNALS, 0.0))


def test_signals_without_data_are_off_and_the_rest_makes_up_for_them(vectors_of):
    vectors = vectors_of([("", "梅 塩"), ("", "梅 瓶")])
    weights = active_weights(merge_weights({}), vectors)
    assert {name for name, weight in weights.items() if weight} == {"text", "phrases"}
    assert sum(weights.values()) == pytest.approx(1)


def test_the_score_is_the_weighted_sum_to_four_digits():
    values = {"text": np.array([0.5, 1 / 3], np.float32), "tags": np.array([1.0, 0.0], np.float32)}
    scores = blend(values, {"text": 0.8, "tags": 0.2})
    assert [round(float(score), 6) for score in scores] == [0.6, 0.2667]
