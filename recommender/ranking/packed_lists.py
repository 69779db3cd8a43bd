"""The lists of a site as numbers: a hundredth of the objects, sent between processes at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import overload

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.left_out import REASONS, LeftOut
from recommender.ranking.post_list import Item, PostList
from recommender.ranking.sources import SOURCES
from recommender.room import Pile

#: Numbers an item, and a post that was left out.
_ITEM_WIDTH, _LEFT_OUT_WIDTH = 6, 4


@dataclass(frozen=True)
class Rows:
    """What stands in each list as rows of numbers, list behind list.

    Attributes:
        values: shape (n_rows, n_values).
        starts: where each list begins, at the end how many rows there are. Shape (n_lists + 1,).
    """

    values: NDArray[np.float64]
    starts: NDArray[np.intp]

    @classmethod
    def of(cls, lists: Sequence[Sequence[tuple[float, ...]]], width: int) -> "Rows":
        """Lay the rows of lists behind one another."""
        values = np.array([row for one in lists for row in one], dtype=np.float64).reshape(-1, width)
        return cls(values, np.cumsum([0, *map(len, lists)]))

    @classmethod
    def cut(cls, table: NDArray[np.float64], counts: NDArray[np.intp]) -> "Rows":
        """Take the first rows of each list of a padded table. Shape (n_lists, n_rows, n_values)."""
        return cls(table[_filled(counts, table.shape[1])], np.append(0, np.cumsum(counts)))

    def __getitem__(self, query: int) -> list[list[float]]:
        """Give the rows of one list."""
        rows: list[list[float]] = self.values[self.starts[query] : self.starts[query + 1]].tolist()
        return rows

    def part(self, start: int, stop: int) -> "Rows":
        """Give some lists that follow one another."""
        starts = self.starts[start : stop + 1]
        return Rows(self.values[starts[0] : starts[-1]], starts - starts[0])

    def cells(self, width: int) -> NDArray[np.bool_]:
        """Tell which cells of a table with a line a list the rows fill. Shape (n_lists, width)."""
        return _filled(np.diff(self.starts), width)


class _RowsPile:
    """Rows of lists that come block by block."""

    def __init__(self, width: int) -> None:
        self._values, self._counts = Pile(np.float64, (width,)), Pile(np.intp)

    def add(self, block: Rows) -> None:
        self._values.add(block.values)
        self._counts.add(np.diff(block.starts))

    def rows(self) -> Rows:
        return Rows(self._values.array(), np.append(0, np.cumsum(self._counts.array())))


class PackedLists(Sequence[PostList]):
    """Lists that are made of numbers when they are asked for; those set anew are kept beside them.

    Attributes:
        items: target, score, position in `SOURCES`, relevance, position in `REASONS` (−1 for none) and other of each.
        left_out: target, relevance, position in `REASONS` and other of each.
    """

    def __init__(self, items: Rows, left_out: Rows) -> None:
        """Take lists as numbers."""
        self.items, self.left_out = items, left_out
        self._changed: dict[int, PostList] = {}

    @classmethod
    def of(cls, lists: Sequence[PostList]) -> "PackedLists":
        """Pack lists."""
        items = [
            [
                (one.target, one.score, SOURCES.index(one.source), one.relevance, _position(one.moved), one.other)
                for one in post_list.items
            ]
            for post_list in lists
        ]
        left_out = [
            [(one.target, one.relevance, REASONS.index(one.reason), one.other) for one in post_list.left_out]
            for post_list in lists
        ]
        return cls(Rows.of(items, _ITEM_WIDTH), Rows.of(left_out, _LEFT_OUT_WIDTH))

    @classmethod
    def cut(
        cls,
        items: NDArray[np.float64],
        item_counts: NDArray[np.intp],
        left_out: NDArray[np.float64],
        left_out_counts: NDArray[np.intp],
    ) -> "PackedLists":
        """Take lists out of tables that are padded, each with how many rows every list has."""
        return cls(Rows.cut(items, item_counts), Rows.cut(left_out, left_out_counts))

    @classmethod
    def joined(cls, blocks: Iterable["PackedLists"]) -> "PackedLists":
        """Put lists behind others as they come; none of them may be set anew."""
        items, left_out = _RowsPile(_ITEM_WIDTH), _RowsPile(_LEFT_OUT_WIDTH)
        for one in blocks:
            items.add(one.items)
            left_out.add(one.left_out)
        return cls(items.rows(), left_out.rows())

    def __len__(self) -> int:
        """Count the lists."""
        return len(self.items.starts) - 1

    @overload
    def __getitem__(self, query: int) -> PostList: ...
    @overload
    def __getitem__(self, query: slice) -> list[PostList]: ...
    def __getitem__(self, query: int | slice) -> PostList | list[PostList]:
        """Give one list, or several."""
        if isinstance(query, slice):
            return [self[one] for one in range(*query.indices(len(self)))]
        if query in self._changed:
            return self._changed[query]
        if not 0 <= query < len(self):
            raise IndexError(query)
        items = (
            Item(int(target), score, SOURCES[int(source)], relevance, _reason(moved), int(other))
            for target, score, source, relevance, moved, other in self.items[query]
        )
        left_out = (
            LeftOut(int(target), relevance, REASONS[int(reason)], int(other))
            for target, relevance, reason, other in self.left_out[query]
        )
        return PostList(tuple(items), tuple(left_out))

    def __setitem__(self, query: int, post_list: PostList) -> None:
        """Set a list anew."""
        self._changed[query] = post_list

    def lengths(self) -> NDArray[np.intp]:
        """Count the items of each list as it was packed. Shape (n_lists,)."""
        return np.diff(self.items.starts)

    def shown(self, places: int) -> Iterator[tuple[int, ...]]:
        """Give the posts that a reader sees in each list."""
        for query, (start, stop) in enumerate(pairwise(self.items.starts.tolist())):
            if query in self._changed:
                yield self._changed[query].shown(places)
            else:
                yield tuple(self.items.values[start : min(stop, start + places), 0].astype(np.intp).tolist())

    def settled(self) -> "PackedLists":
        """Give the same with the lists that were set anew among the numbers."""
        if not self._changed:
            return self
        blocks, start = [], 0
        for query in sorted(self._changed):
            blocks += [self._part(start, query), PackedLists.of([self._changed[query]])]
            start = query + 1
        return PackedLists.joined([*blocks, self._part(start, len(self))])

    def _part(self, start: int, stop: int) -> "PackedLists":
        return PackedLists(self.items.part(start, stop), self.left_out.part(start, stop))


def _filled(counts: NDArray[np.intp], width: int) -> NDArray[np.bool_]:
    """Tell which cells of a table are filled whose lines hold so many rows each."""
    filled: NDArray[np.bool_] = np.arange(width) < counts.reshape(-1, 1)
    return filled


def _position(reason: str | None) -> int:
    return -1 if reason is None else REASONS.index(reason)


def _reason(position: float) -> str | None:
    return None if position < 0 else REASONS[int(position)]
