"""Which pairs of posts are worth a closer look: the nearest neighbours by a plain blend of all sparse fields."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from recommender.batches import in_batches
from recommender.progress import Progress, silent
from recommender.ranking.index import Index
from recommender.ranking.rules import Rules
from recommender.ranking.target_blocks import blocks_of_targets
from recommender.room import Pile, room
from recommender.shelf import Shared, Shelf
from recommender.text.vectors import Vectors

#: Candidates per post. The lists keep 20; rules, duplicates and re-ranking need room. Of 100 the best ten are better by
#: .0004 nDCG (mean of eight blogs).
CANDIDATES = 60
#: How much each field counts in the plain blend that chooses candidates. With rare words weighing more and titles
#: looked for in texts, .94 of the posts that authors link are among them (seven blogs), where plain cosines find .91.
PLAIN_BLEND: Mapping[str, float] = {"rare_text": 0.55, "phrases": 0.25, "tags": 0.05, "title_coverage": 0.05}
#: Posts whose pairs are put together at once.
_BLOCK = 10_000
#: Sites of fewer posts get the exact candidates, in no more than a second or two.
_EXACT = 5_000
#: Larger ones: entries of the index that are read for one post, and more for each post that there is.
_POSTINGS, _POSTINGS_PER_POST = 80_000, 1


@dataclass(frozen=True)
class Pairs:
    """Pairs of posts, sorted by query, then target; both of shape (n_pairs,)."""

    queries: NDArray[np.intp]
    targets: NDArray[np.intp]

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.queries)

    def starts(self, n_posts: int) -> NDArray[np.intp]:
        """Tell where the pairs of each query begin, at the end how many there are. Shape (n_posts + 1,)."""
        return np.searchsorted(self.queries, np.arange(n_posts + 1))

    def places_of(self, posts: Sequence[int]) -> slice:
        """Tell where the pairs stand whose queries are among posts that follow one another."""
        return slice(*np.searchsorted(self.queries, [posts[0], posts[-1] + 1]).tolist())

    def among(self, posts: Sequence[int], targets: range) -> tuple[NDArray[np.intp], "Pairs"]:
        """Give the pairs of such queries with some targets, and where those stand."""
        own = self.places_of(posts)
        known = self.targets[own]
        places = own.start + np.flatnonzero((known >= targets.start) & (known < targets.stop))
        return places, Pairs(self.queries[places], self.targets[places])


def find_candidates(
    vectors: Vectors,
    rules: Rules,
    *,
    weights: Mapping[str, float] = PLAIN_BLEND,
    limit: int = CANDIDATES,
    postings: int | None = None,
    jobs: int = 1,
) -> Pairs:
    """Find candidates as `search` does, in vectors that only this needs."""
    with Shelf() as shelf:
        return search(Shared(vectors, shelf), rules, shelf, weights=weights, limit=limit, postings=postings, jobs=jobs)


def search(
    vectors: Shared[Vectors],
    rules: Rules,
    shelf: Shelf,
    *,
    weights: Mapping[str, float] = PLAIN_BLEND,
    limit: int = CANDIDATES,
    postings: int | None = None,
    jobs: int = 1,
    progress: Progress = silent,
) -> Pairs:
    """Find for every post the `limit` nearest posts of its language that are allowed as targets, never itself.

    The fields are laid side by side, scaled by their weights: one product gives the weighted sum. Where a post's terms
    stand in more than `postings` places altogether, those that add most for what they cost are looked up, and the rest
    passed over.

    Args:
        shelf: for what processes share.
        weights: how much each of the fields text, rare_text, phrases, tags and title_coverage counts; those not
            named count nothing.
        postings: entries of the index that are read for one post; `most_postings` if not given.
        jobs: processes to use.
    """
    n_posts = len(vectors.value)
    most = most_postings(n_posts) if postings is None else postings
    targets, products = room((n_posts, limit), np.int32), room((n_posts, limit), np.float32)
    targets[:], products[:] = -1, 0
    blocks = blocks_of_targets(n_posts)
    for language in np.unique(rules.languages):
        rows = np.flatnonzero(rules.languages == language)
        allowed = rules.allowed & rules.shares_language(int(rows[0]))
        for block in blocks:
            columns = block.start + np.flatnonzero(allowed[block.start : block.stop])
            if not len(columns):
                continue
            # The fields get no name, under which they would stay in memory once they are written for processes.
            index = Shared(Index.of(fields_of_targets(vectors.value, weights), columns, jobs), shelf)
            work = partial(_nearest, vectors, index, weights, limit, most // len(blocks))
            batches = in_batches(
                work, rows.tolist(), jobs, threads=jobs, progress=progress, step="looking for candidates"
            )
            for posts, *found in batches:
                targets[posts], products[posts] = _best((targets[posts], products[posts]), found)
            # Before there is the next one.
            del index, work
    return _pairs_of(targets)


def _best(
    before: Sequence[NDArray[Any]], found: Sequence[NDArray[Any]]
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Give the targets with the highest products among those of earlier posts and those of later ones, sorted."""
    if (before[0] < 0).all():
        return found[0], found[1]
    targets, products = (np.concatenate(one, axis=1) for one in zip(before, found, strict=True))
    best = np.sort(np.argsort(-products, axis=1, kind="stable")[:, : before[0].shape[1]], axis=1)
    return np.take_along_axis(targets, best, axis=1), np.take_along_axis(products, best, axis=1)


def _pairs_of(targets: NDArray[np.int32]) -> Pairs:
    """Take pairs out of a table with a line a query, padded with -1."""
    pairs = Pile(np.intp), Pile(np.intp)
    for first in range(0, len(targets), _BLOCK):
        block = targets[first : first + _BLOCK]
        queries, places = np.nonzero(block >= 0)
        pairs[0].add(first + queries)
        pairs[1].add(block[queries, places])
    return Pairs(*(one.array() for one in pairs))


def most_postings(n_posts: int) -> int:
    """Give how many entries of the index are read for one post of a site."""
    return sys.maxsize if n_posts < _EXACT else _POSTINGS + _POSTINGS_PER_POST * n_posts


def nearest_posts(
    later: Vectors, vectors: Vectors, allowed: NDArray[np.bool_], limit: int = CANDIDATES
) -> NDArray[np.intp]:
    """Find the posts that would be the candidates of a later text, sorted by number.

    Args:
        later: one row in the columns of `vectors`.
        allowed: which posts may be recommended under it. Shape (n_posts,).
    """
    closeness = PLAIN_BLEND["title_coverage"] * (vectors.presence @ later.title_shares.toarray().ravel())
    for row, rows, weight in _fields(later, vectors, PLAIN_BLEND):
        closeness += weight * (rows @ row.toarray().ravel())
    posts = np.flatnonzero(allowed & (closeness > 0))
    best = posts[np.argsort(-closeness[posts], kind="stable")[:limit]]
    return np.sort(best)


def fields_of_targets(vectors: Vectors, weights: Mapping[str, float]) -> list[csr_matrix]:
    """Give the fields that an index is made of, each of shape (n_posts, n_terms of the field)."""
    return [right for _, right, _ in _fields(vectors, vectors, weights)]


def _fields(
    queries: Vectors, targets: Vectors, weights: Mapping[str, float]
) -> Iterator[tuple[csr_matrix, csr_matrix, float]]:
    """Give each field, of queries and of targets, with its weight, first one of words.

    That a post has the words of a query's title is asked of that first one.
    """
    words = [(queries.rare_body, targets.rare_body, "rare_text"), (queries.body, targets.body, "text")]
    others = [
        (queries.phrases, targets.phrases, "phrases"),
        (queries.tags, targets.tags, "tags"),
        (queries.presence, targets.title_shares, "title_coverage"),
    ]
    asked = [field for field in words if field[2] in weights] or words[:1]
    for left, right, name in (*asked, *(field for field in others if field[2] in weights)):
        yield left, right, weights.get(name, 0.0)


def _nearest(
    vectors: Shared[Vectors],
    index: Shared[Index],
    weights: Mapping[str, float],
    limit: int,
    postings: int,
    posts: Sequence[int],
) -> tuple[NDArray[np.intp], NDArray[np.int32], NDArray[np.float32]]:
    """Give `posts`, the `limit` indexed posts nearest to each, never itself, sorted, and the products with them."""
    rows = np.asarray(posts, dtype=np.intp)
    fields = _fields(vectors.value, vectors.value, weights)
    asked = csr_matrix(hstack([left[rows] * one for left, _, one in fields]))
    covered = csr_matrix(vectors.value.title_shares[rows] * weights.get("title_coverage", 0.0))
    nearest, products = index.value.nearest(asked, covered, rows, limit, postings)
    order = np.argsort(nearest, axis=1)
    return rows, np.take_along_axis(nearest, order, axis=1), np.take_along_axis(products, order, axis=1)
