"""What an index finds are the posts with the highest products."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix, hstack

from recommender.ranking.index import Index

SITES = st.tuples(st.integers(1, 30), st.integers(1, 12), st.integers(0, 99), st.integers(1, 8))


def sparse(n_rows, n_columns, seed):
    rng = np.random.default_rng(seed)
    values = rng.random((n_rows, n_columns)) * (rng.random((n_rows, n_columns)) < 0.4)
    return csr_matrix(values.round(1), dtype=np.float32)


@given(SITES, st.booleans())
def test_the_highest_products_are_found_and_of_equal_ones_the_first(site, has_all):
    n_posts, n_terms, seed, limit = site
    fields = [sparse(n_posts, n_terms, seed), sparse(n_posts, 3, seed + 1)]
    columns = np.arange(n_posts)[:: 1 if has_all else 2]
    queries = csr_matrix(hstack(fields))
    flat = csr_matrix(fields[0].multiply(sparse(n_posts, n_terms, seed + 2)))
    found, sums = Index.of(fields, columns).nearest(queries, flat, np.arange(n_posts), limit, sys.maxsize)
    every = queries @ queries.T + flat @ (fields[0] > 0).T
    for post, (products, row, own) in enumerate(zip(every.toarray(), found, sums, strict=True)):
        others = [other for other in columns.tolist() if other != post and products[other] > 0]
        least = min(sorted((products[other] for other in others), reverse=True)[:limit], default=0)
        picked = row[row >= 0].tolist()
        np.testing.assert_allclose(own[row >= 0], products[picked], rtol=1e-5)
        assert len(set(picked)) == len(picked) == min(limit, len(others))
        assert set(picked) <= set(others)
        assert all(products[other] >= least - 1e-5 for other in picked)


def test_of_equally_near_posts_the_first_are_found():
    same = csr_matrix(np.ones((9, 1), dtype=np.float32))
    found, _ = Index.of([same], np.arange(9)).nearest(same[:1], same[:1] * 0, np.array([0]), 3, sys.maxsize)
    assert sorted(found[0].tolist()) == [1, 2, 3]


@pytest.mark.parametrize(("postings", "found"), [(1, [1]), (3, [1, -1]), (sys.maxsize, [0, 1, 2, 3])])
def test_what_is_looked_up_first_is_what_adds_most_for_its_cost(postings, found):
    # The first term stands in all four posts and weighs little, the second one in one post and weighs much.
    posts = csr_matrix(np.array([[0.1, 0], [0.1, 1], [0.1, 0], [0.1, 0]], dtype=np.float32))
    query = csr_matrix(np.array([[1, 1]], dtype=np.float32))
    nearest, _ = Index.of([posts], np.arange(4)).nearest(
        query, csr_matrix((1, 2), dtype=np.float32), np.array([-1]), 4, postings
    )
    assert set(nearest[0].tolist()) == {*found, *([-1] if len(found) < 4 else [])}
    assert query.data.tolist() == [1, 1], "a query is not changed by being asked"
