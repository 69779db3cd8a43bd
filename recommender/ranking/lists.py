"""Scores to finished lists: what is decided of each, what all have in common, and what fills those that are short."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from recommender.compiled import Sparse, plain
from recommender.ranking.drafting import FIRST, NEVER, Ground, Orders, draft_lists
from recommender.ranking.duplicates import Twins
from recommender.ranking.fallbacks import closest_tags_first, newest_first, posts_of_tags
from recommender.ranking.left_out import BLOCKED, LINKED, NEXT_PART, REASONS, Hold
from recommender.ranking.packed_lists import PackedLists
from recommender.ranking.post_list import Item, PostList
from recommender.ranking.rules import Rules
from recommender.ranking.shortlists import Shortlists
from recommender.settings import RankingSettings
from recommender.text.vectors import Vectors

_NO_HOLDS: Mapping[int, Hold] = {}


class ListMaker:
    """Makes lists by the rules of one site."""

    def __init__(
        self,
        vectors: Vectors,
        rules: Rules,
        settings: RankingSettings,
        shortlists: Shortlists,
        twins: Twins,
        closeness: csr_matrix,
    ) -> None:
        """Take what all lists have in common.

        Args:
            shortlists: the candidates of each post.
            twins: those that are nearly the same.
            closeness: the cosines of posts' texts, in either direction. Shape (n_posts, n_posts).
        """
        self._tags = vectors.tags
        self._rules = rules
        self._settings = settings
        self._by_date = newest_first(vectors)
        self._by_tag = posts_of_tags(vectors.tags, self._by_date)
        ages = np.empty(len(vectors), dtype=np.intp)
        ages[self._by_date] = np.arange(len(vectors))
        self._ground = Ground(
            shortlists,
            Sparse.of(closeness),
            twins,
            vectors.days,
            ages,
            float(settings.diversity),
            float(settings.threshold),
            rules.include_newer,
        )

    def __len__(self) -> int:
        """Count the posts."""
        return len(self._by_date)

    def candidates(self, query: int) -> list[int]:
        """List the candidates of one post, best first."""
        candidates: list[int] = self._ground.shortlists.targets_of(query).tolist()
        return candidates

    def make(self, queries: Sequence[int], holds: Mapping[int, Mapping[int, Hold]] | None = None) -> PackedLists:
        """Make the lists of some posts: pins, the next part, then scored posts, then fallbacks.

        Args:
            holds: for each post, candidates that may not stand in the first places of its list.

        Returns:
            Lists at most `KEPT` long; fallbacks fill them up to `settings.limit`.
        """
        held = [(holds or {}).get(query, _NO_HOLDS) for query in queries]
        orders = [list(self._orders(query, own)) for query, own in zip(queries, held, strict=True)]
        numbers = np.asarray(queries, dtype=np.intp)
        lists = PackedLists.cut(*draft_lists(numbers, _pack(orders), plain(self._ground)))
        if self._settings.fallback:
            for place in np.flatnonzero(lists.lengths() < self._settings.limit).tolist():
                lists[place] = self._fill(queries[place], lists[place], held[place])
        return lists.settled()

    def _orders(self, query: int, holds: Mapping[int, Hold]) -> Iterator[tuple[int, int, int, int]]:
        """Give what was decided of posts in the list of `query`, as `Orders` holds it."""
        rules, days = self._rules, self._ground.days
        blocked = rules.blocked.get(query, frozenset())
        for pin in rules.pins.get(query, ()):
            # A pin overrides freshness, language and duplicates.
            if rules.pinnable[pin] and pin not in blocked:
                yield pin, FIRST, -1, -1
        if self._settings.next_part_first and query in rules.next_part:
            part = rules.next_part[query]
            is_in_time = rules.include_newer or not days[part] > days[query]
            # However near it is to this one.
            if is_in_time and rules.allowed[part] and part not in blocked:
                yield part, FIRST, REASONS.index(NEXT_PART), -1
        for posts, reason in ((blocked, BLOCKED), (rules.already_linked(query), LINKED)):
            for post in posts:
                yield post, NEVER, REASONS.index(reason), -1
        for post, hold in holds.items():
            yield post, hold.places, REASONS.index(hold.reason), hold.other

    def _fill(self, query: int, short: PostList, holds: Mapping[int, Hold]) -> PostList:
        """Append posts that no rule is against until a list is `settings.limit` long."""
        shortlists, twins, items = self._ground.shortlists, self._ground.twins, list(short.items)
        scores = dict(zip(self.candidates(query), shortlists.scores_of(query).tolist(), strict=True))
        unwelcome = {query, *self._rules.blocked.get(query, ()), *self._rules.already_linked(query), *holds}
        for shown in (query, *short.shown(len(items))):
            unwelcome.update([shown, *twins.twins_of(shown)])
        for source in self._settings.fallback:
            for target in self._fallback(source, query):
                if len(items) >= self._settings.limit:
                    break
                if target not in unwelcome and self._may_stand(query, target):
                    score = scores.get(target, 0.0)
                    items.append(Item(target, score, source, score))
                    unwelcome.update([target, *twins.twins_of(target)])
        return PostList(tuple(items), short.left_out)

    def _may_stand(self, query: int, target: int) -> bool:
        rules, days = self._rules, self._ground.days
        is_in_time = rules.include_newer or not days[target] > days[query]
        return bool(rules.allowed[target]) and is_in_time and rules.can_read_both(query, target)

    def _fallback(self, source: str, query: int) -> Iterable[int]:
        if source == "same_tag":
            return closest_tags_first(self._tags[query], self._by_tag, self._by_date)
        return map(int, self._by_date)


def _pack(orders: Sequence[Sequence[tuple[int, int, int, int]]]) -> Orders:
    rows = [row for own in orders for row in own]
    starts = np.cumsum([0, *map(len, orders)], dtype=np.intp)
    return Orders(starts, np.array(rows, dtype=np.intp).reshape(-1, 4))
