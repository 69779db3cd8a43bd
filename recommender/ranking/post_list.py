"""One finished list: what stands in it, and what does not."""

from typing import NamedTuple

from recommender.ranking.left_out import LeftOut

#: Items kept per post, so that any `-k` up to it can be asked of a model.
KEPT = 20


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


class PostList(NamedTuple):
    """One post's list, best first, and the best of the candidates that a rule kept out of it."""

    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]

    def shown(self, limit: int) -> tuple[int, ...]:
        """Give the posts that a reader sees."""
        return tuple(item.target for item in self.items[:limit])
