"""One list in the making; every way into it passes the same rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled
from recommender.ranking.candidates import Pairs
from recommender.ranking.duplicates import TwinRows
from recommender.ranking.left_out import (
    BELOW_THRESHOLD,
    BLOCKED,
    LINKED,
    MAX_LEFT_OUT,
    NEAR_DUPLICATE,
    NEWER,
    NEXT_PART,
    REPEATS,
    Hold,
    LeftOut,
)
from recommender.ranking.rules import Rules

#: Items kept per post, so that any `-k` up to it can be asked of a model.
KEPT = 20


@dataclass(frozen=True)
class Shortlist:
    """The candidates of one post.

    Attributes:
        query: the post.
        targets: allowed posts, never the post itself. Shape (n,).
        scores: how well each fits, four digits. Shape (n,).
    """

    query: int
    targets: NDArray[np.intp]
    scores: NDArray[np.float64]


class Shortlists:
    """The candidates of all posts, best first."""

    def __init__(self, pairs: Pairs, scores: NDArray[np.float64], n_posts: int) -> None:
        """Cut pairs into one list a post, by score, equal scores by path."""
        order = np.lexsort((pairs.targets, -scores, pairs.queries))
        self._targets, self._scores = pairs.targets[order], scores[order]
        self._starts = np.searchsorted(pairs.queries, np.arange(n_posts + 1))

    def __len__(self) -> int:
        """Count the posts."""
        return len(self._starts) - 1

    def __getitem__(self, query: int) -> Shortlist:
        """Give the candidates of one post."""
        own = slice(self._starts[query], self._starts[query + 1])
        return Shortlist(query, self._targets[own], self._scores[own])


class Item(NamedTuple):
    """One recommended post.

    Attributes:
        target: its number.
        score: as printed: its relevance, lowered where it repeats links above it or is held back.
        source: where it came from, one of `SOURCES`.
        relevance: how well it fits, in [0, 1].
        moved: why it stands elsewhere than by its relevance, one of `REASONS`; None where it does not.
        other: the link that it repeats or makes room for, -1 where there is none.
    """

    target: int
    score: float
    source: str
    relevance: float
    moved: str | None = None
    other: int = -1


class ListDraft:
    """A list to which posts are added from the top; candidates that may not come in any more are closed."""

    def __init__(
        self,
        shortlist: Shortlist,
        cosines: NDArray[np.float32],
        rules: Rules,
        twins: TwinRows,
        holds: Mapping[int, Hold],
    ) -> None:
        """Begin with an empty list.

        Args:
            cosines: of the candidates' texts with one another, 0 on the diagonal. Shape (n, n).
        """
        self.shortlist = shortlist
        self.items: list[Item] = []
        self.left_out: list[LeftOut] = []
        self._cosines = cosines
        self._rules = rules
        self._twins = twins
        self._holds = holds
        targets = shortlist.targets.tolist()
        count = len(targets)
        self._place_of = {target: place for place, target in enumerate(targets)}
        self._open = np.ones(count, dtype=bool)
        self._held_for = np.zeros(count, dtype=np.intp)
        for target, hold in holds.items():
            if target in self._place_of:
                self._held_for[self._place_of[target]] = hold.places
        self._nearness = np.zeros(count)
        self._nearest = np.full(count, -1, dtype=np.intp)
        self._shown = {shortlist.query}

    def pin(self, target: int) -> None:
        """Append an author's pin; it overrides freshness, language and duplicates."""
        if target not in self._blocked() and self._rules.pinnable[target]:
            self._append_first(target, None)

    def place_part(self, target: int, days: NDArray[np.float64]) -> None:
        """Append the next part, however near to this one it is."""
        is_in_time = self._rules.include_newer or not days[target] > days[self.shortlist.query]
        if is_in_time and target not in self._blocked() and self._rules.allowed[target]:
            self._append_first(target, NEXT_PART)

    def take_out_unwelcome(self, days: NDArray[np.float64]) -> None:
        """Close the candidates that a rule is against."""
        query, targets = self.shortlist.query, self.shortlist.targets
        self._close_posts(self._shown, None)
        self._close_posts(self._blocked(), BLOCKED)
        self._close_posts(self._rules.already_linked(query), LINKED)
        if not self._rules.include_newer:
            self._close((days[targets] > days[query]).nonzero()[0].tolist(), NEWER)
        for shown in (query, *(item.target for item in self.items)):
            self._close_posts(self._twins.of(shown), NEAR_DUPLICATE, shown)

    def place_scored(self, diversity: float, threshold: float, ages: NDArray[np.intp]) -> None:
        """Append the candidate that counts most at each next place, of equal ones the newest, down to a threshold.

        Args:
            ages: the place of each post of the site by date, the newest first. Shape (n_posts,).
        """
        shortlist, last = self.shortlist, self.items[-1].score if self.items else np.inf
        folded = np.full(len(self._open), -1, dtype=np.intp)
        places, scores, nearest = _pick(
            np.asarray(shortlist.targets),
            np.asarray(shortlist.scores),
            self._cosines,
            diversity,
            threshold,
            ages[shortlist.targets],
            self._held_for,
            np.asarray(self._twins.starts),
            np.asarray(self._twins.posts),
            self._open,
            folded,
            self._nearness,
            self._nearest,
            len(self.items),
            last,
        )
        targets, relevances = shortlist.targets.tolist(), shortlist.scores.tolist()
        for place, score, other in zip(places.tolist(), scores.tolist(), nearest.tolist(), strict=True):
            target, relevance, moved = targets[place], relevances[place], None
            if target in self._holds:
                moved, other = self._holds[target].reason, self._holds[target].other
            elif score < relevance:
                moved = REPEATS
            self._append(Item(target, score, "scored", relevance, moved, other if moved else -1))
        for place in (folded >= 0).nonzero()[0].tolist():
            self._leave_out(place, NEAR_DUPLICATE, int(folded[place]))

    def close_rest(self) -> None:
        """Remember the best of what did not come in: too weak, or held back for good."""
        for target, hold in self._holds.items():
            if hold.places > len(self.items) and self._place_of.get(target, MAX_LEFT_OUT) < MAX_LEFT_OUT:
                self._close_posts({target}, hold.reason, hold.other)
        if len(self.items) < KEPT:
            self._close(range(min(MAX_LEFT_OUT, len(self._open))), BELOW_THRESHOLD)

    def fill(self, targets: Iterable[int], source: str, limit: int, days: NDArray[np.float64]) -> None:
        """Append posts that no rule is against until the list is `limit` long."""
        query = self.shortlist.query
        readable = self._rules.shares_language(query)
        unwanted = self._blocked() | self._rules.already_linked(query) | self._holds.keys()
        folded = {twin for shown in self._shown for twin in self._twins.of(shown)}
        scores = dict(zip(self.shortlist.targets.tolist(), self.shortlist.scores.tolist(), strict=True))
        for target in map(int, targets):
            if len(self.items) >= limit:
                return
            is_welcome = (
                self._rules.allowed[target]
                and readable[target]
                and target not in self._shown
                and target not in unwanted
                and target not in folded
                and (self._rules.include_newer or not days[target] > days[query])
            )
            if is_welcome:
                score = scores.get(target, 0.0)
                self._append(Item(target, score, source, score))
                folded.update(self._twins.of(target))

    def _blocked(self) -> frozenset[int]:
        return self._rules.blocked.get(self.shortlist.query, frozenset())

    def _append_first(self, target: int, moved: str | None) -> None:
        if target in self._shown or len(self.items) >= KEPT:
            return
        place = self._place_of.get(target)
        score = 0.0 if place is None else float(self.shortlist.scores[place])
        self._append(Item(target, score, "pin", score, moved))
        if place is not None:
            cosines = self._cosines[place]
            self._nearest[cosines > self._nearness] = target
            np.maximum(self._nearness, cosines, out=self._nearness)

    def _append(self, item: Item) -> None:
        self.items.append(item)
        self._shown.add(item.target)

    def _close_posts(self, posts: Iterable[int], reason: str | None, other: int = -1) -> None:
        self._close((self._place_of[post] for post in posts if post in self._place_of), reason, other)

    def _close(self, places: Iterable[int], reason: str | None, other: int = -1) -> None:
        """Keep open candidates out of the list; a reason is remembered."""
        for place in places:
            if self._open[place]:
                self._open[place] = False
                if reason is not None:
                    self._leave_out(place, reason, other)

    def _leave_out(self, place: int, reason: str, other: int) -> None:
        target, relevance = int(self.shortlist.targets[place]), float(self.shortlist.scores[place])
        self.left_out.append(LeftOut(target, relevance, reason, other))


@compiled
def _pick(
    targets: NDArray[np.intp],
    scores: NDArray[np.float64],
    cosines: NDArray[np.float32],
    diversity: float,
    threshold: float,
    ages: NDArray[np.intp],
    held_for: NDArray[np.intp],
    twin_starts: NDArray[np.intp],
    twins: NDArray[np.intp],
    is_open: NDArray[np.bool_],
    folded: NDArray[np.intp],
    nearness: NDArray[np.float64],
    nearest: NDArray[np.intp],
    count: int,
    last: float,
) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.intp]]:
    """Pick candidates until the list is full or none is worth `threshold`.

    Args:
        is_open: which candidates may come in; kept up, as are those that follow.
        folded: the link that a candidate is a twin of and was closed for, -1 for others.
        nearness, nearest: of each candidate with the links so far, and the link that it is nearest to.
        count: how many links there are.
        last: the score of the last of them.

    Returns:
        Of each pick its place, its score and the link that it was nearest to.
    """
    places, worths = np.empty(KEPT, dtype=np.intp), np.empty(KEPT, dtype=np.float64)
    others = np.empty(KEPT, dtype=np.intp)
    picks = 0
    while count + picks < KEPT:
        best, most = -1, -1.0
        for place in range(len(scores)):
            if is_open[place] and held_for[place] <= count + picks:
                worth = scores[place] * (1 - diversity * nearness[place])
                if held_for[place]:
                    # Whoever was held back stands below those for whose sake it was.
                    worth = min(worth, last - 0.0001)
                worth = np.rint(worth * 10_000) / 10_000
                if worth > most or (worth == most and ages[place] < ages[best]):
                    best, most = place, worth
        if most < threshold:
            break
        places[picks], worths[picks], others[picks] = best, most, nearest[best]
        is_open[best], last = False, most
        picks += 1
        own_twins = twins[twin_starts[targets[best]] : twin_starts[targets[best] + 1]]
        for place in range(len(scores)):
            if cosines[best, place] > nearness[place]:
                nearness[place], nearest[place] = cosines[best, place], targets[best]
            for twin in own_twins:
                if is_open[place] and twin == targets[place]:
                    is_open[place], folded[place] = False, targets[best]
    return places[:picks], worths[:picks], others[:picks]
