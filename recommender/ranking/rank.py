"""Rank a whole site: every post's list with its scores, signals and reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from recommender.freed import give_back
from recommender.progress import Progress, silent
from recommender.ranking.assignment import assign_lists
from recommender.ranking.blend import active_weights, best_of_list, merge_weights
from recommender.ranking.candidates import CANDIDATES, Pairs, search
from recommender.ranking.closeness import closeness_of_all, closeness_of_pairs
from recommender.ranking.duplicates import Twins, find_near_duplicates
from recommender.ranking.left_out import MAX_LEFT_OUT
from recommender.ranking.lists import ListMaker
from recommender.ranking.packed_lists import PackedLists
from recommender.ranking.post_list import KEPT, PostList
from recommender.ranking.reasons import shared_terms
from recommender.ranking.rules import Rules
from recommender.ranking.scoring import measure_all, measure_pairs, signals_of
from recommender.ranking.shortlists import Shortlists
from recommender.ranking.signals import SIGNALS
from recommender.ranking.signals.paired import ComparedPairs
from recommender.room import room
from recommender.settings import RankingSettings
from recommender.shelf import Shared, Shelf
from recommender.text.vectors import Vectors

#: Pairs scored at once.
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Ranking:
    """The finished lists of a site as arrays; row i is the list of post i, padded at its end.

    Attributes:
        targets: post numbers, -1 for padding. Shape (n_posts, KEPT).
        scores: in [0, 1]; 0 for padding. Shape (n_posts, KEPT).
        sources: positions in `SOURCES`. Shape (n_posts, KEPT).
        signals: raw values in the order of `SIGNALS`. Shape (n_posts, KEPT, n_signals).
        terms: columns of `Vectors.words`, -1 for none. Shape (n_posts, KEPT, MAX_TERMS).
        relevances: the scores before some were lowered. Shape (n_posts, KEPT).
        moved: why an item stands elsewhere than by its relevance, a position in `REASONS` (-1 if it does not), and the
            post that it repeats or makes room for, -1 for none. Shape (n_posts, KEPT, 2).
        best_signals: the highest value of each signal among a post's candidates. Shape (n_posts, n_signals).
        left_out: the best candidates that a rule kept out of each list: the post, the reason as in `moved`, and the
            post that it is a near-duplicate of or makes room for; padded with -1. Shape (n_posts, MAX_LEFT_OUT, 3).
        left_relevances: what those would have counted. Shape (n_posts, MAX_LEFT_OUT).
        linked: the relevance of each link that the authors set themselves, 0 for one that is no candidate.
            Shape (n_links,).
        weights: each signal's weight as used, of sum 1.
        twins: posts that are nearly the same.
    """

    targets: NDArray[np.int32]
    scores: NDArray[np.float32]
    sources: NDArray[np.int8]
    signals: NDArray[np.float32]
    terms: NDArray[np.int32]
    relevances: NDArray[np.float32]
    moved: NDArray[np.int32]
    best_signals: NDArray[np.float32]
    left_out: NDArray[np.int32]
    left_relevances: NDArray[np.float32]
    linked: NDArray[np.float64]
    weights: Mapping[str, float]
    twins: Twins


def rank_site(
    vectors: Vectors,
    rules: Rules,
    settings: RankingSettings,
    surfaces: Mapping[str, str],
    *,
    previous: Mapping[int, tuple[int, ...]] | None = None,
    jobs: int = 1,
    progress: Progress = silent,
) -> Ranking:
    """Rank all posts against one another, in vectors that only this needs; as `rank_shared` does otherwise."""
    with Shelf() as shelf:
        shared = Shared(vectors, shelf)
        return rank_shared(shared, rules, settings, surfaces, shelf, previous=previous, jobs=jobs, progress=progress)


def rank_shared(
    vectors: Shared[Vectors],
    rules: Rules,
    settings: RankingSettings,
    surfaces: Mapping[str, str],
    shelf: Shelf,
    *,
    previous: Mapping[int, tuple[int, ...]] | None = None,
    jobs: int = 1,
    progress: Progress = silent,
) -> Ranking:
    """Rank all posts against one another.

    Args:
        surfaces: the spelling of each word that can be shown as a reason.
        shelf: for what processes share.
        previous: the first links of the lists that stood before, by post number.

    Raises:
        SettingsError: the weights cannot be used.
    """
    give_back()
    weights = active_weights(merge_weights(settings.weights), vectors.value)
    n_posts = len(vectors.value)
    # Where newer posts may not stand, an old post has use for few of its candidates.
    limit = CANDIDATES if rules.include_newer else 2 * CANDIDATES
    pairs = search(vectors, rules, shelf, limit=limit, jobs=jobs, progress=progress)
    measures = measure_all(vectors, Shared(pairs, shelf), weights, jobs=jobs, progress=progress)
    scores = _with_age(measures.scores, pairs, rules)
    closeness = closeness_of_pairs(pairs, measures.cosines, n_posts)
    twins = find_near_duplicates(closeness, np.diff(vectors.value.body.indptr), rules.titles)
    shortlists = Shortlists.of(pairs, scores, n_posts)
    maker = Shared(ListMaker(vectors.value, rules, settings, shortlists, twins, closeness), shelf)
    lists = assign_lists(maker, rules, settings, previous or {}, jobs=jobs, progress=progress)
    linked = _linked_relevances(pairs, scores, rules, n_posts)
    # What the lists were made of takes as much as the tables that follow.
    signals = measures.signals
    del closeness, measures, scores, maker, shortlists
    return _as_arrays(
        lists, vectors, surfaces, weights, twins, linked, (pairs, signals), shelf=shelf, jobs=jobs, progress=progress
    )


def rank_last(
    vectors: Vectors,
    rules: Rules,
    settings: RankingSettings,
    weights: Mapping[str, float],
    surfaces: Mapping[str, str],
    candidates: NDArray[np.intp],
) -> Ranking:
    """Make the list of the last post alone, as if the others had theirs; what the site as a whole decides is left out.

    Args:
        weights: each signal's weight as used on the site, of sum 1.
        candidates: the posts that may stand in the list by their score, sorted.
    """
    last = len(vectors) - 1
    pairs = Pairs(np.full(len(candidates), last, dtype=np.intp), candidates)
    measures = measure_pairs(vectors, pairs, weights)
    scores = _with_age(measures.scores, pairs, rules)
    closeness = closeness_of_all(vectors)
    twins = find_near_duplicates(closeness, np.diff(vectors.body.indptr), rules.titles)
    maker = ListMaker(vectors, rules, settings, Shortlists.of(pairs, scores, len(vectors)), twins, closeness)
    lists = PackedLists.joined([PackedLists.of([PostList((), ())] * last), maker.make([last])])
    return _as_arrays(lists, Shared(vectors), surfaces, weights, twins, np.zeros(0), (pairs, measures.signals))


def _with_age(scores: NDArray[np.float32], pairs: Pairs, rules: Rules) -> NDArray[np.float64]:
    """Give scores that count less with the age of the target, four digits of them."""
    aged = room(len(pairs), np.float64)
    for first in range(0, len(pairs), _BLOCK):
        own = slice(first, first + _BLOCK)
        np.round(scores[own].astype(np.float64) * rules.freshness[pairs.targets[own]], 4, out=aged[own])
    return aged


def _linked_relevances(pairs: Pairs, scores: NDArray[np.float64], rules: Rules, n_posts: int) -> NDArray[np.float64]:
    links = [(query, target) for query, targets in rules.linked.items() for target in targets if rules.allowed[target]]
    places, is_known = _find(pairs, Pairs(*np.array(links, dtype=np.intp).reshape(-1, 2).T), n_posts)
    relevances = np.zeros(len(links))
    relevances[is_known] = scores[places[is_known]]
    return np.sort(relevances)


def _find(pairs: Pairs, asked: Pairs, n_posts: int) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Give where each of the asked pairs stands among sorted ones, and whether it does."""
    known, names = (one.queries * n_posts + one.targets for one in (pairs, asked))
    places = np.minimum(np.searchsorted(known, names), max(0, len(known) - 1))
    return places, known[places] == names if len(known) else np.zeros(len(names), dtype=bool)


def _as_arrays(
    lists: PackedLists,
    shared: Shared[Vectors],
    surfaces: Mapping[str, str],
    weights: Mapping[str, float],
    twins: Twins,
    linked: NDArray[np.float64],
    known: tuple[Pairs, NDArray[np.float32]],
    *,
    shelf: Shelf | None = None,
    jobs: int = 1,
    progress: Progress = silent,
) -> Ranking:
    vectors = shared.value
    items, left_out = lists.items.values, lists.left_out.values
    rows, left_rows = lists.items.cells(KEPT), lists.left_out.cells(MAX_LEFT_OUT)
    # Without gaps, as other pairs are: compiled loops know arrays with gaps as something else.
    kept = Pairs(np.ascontiguousarray(np.nonzero(rows)[0]), items[:, 0].astype(np.intp))
    return Ranking(
        targets=_spread(kept.targets, rows, -1, np.int32),
        scores=_spread(items[:, 1], rows, 0, np.float32),
        sources=_spread(items[:, 2], rows, 0, np.int8),
        signals=_spread(_signals_of_kept(vectors, kept, *known), rows, 0, np.float32),
        terms=_spread(
            shared_terms(shared, Shared(kept, shelf), surfaces, jobs=jobs, progress=progress), rows, -1, np.int32
        ),
        relevances=_spread(items[:, 3], rows, 0, np.float32),
        moved=_spread(items[:, 4:6], rows, -1, np.int32),
        best_signals=np.column_stack([best_of_list(one, known[0].queries, len(vectors)) for one in known[1].T]),
        left_out=_spread(left_out[:, [0, 2, 3]], left_rows, -1, np.int32),
        left_relevances=_spread(left_out[:, 1], left_rows, 0, np.float32),
        linked=linked,
        weights=weights,
        twins=twins,
    )


def _spread(values: ArrayLike, cells: NDArray[np.bool_], padding: float, dtype: type) -> NDArray[Any]:
    """Lay values into the cells of a table, row by row; what they are made of becomes a further axis."""
    known: NDArray[Any] = np.asarray(values, dtype=dtype)
    table: NDArray[Any] = room((*cells.shape, *known.shape[1:]), dtype)
    table[:] = padding
    table[cells] = known
    return table


def _signals_of_kept(vectors: Vectors, kept: Pairs, pairs: Pairs, measured: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give the signals of the links that were kept; those of candidates are known, pins and fallbacks may be others.

    Returns:
        Shape (n_kept, n_signals).
    """
    places, is_known = _find(pairs, kept, len(vectors))
    signals = np.empty((len(kept), len(SIGNALS)), dtype=np.float32)
    signals[is_known] = measured[places[is_known]]
    others = ComparedPairs.of(vectors, kept.queries[~is_known], kept.targets[~is_known])
    signals[~is_known] = signals_of(vectors, others)
    return signals
