"""Tuning as a blogger relies on it: weights that fit the blog's links, and figures of links they were not fitted on."""

import re

import numpy as np
import pytest

from recommender.errors import GoldError, SettingsError
from recommender.ranking.blend import default_weights
from recommender.tuning import FOLDS, deal_posts, tune
from tests.conftest import EXAMPLE, NOW
from tests.tuning_blogs import write_blog


def test_links_that_only_tags_tell_give_the_weight_to_tags_and_a_gain(tmp_path):
    tuning = tune(write_blog(tmp_path, links="of one tag"), now=NOW)
    assert (tuning.posts, tuning.links, tuning.queries) == (48, 72, 48)
    assert tuning.tuned["tags"] > 1.5 * tuning.shipped["tags"]
    assert tuning.is_gain
    assert tuning.gain.mean == pytest.approx(tuning.after.mean - tuning.before.mean)
    assert tuning.newest.mean > 0, "links between older posts tell the same"


def test_links_that_nothing_tells_give_no_gain(tmp_path):
    """Weights that were fitted on the very links that measure them would find a gain in noise."""
    tuning = tune(write_blog(tmp_path, links="at random"), now=NOW)
    assert not tuning.is_gain
    assert tuning.after.mean < 0.3
    assert tuning.newest.low <= 0


def test_posts_without_dates_have_no_newest(tmp_path):
    site = write_blog(tmp_path, links="of one tag")
    for file in site.glob("*.md"):
        file.write_text(re.sub("^date: .*\n", "", file.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8")
    assert tune(site, now=NOW).newest is None


def test_tuned_weights_are_of_sum_1_in_three_digits():
    tuned = tune(EXAMPLE, now=NOW).tuned
    assert list(tuned) == list(default_weights())
    assert sum(tuned.values()) == pytest.approx(1)
    assert all(weight == round(weight, 3) for weight in tuned.values())


def test_the_same_blog_is_tuned_alike_twice():
    assert tune(EXAMPLE, now=NOW) == tune(EXAMPLE, now=NOW)


def test_weights_that_the_settings_hold_make_no_difference(tmp_path, blog):
    plain = tune(blog, now=NOW)
    (blog / "recommender.toml").write_text("[ranking.weights]\ntags = 9\n", encoding="utf-8")
    assert tune(blog, now=NOW) == plain


def test_too_few_links_are_refused_with_what_would_be_needed(tmp_path):
    write_blog(tmp_path, links="of one tag", posts=32)
    with pytest.raises(GoldError, match="48 links between its posts, expected at least 50"):
        tune(tmp_path, now=NOW)


def test_a_link_in_either_direction_is_one_link(tmp_path):
    write_blog(tmp_path, links="of one tag", posts=32)
    for number in range(0, 32, 4):
        file = tmp_path / f"p{number + 3:02}.md"
        file.write_text(file.read_text("utf-8") + f"\n[戻る](p{number:02}.md)\n", encoding="utf-8")
    with pytest.raises(GoldError, match="48 links"):
        tune(tmp_path, now=NOW)


def test_settings_that_cannot_be_used_are_told_before_anything_is_read(blog):
    (blog / "recommender.toml").write_text("[ranking.weights]\nlikes = 1\n", encoding="utf-8")
    with pytest.raises(SettingsError, match='no signal "likes"'):
        tune(blog, now=NOW)


@pytest.mark.parametrize("n_posts", [0, 1, 5, 48, 103])
def test_posts_are_dealt_into_parts_of_one_size(n_posts):
    sizes = np.bincount(deal_posts(n_posts), minlength=FOLDS)
    assert sizes.sum() == n_posts
    assert sizes.max() - sizes.min() <= 1
