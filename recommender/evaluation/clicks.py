"""Right answers from what readers clicked, corrected for the places at which they saw it.

A log has one JSON object a line, as the service's events are written; posts by path, URL or id:

    {"time": "…", "type": "impression", "post": "_posts/a.md", "related": ["_posts/b.md", "_posts/c.md"], "model": "…"}
    {"time": "…", "type": "click", "post": "_posts/a.md", "target": "_posts/b.md", "position": 1, "model": "…"}

A link at the top is clicked more often than the same link further down. The relevance of a pair is estimated by
inverse propensity scoring (Joachims, Swaminathan & Schnabel 2017): each click counts 1 / (how often its place is looked
at), and the sum is divided by the impressions of the pair and a few more, so that a pair that was seen once does not
beat one that was clicked for a year. How often a place is looked at, relative to the first, is estimated from pairs
that were seen both there and first (intervention harvesting; Agarwal et al. 2019), since these differ in the place
alone; where the log has too few of them it is taken to be 1 / place.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from recommender.errors import GoldError
from recommender.site.names import PostNames
from recommender.site.post import Post

#: Places of a list; no list is longer.
PLACES = 20
#: So many clicks, first and further down, on pairs that were seen at both places tell how often the place is looked at.
_LEAST_CLICKS = 10
#: No click counts for more than so many: one click at the last place would outweigh all others.
MAX_WEIGHT = 10.0
#: Impressions without a click that each pair is taken to have had besides.
_CAUTION = 5
#: A click that is told twice is told twice within so many.
_REMEMBERED = 10_000
#: Grades are whole numbers for trec_eval; the best answer of a post gets this one, others their share of it.
_BEST_GRADE = 1000
_MAX_LINE = 100_000


class Shown(NamedTuple):
    """A link under a post at a place, counted from 1."""

    query: str
    target: str
    place: int


@dataclass(frozen=True)
class ClickLog:
    """What a log holds.

    Attributes:
        impressions: lists that readers saw.
        clicks: clicks that count.
        unusable: lines that are no events, by reason.
        propensities: how often each place is looked at, relative to the first; by place, from 1.
        estimated: the places of which the log itself tells it; for others it is taken to be 1 / place.
        shown: post → posts that were seen under it; only of these anything is known.
        judged: query → target → grade, of what was clicked.
    """

    impressions: int
    clicks: int
    unusable: Mapping[str, int]
    propensities: Mapping[int, float]
    estimated: tuple[int, ...]
    shown: Mapping[str, frozenset[str]]
    judged: dict[str, dict[str, int]]

    def to_json(self) -> dict[str, Any]:
        """Give the counts as plain data."""
        table = asdict(self)
        return {name: table[name] for name in ("impressions", "clicks", "unusable", "propensities", "estimated")}


def read_clicks(file: Path, names: PostNames, posts: Sequence[Post]) -> ClickLog:
    """Read a log; lines that are no events, or name posts that are not there, are counted and passed over.

    Raises:
        GoldError: the file cannot be read, or no click in it counts.
    """
    tally = _Tally(_finder(names, posts))
    try:
        with file.open("rb") as stream:
            while line := stream.readline(_MAX_LINE):
                tally.add(line)
    except OSError as error:
        raise GoldError(
            f"{file}: cannot be read ({error.strerror}); expected a log of impressions and clicks"
        ) from error
    clicks = {one: count for one, count in tally.clicks.items() if tally.impressions[one]}
    tally.unusable["click without an impression"] += tally.clicks.total() - sum(clicks.values())
    if not clicks:
        told = ", ".join(f"{count} × {reason}" for reason, count in tally.unusable.items() if count)
        raise GoldError(
            f"{file}: no click that counts ({told or 'empty'}); expected impressions and clicks, a JSON a line"
        )
    propensities, estimated = find_propensities(tally.impressions, clicks)
    shown: dict[str, set[str]] = defaultdict(set)
    for one in tally.impressions:
        shown[one.query].add(one.target)
    return ClickLog(
        impressions=tally.lists,
        clicks=sum(clicks.values()),
        unusable={reason: count for reason, count in sorted(tally.unusable.items()) if count},
        propensities=propensities,
        estimated=estimated,
        shown={query: frozenset(targets) for query, targets in shown.items()},
        judged=_grades(relevances(tally.impressions, clicks, propensities), posts),
    )


def find_propensities(
    impressions: Mapping[Shown, int], clicks: Mapping[Shown, int]
) -> tuple[dict[int, float], tuple[int, ...]]:
    """Estimate how often each place is looked at, relative to the first.

    For each place, over the pairs that were seen both there and first, the click rate there is divided by the click
    rate first; pairs count by the fewer of their two impressions.

    Returns:
        The estimate by place, and the places that had clicks enough for one.
    """
    propensities = {place: 1.0 / place for place in range(1, PLACES + 1)}
    estimated = [1]
    for place in range(2, PLACES + 1):
        here = there = clicked = 0.0
        for one, count in impressions.items():
            first = one._replace(place=1)
            if one.place != place or not impressions.get(first):
                continue
            weight = min(count, impressions[first])
            there += weight * clicks.get(first, 0) / impressions[first]
            here += weight * clicks.get(one, 0) / count
            clicked += min(clicks.get(first, 0), clicks.get(one, 0))
        if clicked >= _LEAST_CLICKS and there > 0:
            propensities[place] = min(1.0, here / there)
            estimated.append(place)
    return propensities, tuple(estimated)


def relevances(
    impressions: Mapping[Shown, int], clicks: Mapping[Shown, int], propensities: Mapping[int, float]
) -> dict[tuple[str, str], float]:
    """Estimate how often readers who look at a link click it, for each pair that was clicked.

    No link counts as clicked more often than it was seen.
    """
    seen: Counter[tuple[str, str]] = Counter()
    for one, count in impressions.items():
        seen[one.query, one.target] += count
    weighted: dict[tuple[str, str], float] = defaultdict(float)
    for one, count in clicks.items():
        times = min(count, impressions.get(one, 0))
        weighted[one.query, one.target] += times * min(MAX_WEIGHT, 1 / propensities[one.place])
    return {pair: weight / (seen[pair] + _CAUTION) for pair, weight in weighted.items()}


class _Tally:
    """Counts of the events of a log."""

    def __init__(self, find: Callable[[object], str | None]) -> None:
        self._find = find
        self._seen: dict[int, None] = {}
        self.lists = 0
        self.impressions: Counter[Shown] = Counter()
        self.clicks: Counter[Shown] = Counter()
        self.unusable: Counter[str] = Counter()

    def add(self, line: bytes) -> None:
        """Count one line."""
        if not line.strip():
            return
        try:
            event = json.loads(line)
        except (ValueError, RecursionError):
            event = None
        if not isinstance(event, dict) or event.get("type") not in ("impression", "click"):
            self.unusable["no event"] += 1
            return
        query = self._find(event.get("post"))
        shown = list(self._shown(query, event)) if query else []
        if not shown:
            self.unusable["unknown post"] += 1
        elif event["type"] == "impression":
            self.lists += 1
            self.impressions.update(shown)
        # A reader's browser may send a click twice.
        elif (mark := hash(line)) in self._seen:
            self.unusable["click told twice"] += 1
        else:
            self._seen[mark] = None
            if len(self._seen) > _REMEMBERED:
                del self._seen[next(iter(self._seen))]
            self.clicks[shown[0]] += 1

    def _shown(self, query: str, event: Mapping[str, Any]) -> Iterator[Shown]:
        if event["type"] == "click":
            places = [(event.get("position"), event.get("target"))]
        else:
            related = event.get("related")
            places = list(enumerate(related, start=1)) if isinstance(related, list) else []
        for place, name in places[:PLACES]:
            target = self._find(name)
            if target is not None and target != query and type(place) is int and 1 <= place <= PLACES:
                yield Shown(query, target, place)


def _finder(names: PostNames, posts: Sequence[Post]) -> Callable[[object], str | None]:
    def find(name: object) -> str | None:
        if not isinstance(name, str):
            return None
        found = (look_up(name) for look_up in (names.by_path, names.by_id, names.by_url))
        number = next((one for one in found if one is not None), None)
        return None if number is None else posts[number].path

    return find


def _grades(found: Mapping[tuple[str, str], float], posts: Sequence[Post]) -> dict[str, dict[str, int]]:
    open_posts = {post.path for post in posts if post.is_recommendable}
    best: dict[str, float] = defaultdict(float)
    for (query, _), relevance in found.items():
        best[query] = max(best[query], relevance)
    judged: dict[str, dict[str, int]] = {}
    for (query, target), relevance in found.items():
        if target in open_posts:
            judged.setdefault(query, {})[target] = max(1, round(_BEST_GRADE * relevance / best[query]))
    return judged
