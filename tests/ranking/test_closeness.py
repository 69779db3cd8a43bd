import numpy as np
import pytest

from recommender.compiled import Sparse
from recommender.ranking.candidates import Pairs
from recommender.ranking.closeness import among, closeness_of_all, closeness_of_pairs
from recommender.ranking.signals.paired import paired_dot


def cosines_among(closeness, posts):
    places = np.full(closeness.shape[0], -1, np.int32)
    places[posts] = np.arange(len(posts))
    return among(Sparse.of(closeness), np.array(posts, np.intp), places)


@pytest.fixture
def closeness(vectors_of):
    vectors = vectors_of([("梅", "塩 瓶"), ("梅", "塩 庭"), ("旅", "津軽 鉄道"), ("梅", "塩 瓶")])
    pairs = Pairs(np.array([0, 1, 3]), np.array([1, 2, 0]))
    cosines = paired_dot(vectors.body, vectors.body, pairs.queries, pairs.targets)
    return closeness_of_pairs(pairs, cosines, 4), vectors


def test_cosines_are_those_of_the_texts_in_either_direction(closeness):
    near, vectors = closeness
    expected = (vectors.body @ vectors.body.T).toarray()
    cosines = cosines_among(near, [1, 0, 3])
    assert cosines[0, 1] == cosines[1, 0] == pytest.approx(expected[0, 1])
    assert cosines[1, 2] == cosines[2, 1] == pytest.approx(1)


def test_pairs_that_are_no_candidates_and_posts_with_themselves_count_nothing(closeness):
    near, _ = closeness
    cosines = cosines_among(near, [0, 1, 3])
    assert cosines[1, 2] == 0
    assert not cosines.diagonal().any()


def test_no_posts_have_no_cosines(closeness):
    near, _ = closeness
    assert cosines_among(near, []).shape == (0, 0)


def test_all_cosines_are_those_of_the_texts(closeness):
    _, vectors = closeness
    cosines = cosines_among(closeness_of_all(vectors), [0, 1, 2, 3])
    expected = (vectors.body @ vectors.body.T).toarray()
    np.fill_diagonal(expected, 0)
    assert cosines == pytest.approx(expected)
