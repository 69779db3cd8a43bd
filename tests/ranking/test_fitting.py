import numpy as np
import pytest

from recommender.ranking.fitting import (
    STRENGTHS,
    Examples,
    choose_strength,
    fit_weights,
    fit_weights_near,
    round_weights,
)

LENGTH = 10


def blog(seed: int, *, tells: str, lists: int = 60) -> Examples:
    """Make a blog whose authors link the post that stands out in one signal, while the other is noise."""
    rng = np.random.default_rng(seed)
    queries = np.repeat(np.arange(lists), LENGTH)
    targets = rng.integers(0, lists, lists * LENGTH)
    values = {name: rng.random(lists * LENGTH).astype(np.float32) for name in ("text", "tags")}
    linked = np.zeros(lists * LENGTH, dtype=bool)
    linked[values[tells].reshape(lists, LENGTH).argmax(axis=1) + np.arange(lists) * LENGTH] = True
    return Examples(values, queries, targets, linked)


def unlinked(one: Examples) -> Examples:
    return Examples(one.values, one.queries, one.targets, np.zeros_like(one.linked))


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
        np.append(told.targets, [1, 2]),
        np.append(told.linked, [False, False]),
    )
    assert fit_weights([untold]) == pytest.approx(fit_weights([told]))


def test_nothing_linked_cannot_be_fitted():
    with pytest.raises(ValueError, match="no linked post"):
        fit_weights([unlinked(blog(1, tells="text"))])


PRIOR = {"text": 0.4, "tags": 0.6}


def test_the_harder_the_prior_pulls_the_less_the_links_move_the_weights():
    texts = [fit_weights_near(PRIOR, blog(1, tells="text"), strength=strength)["text"] for strength in STRENGTHS]
    assert texts == sorted(texts, reverse=True)
    assert texts[0] > 0.7
    assert texts[-1] == pytest.approx(PRIOR["text"], abs=0.05)


def test_the_more_links_the_less_the_prior_counts():
    few, many = (
        fit_weights_near(PRIOR, blog(1, tells="text", lists=lists), strength=300.0)["text"] for lists in (20, 400)
    )
    assert PRIOR["text"] < few < many


def test_fitted_weights_are_of_sum_1_and_none_is_below_0():
    weights = fit_weights_near(PRIOR, blog(1, tells="text", lists=400), strength=0.1)
    assert sum(weights.values()) == pytest.approx(1)
    assert min(weights.values()) >= 0


def test_a_blog_without_linked_posts_gets_the_prior():
    assert fit_weights_near(PRIOR, unlinked(blog(1, tells="text")), strength=30.0) == pytest.approx(PRIOR)


def test_a_signal_that_the_blog_lacks_is_not_taken_for_a_bad_one():
    told = blog(1, tells="text")
    values = {"text": told.values["text"], "tags": np.zeros_like(told.values["tags"])}
    lacking = Examples(values, told.queries, told.targets, told.linked)
    assert (
        fit_weights_near(PRIOR, lacking, strength=30.0)["tags"]
        > 2 * fit_weights_near(PRIOR, told, strength=30.0)["tags"]
    )


def test_posts_that_may_not_be_looked_at_change_nothing_whatever_they_link():
    """Turn every pair that touches a post held out upside down: neither weights nor strength may notice."""
    told = blog(1, tells="text")
    parts = np.arange(60) % 5
    posts = parts != 0
    touched = ~(posts[told.queries] & posts[told.targets])
    assert touched.any()
    turned = Examples(told.values, told.queries, told.targets, np.where(touched, ~told.linked, told.linked))
    fitted = [fit_weights_near(PRIOR, one, strength=30.0, posts=posts) for one in (told, turned)]
    chosen = [choose_strength(PRIOR, one, parts, without=0) for one in (told, turned)]
    assert fitted[0] == fitted[1]
    assert chosen[0] == chosen[1]


def test_what_is_best_in_a_list_is_taken_from_all_of_it():
    """The best of the list is post 2, held out: the others stay at a quarter and a half of it."""
    values = {"text": np.float32([0.2, 0.4, 0.8]), "tags": np.float32([0.5, 0.5, 0.5])}
    whole = Examples(values, np.zeros(3, np.intp), np.array([1, 3, 2]), np.array([False, True, False]))
    scaled = Examples(
        {"text": np.float32([0.25, 0.5, 1]), "tags": np.ones(3, np.float32)}, whole.queries, whole.targets, whole.linked
    )
    posts = np.array([True, True, False, True])
    assert fit_weights_near(PRIOR, whole, strength=1.0, posts=posts) == pytest.approx(
        fit_weights_near(PRIOR, scaled, strength=1.0, posts=posts)
    )


def test_a_prior_that_is_far_from_the_links_is_to_pull_least():
    parts = np.arange(60) % 5
    assert choose_strength({"text": 0.05, "tags": 0.95}, blog(1, tells="text"), parts) == min(STRENGTHS)


def test_without_links_the_prior_is_to_pull_hardest():
    assert choose_strength(PRIOR, unlinked(blog(1, tells="text")), np.arange(60) % 5) == max(STRENGTHS)


@pytest.mark.parametrize(
    ("weights", "rounded"),
    [
        ({"text": 1 / 3, "tags": 1 / 3, "date": 1 / 3}, {"text": 0.334, "tags": 0.333, "date": 0.333}),
        ({"text": 0.6666, "tags": 0.1667, "date": 0.1667}, {"text": 0.666, "tags": 0.167, "date": 0.167}),
        ({"text": 1.0, "tags": 0.0}, {"text": 1.0, "tags": 0.0}),
    ],
)
def test_rounded_weights_are_of_sum_1(weights, rounded):
    assert round_weights(weights) == rounded
    assert sum(rounded.values()) == pytest.approx(1)
