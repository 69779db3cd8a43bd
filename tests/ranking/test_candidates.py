import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import recommender.ranking.target_blocks
from recommender.ranking.candidates import PLAIN_BLEND, find_candidates


@pytest.mark.parametrize("limit", [1, 5, 10])
def test_candidates_are_the_true_neighbours_by_the_weighted_sum_of_fields(vectors_of, rules_for, limit):
    rng = np.random.default_rng(3)
    letters = [chr(code) for code in range(0x4E00, 0x4E00 + 60)]
    posts = [(" ".join(rng.choice(letters, 2)), " ".join(rng.choice(letters, 15))) for _ in range(80)]
    vectors = vectors_of(posts)
    pairs = find_candidates(vectors, rules_for(80), limit=limit)
    parts = {
        "rare_text": vectors.rare_body @ vectors.rare_body.T,
        "phrases": vectors.phrases @ vectors.phrases.T,
        "tags": vectors.tags @ vectors.tags.T,
        "title_coverage": vectors.presence @ vectors.title_shares.T + vectors.title_shares @ vectors.presence.T,
    }
    exact = sum(weight * parts[name].toarray() for name, weight in PLAIN_BLEND.items())
    np.fill_diagonal(exact, -1)
    for query in range(80):
        found = pairs.targets[pairs.queries == query]
        worst = exact[query][found].min()
        others = np.delete(exact[query], [*found, query])
        assert len(found) == limit
        assert worst >= others.max() - 1e-6


def test_the_weights_name_the_fields_that_count(vectors_of, rules_for):
    vectors = vectors_of([("", "梅"), ("", "梅"), ("", "塩")], tags=[("春",), (), ("春",)])
    pairs = find_candidates(vectors, rules_for(3), weights={"tags": 1.0})
    assert list(zip(pairs.queries, pairs.targets, strict=True)) == [(0, 2), (2, 0)]


def test_a_post_that_only_names_the_title_of_another_is_a_candidate(vectors_of, rules_for):
    pairs = find_candidates(vectors_of([("梅", ""), ("", "梅 塩 瓶 旅 本"), ("", "庭")]), rules_for(3))
    assert list(zip(pairs.queries, pairs.targets, strict=True)) == [(0, 1), (1, 0)]


def test_a_post_is_never_its_own_candidate_even_among_twins(vectors_of, rules_for):
    pairs = find_candidates(vectors_of([("梅", "塩 瓶")] * 5), rules_for(5))
    assert len(pairs) == 20
    assert not (pairs.queries == pairs.targets).any()


def test_posts_that_are_not_allowed_are_no_candidates_but_have_some(vectors_of, rules_for):
    rules = rules_for(3, allowed=np.array([True, False, True]))
    pairs = find_candidates(vectors_of([("梅", "塩")] * 3), rules)
    assert 1 not in pairs.targets
    assert 1 in pairs.queries


@pytest.mark.parametrize("posts", [[], [("", "")], [("", ""), ("", "")], [("梅", "塩")]])
def test_a_site_without_words_or_neighbours_has_no_candidates(vectors_of, posts, rules_for):
    assert len(find_candidates(vectors_of(posts), rules_for(len(posts)))) == 0


def test_the_same_pairs_come_out_whatever_the_number_of_threads(vectors_of, rules_for):
    posts = [("", " ".join(f"語{(i * j) % 17}" for j in range(9))) for i in range(40)]
    one, two = (find_candidates(vectors_of(posts), rules_for(40), jobs=jobs) for jobs in (1, 2))
    assert (one.queries == two.queries).all()
    assert (one.targets == two.targets).all()


@pytest.mark.parametrize("limit", [3, 9, 60])
def test_the_same_pairs_come_out_whatever_the_blocks_of_targets(vectors_of, rules_for, monkeypatch, limit):
    posts = [("", " ".join(f"語{(i * j) % 17}" for j in range(9))) for i in range(40)]
    vectors, rules = vectors_of(posts), rules_for(40, languages=np.array([0, 1] * 20, dtype=np.int16))
    whole = find_candidates(vectors, rules, limit=limit)
    monkeypatch.setattr(recommender.ranking.target_blocks, "_BLOCK", 7)
    by_blocks = find_candidates(vectors, rules, limit=limit)
    assert (by_blocks.queries == whole.queries).all()
    assert (by_blocks.targets == whole.targets).all()


def test_posts_in_another_language_leave_their_places_to_those_in_ones_own(vectors_of, rules_for):
    vectors = vectors_of([("梅", "塩 瓶")] * 4 + [("梅", "塩")] * 2)
    rules = rules_for(6, languages=np.array([0, 1, 1, 1, 0, -1], dtype=np.int16))
    pairs = find_candidates(vectors, rules, limit=2)
    assert pairs.targets[pairs.queries == 0].tolist() == [4, 5]
    assert len(pairs.targets[pairs.queries == 5]) == 2


def test_of_a_post_with_many_postings_the_terms_that_tell_most_are_looked_up(vectors_of, rules_for):
    rng = np.random.default_rng(5)
    # Ten subjects of words of their own, and words that stand in every third post.
    posts = [
        (
            "",
            " ".join([*rng.choice(30, 12).astype(str), *(f"語{i % 10}の{j}" for j in rng.choice(8, 5, replace=False))]),
        )
        for i in range(300)
    ]
    vectors, rules = vectors_of(posts), rules_for(300)
    best = find_candidates(vectors, rules, limit=10)
    postings = vectors.rare_body.getnnz(axis=0)
    needed = (vectors.presence @ postings).mean()
    pairs = find_candidates(vectors, rules, limit=200, postings=int(needed / 4))
    found = np.isin(best.queries * 300 + best.targets, pairs.queries * 300 + pairs.targets)
    assert found.mean() > 0.9
    assert len(pairs) < len(find_candidates(vectors, rules, limit=200)), "everyday words were not looked up"


@given(postings=st.integers(0, 400))
def test_however_few_postings_are_read_candidates_are_other_posts_once_each(vectors_of, rules_for, postings):
    posts = [("", " ".join(f"語{(i * j) % 17}" for j in range(9))) for i in range(40)]
    pairs = find_candidates(vectors_of(posts), rules_for(40), postings=postings)
    assert not (pairs.queries == pairs.targets).any()
    assert len(np.unique(pairs.queries * 40 + pairs.targets)) == len(pairs)
