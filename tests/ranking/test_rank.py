from dataclasses import fields

import numpy as np
import pytest

import recommender.ranking.target_blocks
import recommender.room
from recommender.ranking.rank import rank_site
from recommender.ranking.signals import SIGNALS
from recommender.settings import RankingSettings


@pytest.mark.parametrize(
    "posts",
    [
        [("梅", "塩")],
        [("梅", "塩"), ("梅", "瓶")],
        [("", ""), ("", "")],
        [("梅", "塩 瓶")] * 5,
        [("", ""), *[(f"題{i}", f"語{i} 語{i + 1}") for i in range(19)]],
    ],
    ids=["one", "two", "wordless", "identical", "twenty"],
)
def test_small_blogs_get_sensible_lists(vectors_of, posts, rules_for):
    ranking = rank_site(vectors_of(posts), rules_for(len(posts)), RankingSettings(), {})
    for query, row in enumerate(ranking.targets):
        shown = row[row >= 0].tolist()
        assert query not in shown
        assert len(set(shown)) == len(shown)
    assert np.isfinite(ranking.scores).all()


def test_without_any_words_the_newest_posts_are_shown_and_labelled(vectors_of, rules_for):
    ranking = rank_site(vectors_of([("", "")] * 3, days=[1, 3, 2]), rules_for(3), RankingSettings(), {})
    assert ranking.targets[0, :3].tolist() == [1, 2, -1]
    assert ranking.sources[0, :2].tolist() == [3, 3]


def test_the_printed_score_is_the_weighted_sum_of_the_printed_signals(vectors_of, rules_for):
    ranking = rank_site(vectors_of([("梅", "塩 瓶 塩"), ("梅", "塩 庭")]), rules_for(2), RankingSettings(), {})
    weights = np.array([ranking.weights[name] for name in SIGNALS])
    assert ranking.scores[0, 0] == pytest.approx(ranking.signals[0, 0] @ weights, abs=1e-4)


def test_a_large_site_has_the_lists_that_it_would_have_if_it_lay_in_memory_as_one(vectors_of, rules_for, monkeypatch):
    rng = np.random.default_rng(3)
    posts = [(f"語{i % 9}", " ".join(f"語{j}" for j in rng.integers(0, 40, 12))) for i in range(60)]
    surfaces = {f"語{i}": f"語{i}" for i in range(40)}

    def tables():
        ranking = rank_site(vectors_of(posts), rules_for(60), RankingSettings(), surfaces)
        return {one.name: getattr(ranking, one.name) for one in fields(ranking) if one.name not in ("weights", "twins")}

    small = tables()
    monkeypatch.setattr(recommender.ranking.target_blocks, "_BLOCK", 17)
    monkeypatch.setattr(recommender.room, "LARGE", 100)
    for name, table in tables().items():
        np.testing.assert_array_equal(table, small[name], err_msg=name)
    assert (small["terms"] >= 0).any()
