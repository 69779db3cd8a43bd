"""Candidates to lists: pins, rules, duplicates, diversity and threshold, for many posts in one compiled loop.

Lists are rows of numbers here: as Python's objects they take ten times as long to make.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import Sparse, compiled
from recommender.ranking.closeness import among
from recommender.ranking.duplicates import Twins
from recommender.ranking.left_out import BELOW_THRESHOLD, MAX_LEFT_OUT, NEAR_DUPLICATE, NEWER, REASONS, REPEATS
from recommender.ranking.post_list import KEPT
from recommender.ranking.shortlists import Shortlists
from recommender.ranking.sources import SOURCES

#: In place of a number of places: a post that stands first, one that never stands in the list.
FIRST, NEVER = 0, -1

# NumPy's numbers: for each of Python's that a function is called with, it would be compiled once more.
_PIN, _SCORED = (np.intp(SOURCES.index(one)) for one in ("pin", "scored"))
_REPEATS, _NEWER, _TWIN, _WEAK = (
    np.intp(REASONS.index(one)) for one in (REPEATS, NEWER, NEAR_DUPLICATE, BELOW_THRESHOLD)
)
_NOBODY = np.intp(-1)
#: In place of the reason why a candidate was left out.
_OPEN, _SHOWN = np.intp(-1), np.intp(-2)


class Orders(NamedTuple):
    """What was decided of posts in certain lists, list behind list.

    Attributes:
        starts: where the orders of each list begin, at the end how many there are. Shape (n_lists + 1,).
        rows: the post; in how many of the first places it may not stand, `FIRST` or `NEVER`; why, as a position in
            `REASONS` or -1; and the post that it makes room for or -1. Shape (n_orders, 4).
    """

    starts: NDArray[np.intp]
    rows: NDArray[np.intp]


class Ground(NamedTuple):
    """What all lists of a site have in common.

    Attributes:
        shortlists: the candidates of each post.
        closeness: the cosines of posts' texts, of either direction the higher counts. Shape (n_posts, n_posts).
        twins: those that are nearly the same.
        days: of each post's date, NaN where unknown. Shape (n_posts,).
        ages: each post's place by date, the newest first. Shape (n_posts,).
        diversity: how much of its score a candidate loses that says the same as a link above it, in [0, 1].
        threshold: the least score of a link.
        include_newer: whether a post may recommend posts newer than itself.
    """

    shortlists: Shortlists
    closeness: Sparse
    twins: Twins
    days: NDArray[np.float64]
    ages: NDArray[np.intp]
    diversity: float
    threshold: float
    include_newer: bool


class _State(NamedTuple):
    """The candidates of one list in the making; all of shape (n_candidates,).

    Attributes:
        reasons: why each was left out, `_OPEN` for one that may still come in, `_SHOWN` for one that is in the list.
        others: the post for whose sake it was left out or is held back, -1 for none.
        held_for: in how many of the first places it may not stand.
        held_why: and why.
        nearness: its cosine with the nearest link so far.
        nearest: that link.
    """

    reasons: NDArray[np.intp]
    others: NDArray[np.intp]
    held_for: NDArray[np.intp]
    held_why: NDArray[np.intp]
    nearness: NDArray[np.float64]
    nearest: NDArray[np.intp]


@compiled
def draft_lists(
    queries: NDArray[np.intp], orders: Orders, ground: Ground
) -> tuple[NDArray[np.float64], NDArray[np.intp], NDArray[np.float64], NDArray[np.intp]]:
    """Make the lists of some posts: those that stand first, then scored ones by score, newer date and path.

    Each scored post counts its relevance × (1 − diversity × its cosine with the nearest link above it): maximal
    marginal relevance (Carbonell & Goldstein 1998) as a share, so that scores fall from link to link and the first
    links of a long list are the short list. A candidate that is held back follows with a score below theirs.

    Returns:
        Target, score, position in `SOURCES`, relevance, position in `REASONS` (-1 for none) and other of each item,
        shape (n_lists, KEPT, 6); how many each list has; and target, relevance, position in `REASONS` and other of the
        best that were left out, shape (n_lists, MAX_LEFT_OUT, 4); and how many those are.
    """
    items, item_counts = np.zeros((len(queries), KEPT, 6)), np.zeros(len(queries), dtype=np.intp)
    left_out, left_out_counts = np.zeros((len(queries), MAX_LEFT_OUT, 4)), np.zeros(len(queries), dtype=np.intp)
    places = np.full(len(ground.days), -1, dtype=np.int32)
    for number in range(len(queries)):
        own = orders.rows[orders.starts[number] : orders.starts[number + 1]]
        item_counts[number], left_out_counts[number] = _draft(
            queries[number], own, ground, places, items[number], left_out[number]
        )
    return items, item_counts, left_out, left_out_counts


@compiled
def _draft(
    query: np.intp,
    orders: NDArray[np.intp],
    ground: Ground,
    places: NDArray[np.int32],
    items: NDArray[np.float64],
    left_out: NDArray[np.float64],
) -> tuple[int, int]:
    """Make one list and give its length and that of what was left out.

    Args:
        places: all -1, which they are again afterwards. Shape (n_posts,).
    """
    own = slice(ground.shortlists.starts[query], ground.shortlists.starts[query + 1])
    targets, scores = ground.shortlists.targets[own], ground.shortlists.scores[own]
    count = len(targets)
    for place in range(count):
        places[targets[place]] = place
    cosines = among(ground.closeness, targets, places)
    state = _State(
        np.full(count, _OPEN, dtype=np.intp),
        np.full(count, -1, dtype=np.intp),
        np.zeros(count, dtype=np.intp),
        np.full(count, -1, dtype=np.intp),
        np.zeros(count, dtype=np.float64),
        np.full(count, -1, dtype=np.intp),
    )
    length = _place_first(query, orders, scores, cosines, places, state, items)
    _take_out(query, orders, targets, ground, places, state, items[:length])
    length = _place_scored(targets, scores, cosines, ground, state, items, length)
    n_left_out = _leave_out(targets, scores, state, length, left_out)
    for place in range(count):
        places[targets[place]] = -1
    return length, n_left_out


@compiled
def _place_first(
    query: np.intp,
    orders: NDArray[np.intp],
    scores: NDArray[np.float64],
    cosines: NDArray[np.float32],
    places: NDArray[np.int32],
    state: _State,
    items: NDArray[np.float64],
) -> int:
    """Place what is ordered to stand first, and give how many those are; no post stands twice."""
    length = 0
    for order in range(len(orders)):
        post, place, is_new = orders[order, 0], places[orders[order, 0]], orders[order, 0] != query
        for item in range(length):
            is_new &= items[item, 0] != post
        if orders[order, 1] == FIRST and is_new and length < KEPT:
            score = 0.0
            if place >= 0:
                score = scores[place]
                state.reasons[place] = _SHOWN
                _draw_near(post, cosines[place], state)
            _write(items[length], post, score, _PIN, score, orders[order, 2], _NOBODY)
            length += 1
    return length


@compiled
def _take_out(
    query: np.intp,
    orders: NDArray[np.intp],
    targets: NDArray[np.intp],
    ground: Ground,
    places: NDArray[np.int32],
    state: _State,
    items: NDArray[np.float64],
) -> None:
    """Close the candidates that a rule is against, and hold back those that are to be."""
    for order in range(len(orders)):
        place, held_for = np.intp(places[orders[order, 0]]), orders[order, 1]
        why, other = orders[order, 2], orders[order, 3]
        if place >= 0 and held_for == NEVER:
            _close(place, why, other, state)
        elif place >= 0 and held_for != FIRST and state.reasons[place] == _OPEN:
            state.held_for[place], state.held_why[place], state.others[place] = held_for, why, other
    if not ground.include_newer:
        for candidate in range(len(targets)):
            if ground.days[targets[candidate]] > ground.days[query]:
                _close(candidate, _NEWER, _NOBODY, state)
    _close_twins(query, ground.twins, places, state)
    for item in range(len(items)):
        _close_twins(np.intp(items[item, 0]), ground.twins, places, state)


@compiled
def _place_scored(
    targets: NDArray[np.intp],
    scores: NDArray[np.float64],
    cosines: NDArray[np.float32],
    ground: Ground,
    state: _State,
    items: NDArray[np.float64],
    length: int,
) -> int:
    """Place the candidate that counts most next, of equal ones the newest, until none is worth the threshold."""
    last = items[length - 1, 1] if length else np.inf
    while length < KEPT:
        best, most = -1, -1.0
        for place in range(len(targets)):
            if state.reasons[place] == _OPEN and state.held_for[place] <= length:
                worth = scores[place] * (1 - ground.diversity * state.nearness[place])
                if state.held_for[place]:
                    # Whoever was held back stands below those for whose sake it was.
                    worth = min(worth, last - 0.0001)
                worth = np.rint(worth * 10_000) / 10_000
                is_newer = best >= 0 and ground.ages[targets[place]] < ground.ages[targets[best]]
                if worth > most or (worth == most and is_newer):
                    best, most = place, worth
        if most < ground.threshold:
            break
        why, other = state.held_why[best], state.others[best]
        if not state.held_for[best] and most < scores[best]:
            why, other = _REPEATS, state.nearest[best]
        _write(items[length], targets[best], most, _SCORED, scores[best], why, other)
        length, last = length + 1, most
        state.reasons[best] = _SHOWN
        _draw_near(targets[best], cosines[best], state)
        for twin in _twins_of(targets[best], ground.twins):
            for place in range(len(targets)):
                if targets[place] == twin:
                    _close(place, _TWIN, targets[best], state)
    return length


@compiled
def _leave_out(
    targets: NDArray[np.intp],
    scores: NDArray[np.float64],
    state: _State,
    length: int,
    left_out: NDArray[np.float64],
) -> int:
    """Write down the best of what did not come in, among it what is too weak or held back for good."""
    found = 0
    for place in range(len(targets)):
        if place < MAX_LEFT_OUT and state.held_for[place] > length:
            _close(place, state.held_why[place], state.others[place], state)
        if place < MAX_LEFT_OUT and length < KEPT:
            _close(place, _WEAK, _NOBODY, state)
        if state.reasons[place] >= 0 and found < MAX_LEFT_OUT:
            row = left_out[found]
            row[0], row[1], row[2], row[3] = targets[place], scores[place], state.reasons[place], state.others[place]
            found += 1
    return found


@compiled
def _close(place: np.intp | int, why: np.intp, other: np.intp, state: _State) -> None:
    """Keep a candidate out of the list; the first reason for it is remembered."""
    if state.reasons[place] == _OPEN:
        state.reasons[place], state.others[place] = why, other


@compiled
def _close_twins(post: np.intp, twins: Twins, places: NDArray[np.int32], state: _State) -> None:
    for twin in _twins_of(post, twins):
        if places[twin] >= 0:
            _close(np.intp(places[twin]), _TWIN, post, state)


@compiled
def _draw_near(post: np.intp, cosines: NDArray[np.float32], state: _State) -> None:
    """Remember of each candidate the link of the list that it is nearest to."""
    for place in range(len(cosines)):
        if cosines[place] > state.nearness[place]:
            state.nearness[place], state.nearest[place] = cosines[place], post


@compiled
def _twins_of(post: np.intp, twins: Twins) -> NDArray[np.intp]:
    return twins.posts[twins.starts[post] : twins.starts[post + 1]]


@compiled
def _write(
    row: NDArray[np.float64],
    post: np.intp,
    score: float,
    source: np.intp,
    relevance: float,
    why: np.intp,
    other: np.intp,
) -> None:
    row[0], row[1], row[2], row[3], row[4], row[5] = post, score, source, relevance, why, other
