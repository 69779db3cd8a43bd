"""All lists of a site at once: no post in too many of them, and as few posts as can be in none."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

import numpy as np

from recommender.batches import in_batches
from recommender.progress import Progress, Tally, silent
from recommender.ranking.left_out import HUB_LIMIT, MAKES_ROOM, NOT_CLEARLY_BETTER, Hold
from recommender.ranking.lists import ListMaker
from recommender.ranking.packed_lists import PackedLists
from recommender.ranking.post_list import Item, PostList
from recommender.ranking.rules import Rules
from recommender.settings import RankingSettings
from recommender.shelf import Shared

#: Places of a list that make a hub: those that most pages show.
HUB_PLACES = 3
#: A post may stand in so many lists however small the blog is.
_LEAST_CAPACITY = 20
#: A post that stands nowhere gets the last place of a list in which it has at least this share of that place's score …
_CLOSE_ENOUGH = 0.8
#: … and no more than so many candidates make room.
_MOST_DISPLACED = 3


class _Rescue(NamedTuple):
    """A post that stands nowhere, a list that it could stand in, and who would make room there."""

    closeness: float
    orphan: int
    query: int
    displaced: tuple[Item, ...]


def assign_lists(
    maker: Shared[ListMaker],
    rules: Rules,
    settings: RankingSettings,
    previous: Mapping[int, tuple[int, ...]],
    *,
    jobs: int = 1,
    progress: Progress = silent,
) -> PackedLists:
    """Make the lists of all posts, for readers who see the first `settings.limit` of each.

    Hubs are kept down by deferred acceptance (Gale & Shapley 1962): each list asks for its best posts; a post that more
    lists ask for than may have it stays where it scores highest, and the others ask for their next best, whatever
    the order in which they ask. Then each post that stands nowhere gets the last place of a list
    that loses little by it, where there is one. Last, a list that stood before stays unless the new one is clearly
    better; where nothing has changed, the lists are the same to the byte.

    Args:
        previous: the first links of the lists that stood before; a list changes where the new one is clearly better.
    """
    queries = range(len(maker.value))
    capacity = max(_LEAST_CAPACITY, math.floor(settings.hub_limit * len(queries)))
    made = in_batches(partial(_make_lists, maker), queries, jobs, threads=jobs, progress=progress, step="ranking")
    site = _Site(PackedLists.joined(made), maker.value, settings.limit)
    tally = Tally(progress, "balancing", 3)
    site.keep_hubs_down(capacity)
    tally.add(1)
    site.reach_orphans({int(post) for post in np.flatnonzero(rules.allowed)}, capacity)
    tally.add(1)
    if settings.hysteresis:
        site.keep_standing(previous, 1 + settings.hysteresis, capacity)
    tally.add(1)
    return site.lists.settled()


def _make_lists(maker: Shared[ListMaker], queries: Sequence[int]) -> PackedLists:
    return maker.value.make(queries)


class _Site:
    """The lists as they stand, and who stands in which."""

    def __init__(self, lists: PackedLists, maker: ListMaker, limit: int) -> None:
        self.lists = lists
        self._maker = maker
        self._limit = limit
        self._holds: dict[int, dict[int, Hold]] = defaultdict(dict)

    def keep_hubs_down(self, capacity: int) -> None:
        """Move each post down until it leads no more than `capacity` lists; an author's pins stay."""
        holders = self._holders(HUB_PLACES)
        asked_for = set(holders)
        while refusals := [one for target in sorted(asked_for) for one in self._refusals(target, holders, capacity)]:
            for query, target in refusals:
                self._holds[query][target] = Hold(HUB_PLACES, HUB_LIMIT)
            asked_for = set()
            for query in sorted({query for query, _ in refusals}):
                for target in self.lists[query].shown(HUB_PLACES):
                    holders[target].discard(query)
                self.lists[query] = self._make(query, self._holds[query])
                for target in self.lists[query].shown(HUB_PLACES):
                    holders[target].add(query)
                    asked_for.add(target)

    def reach_orphans(self, posts: set[int], capacity: int) -> None:
        """Let each of `posts` stand somewhere, where a list loses little by it and no post leads too many for it."""
        counts, leading = self._counts(self._limit), self._counts(HUB_PLACES)
        changed: set[int] = set()
        rescues = self._rescues({post for post in posts if post not in counts})
        for rescue in sorted(rescues, key=lambda one: (-one.closeness, one.orphan, one.query)):
            last = rescue.displaced[0].target
            # No post is helped by making another one an orphan.
            if rescue.orphan in counts or rescue.query in changed or counts[last] == 1:
                continue
            holds = dict(self._holds[rescue.query])
            for item in rescue.displaced:
                # A hub that was moved further down stays there.
                if item.target not in holds or holds[item.target].places < self._limit:
                    holds[item.target] = Hold(self._limit, MAKES_ROOM, rescue.orphan)
            new = self._make(rescue.query, holds)
            # Where readers see fewer links than make a hub, others move up behind the orphan.
            if self._exchange(rescue.query, new, leading, capacity):
                self._holds[rescue.query] = holds
                counts[rescue.orphan], counts[last] = 1, counts[last] - 1
                changed.add(rescue.query)

    def keep_standing(self, previous: Mapping[int, tuple[int, ...]], better: float, capacity: int) -> None:
        """Keep the lists that stood before where the new ones are not `better` times as good."""
        leading = self._counts(HUB_PLACES)
        for query, old in sorted(previous.items()):
            new = self.lists[query]
            if not old or set(old) == set(new.shown(self._limit)):
                continue
            kept = self._with_old(query, frozenset(old))
            if set(kept.shown(self._limit)) == set(old) and self._worth(new) <= better * self._worth(kept):
                self._exchange(query, kept, leading, capacity)

    def _exchange(self, query: int, new: PostList, leading: Counter[int], capacity: int) -> bool:
        """Set a list anew, unless a post would lead more than `capacity` lists by it; tell whether it was."""
        before, after = self.lists[query].shown(HUB_PLACES), new.shown(HUB_PLACES)
        if any(leading[target] >= capacity for target in set(after) - set(before)):
            return False
        leading.subtract(before)
        leading.update(after)
        self.lists[query] = new
        return True

    def _counts(self, places: int) -> Counter[int]:
        """Count in how many lists each post stands among the first places."""
        return Counter(chain.from_iterable(self.lists.shown(places)))

    def _with_old(self, query: int, old: frozenset[int]) -> PostList:
        """Make a list in which newcomers stand below the links that were there."""
        hubs = {target: hold for target, hold in self._holds.get(query, {}).items() if hold.reason == HUB_LIMIT}
        newcomers = dict.fromkeys(set(self._maker.candidates(query)) - old, Hold(len(old), NOT_CLEARLY_BETTER))
        return self._make(query, {**newcomers, **hubs})

    def _holders(self, places: int) -> dict[int, set[int]]:
        """Give the lists in whose first places each post stands."""
        holders: dict[int, set[int]] = defaultdict(set)
        for query, targets in enumerate(self.lists.shown(places)):
            for target in targets:
                holders[target].add(query)
        return holders

    def _refusals(self, target: int, holders: Mapping[int, set[int]], capacity: int) -> Iterator[tuple[int, int]]:
        if len(holders[target]) <= capacity:
            return
        held = {query: self._item(query, target) for query in holders[target]}
        asking = sorted((q for q, item in held.items() if item.source != "pin"), key=lambda q: (-held[q].score, q))
        for query in asking[max(0, capacity - (len(held) - len(asking))) :]:
            yield query, target

    def _rescues(self, orphans: set[int]) -> Iterator[_Rescue]:
        last = self._limit - 1
        for query, targets in enumerate(self.lists.shown(last + _MOST_DISPLACED + 1)):
            if orphans.isdisjoint(targets[self._limit :]):
                continue
            items = self.lists[query].items
            for place in range(self._limit, min(len(items), last + _MOST_DISPLACED + 1)):
                one, least = items[place], _CLOSE_ENOUGH * items[last].score
                if one.target in orphans and one.source == items[last].source == "scored" and one.score >= least:
                    yield _Rescue(one.score / items[last].score, one.target, query, items[last:place])

    def _make(self, query: int, holds: Mapping[int, Hold]) -> PostList:
        return self._maker.make([query], {query: holds})[0]

    def _worth(self, post_list: PostList) -> float:
        return sum(item.score for item in post_list.items[: self._limit])

    def _item(self, query: int, target: int) -> Item:
        return next(item for item in self.lists[query].items if item.target == target)
