import numpy as np
import pytest

from recommender.ranking.fitting import Examples, fit_weights


def blog(seed: int, *, tells: str, lists: int = 60, length: int = 10) -> Examples:
    """Make a blog whose authors link the post that stands out in one signal, while the other is noise."""
    rng = np.random.default_rng(seed)
    queries = np.repeat(np.arange(lists), length)
    values = {name: rng.random(lists * length).astype(np.float32) for name in ("text", "tags")}
    linked = np.zeros(lists * length, dtype=bool)
    linked[values[tells].reshape(lists, length).argmax(axis=1) + np.arange(lists) * length] = True
    return Examples(values, queries, linked)


@pytest.mark.parametrize(("tells", "silent"), [("text", "tags"), ("tags", "text")])
def test_the_signal_that_tells_the_linked_posts_gets_the_weight(tells, silent):
    weights = fit_weights([blog(1, tells=tells), blog(2, tells=tells)])
    assert weights[tells] > 0.9
    assert 0 <= weights[silent] < 0.1
    assert sum(weights.values()) == pytest.approx(1)


def test_blogs_that_differ_share_the_weight():
    weights = fit_weights([blog(1, tells="text"), blog(2, tells="tags")])
    assert weights["text"] == pytest.approx(weights["tags"], abs=0.1)


def test_lists_without_a_linked_post_teach_nothing():
    told = blog(1, tells="text")
    untold = Examples(
        {name: np.append(values, np.float32([0.1, 0.9])) for name, values in told.values.items()},
        np.append(told.queries, [999, 999]),
        np.append(told.linked, [False, False]),
    )
    assert fit_weights([untold]) == pytest.approx(fit_weights([told]))


def test_nothing_linked_cannot_be_fitted():
    told = blog(1, tells="text")
    with pytest.raises(ValueError, match="no linked post"):
        fit_weights([Examples(told.values, told.queries, np.zeros_like(told.linked))])
