"""What blogs use today without looking at the text, and the plain cosine, to be measured beside our lists."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.candidates import find_candidates
from recommender.ranking.fallbacks import closest_tags_first, newest_first, posts_of_tags
from recommender.ranking.rules import Rules
from recommender.ranking.signals.paired import paired_dot
from recommender.site.post import Post
from recommender.text.vectors import Vectors

#: Lists are as long as the deepest measure looks.
DEPTH = 10
#: Hugo's defaults ([related] in its settings): a tag in common, a year in common; `keywords` are not read here.
_HUGO_TAG, _HUGO_YEAR = 80, 10


def eligible(query: int, vectors: Vectors, rules: Rules) -> NDArray[np.bool_]:
    """Tell which posts may stand in a post's list by the rules that hold for ours too. Shape (n_posts,)."""
    may: NDArray[np.bool_] = rules.allowed & rules.shares_language(query)
    may[[query, *rules.blocked.get(query, ())]] = False
    if not rules.include_newer:
        may &= ~(vectors.days > vectors.days[query])
    return may


def random_posts(vectors: Vectors, rules: Rules, *, seed: int = 0) -> list[list[int]]:
    """Recommend at random, the same for the same seed: what chance alone reaches."""
    rng = np.random.default_rng(seed)
    return [_first(rng.permutation(len(vectors)), may) for may in _each_eligible(vectors, rules)]


def newest(vectors: Vectors, rules: Rules) -> list[list[int]]:
    """Recommend the newest posts to everybody."""
    order = newest_first(vectors)
    return [_first(order, may) for may in _each_eligible(vectors, rules)]


def shared_tags(vectors: Vectors, rules: Rules) -> list[list[int]]:
    """Recommend by tags in common, rare ones counting more, then by newer date: what most blogs have."""
    order = newest_first(vectors)
    by_tag = posts_of_tags(vectors.tags, order)
    return [
        _first(np.fromiter(closest_tags_first(vectors.tags[query], by_tag, order), np.intp), may)
        for query, may in enumerate(_each_eligible(vectors, rules))
    ]


def hugo_related(posts: Sequence[Post], vectors: Vectors, rules: Rules) -> list[list[int]]:
    """Recommend as Hugo does by default (https://gohugo.io/configuration/related-content/).

    80 for each tag in common and 10 for the same year; of its threshold of 80, divided by the number of matches, comes
    that a tag must be in common; equal sums go by newer date; never a newer post than the query.
    """
    order = newest_first(vectors)
    years = np.array([one.date.year if one.date else -1 for one in posts])
    has_tag = vectors.tags.astype(bool).astype(np.int64)
    lists = []
    for query, may in enumerate(_each_eligible(vectors, rules)):
        shared = (has_tag @ has_tag[query].T).toarray().ravel()
        same_year = (years == years[query]) & (years >= 0)
        sums = _HUGO_TAG * shared + _HUGO_YEAR * same_year
        may &= (shared > 0) & ~(vectors.days > vectors.days[query])
        lists.append(_first(order[np.argsort(-sums[order], kind="stable")], may))
    return lists


def plain_tfidf(vectors: Vectors, rules: Rules) -> list[list[int]]:
    """Recommend by the cosine of the text alone, in the words and weights of our own vectors."""
    pairs = find_candidates(vectors, rules, weights={"text": 1.0}, limit=10 * DEPTH)
    scores = np.round(paired_dot(vectors.body, vectors.body, pairs.queries, pairs.targets), 4)
    order = np.lexsort((pairs.targets, -scores, pairs.queries))
    starts = np.searchsorted(pairs.queries, np.arange(len(vectors) + 1))
    return [
        _first(pairs.targets[order[starts[query] : starts[query + 1]]], may)
        for query, may in enumerate(_each_eligible(vectors, rules))
    ]


def _each_eligible(vectors: Vectors, rules: Rules) -> Iterator[NDArray[np.bool_]]:
    return (eligible(query, vectors, rules) for query in range(len(vectors)))


def _first(order: NDArray[np.intp], may: NDArray[np.bool_]) -> list[int]:
    found: list[int] = order[may[order]][:DEPTH].tolist()
    return found
