import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.errors import SettingsError
from recommender.ranking.blend import active_weights, blend, default_weights, merge_weights, relative_to_best
from recommender.ranking.signals import SIGNALS


def scores_of(values: dict[str, list[float]], weights: dict[str, float], queries: list[int]) -> list[float]:
    arrays = {name: np.array(column, np.float32) for name, column in values.items()}
    return [round(float(score), 4) for score in blend(arrays, weights, np.array(queries, dtype=np.intp))]


def test_every_signal_has_a_default_weight():
    assert set(default_weights()) == set(SIGNALS)
    assert sum(default_weights().values()) == pytest.approx(1)


def test_own_weights_lie_over_the_defaults():
    weights = merge_weights({"tags": 0.5, "date": 0})
    assert (weights["tags"], weights["date"], weights["text"]) == (0.5, 0, default_weights()["text"])


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


def test_each_signal_counts_by_its_share_of_the_best_in_the_list():
    # Relative: .8·1 + .2·0 = .8 and .8·.5 + .2·1 = .6; plain: .32 and .16 + .02, of which the best is .32.
    assert scores_of({"text": [0.4, 0.2], "tags": [0.0, 0.1]}, {"text": 0.8, "tags": 0.2}, [0, 0]) == [0.32, 0.24]


def test_a_list_of_weak_links_has_low_scores():
    assert scores_of({"text": [0.9, 0.3, 0.06, 0.02]}, {"text": 1.0}, [0, 0, 1, 1]) == [0.9, 0.3, 0.06, 0.02]


def test_a_list_without_any_signal_scores_nothing():
    assert scores_of({"text": [0.0, 0.0, 0.5]}, {"text": 1.0}, [0, 0, 3]) == [0, 0, 0.5]


def test_no_pairs_have_no_scores():
    assert scores_of({"text": []}, {"text": 1.0}, []) == []


@settings(deadline=None, max_examples=100, derandomize=True)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.floats(0, 1, width=32), st.floats(0, 1, width=32)), max_size=30),
    st.floats(0, 1),
)
def test_for_all_signals_scores_lie_between_0_and_1_and_the_order_is_that_of_the_relative_mean(pairs, weight):
    pairs = sorted(pairs)
    queries = np.array([query for query, _, _ in pairs], dtype=np.intp)
    text, tags = (np.array([pair[place] for pair in pairs], np.float32) for place in (1, 2))
    scores = blend({"text": text, "tags": tags}, {"text": weight, "tags": 1 - weight}, queries)
    relative = weight * relative_to_best(text, queries) + (1 - weight) * relative_to_best(tags, queries)
    assert ((scores >= 0) & (scores <= 1)).all()
    for query in set(queries):
        order = np.argsort(relative[queries == query])
        assert (np.diff(scores[queries == query][order]) >= -1e-4).all()
