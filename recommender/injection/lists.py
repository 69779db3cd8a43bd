"""Which posts stand in each post's list, with what stands there already taken into account."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from recommender.model.model import Model, Related

#: A list is replaced when the new one's scores sum up to this many times the old one's: below it, a reader would not
#: see the difference, and the author would see it in every diff.
WORTH_A_CHANGE = 1.1


@dataclass(frozen=True)
class Choice:
    """The posts for one list, best first; `kept` if they are those of an older list that is hardly worse."""

    items: tuple[Related, ...]
    kept: bool = False


@dataclass(frozen=True)
class Lists:
    """The lists of a model for the posts that the site has today.

    Attributes:
        model: where they come from.
        paths: the posts of the site, in its order; one that was deleted after training is not linked any more.
        limit: how many posts a list has at most.
        removes: whether every list is to be taken out: all are empty then.
        only: the posts that are seen to; None for all.
    """

    model: Model
    paths: tuple[str, ...]
    limit: int
    removes: bool = False
    only: frozenset[str] | None = None

    def selects(self, path: str) -> bool:
        """Tell whether a post is to be seen to."""
        return self.only is None or path in self.only

    def knows(self, path: str) -> bool:
        """Tell whether something is known of the list of a post: one that came after training has none yet."""
        return self.removes or path in self.model.numbers

    def choose(self, path: str, linked: Sequence[int | None] = ()) -> Choice:
        """Choose the posts for the list of a post that is known.

        Args:
            path: the post.
            linked: the posts in the list that we wrote there before; None for a link that leads nowhere.
        """
        if self.removes:
            return Choice(())
        number = self.model.numbers[path]
        new = self._present(self.model.related(number, self.limit))
        same = [self.model.numbers[item.post.path] for item in new] == list(linked)
        if len(new) == self.limit and (same or not linked):
            # As nearly every list is, from one run to the next: what else could stand in it need not be made.
            return Choice(new)
        items = self._present(self.model.related(number, self.model.kept))
        new, old = items[: self.limit], self._still_listed(items, linked)
        if old == new or len(old) != len(new) or any(item.source == "pin" for item in new):
            return Choice(new)
        return Choice(old, kept=True) if _sum(new) <= WORTH_A_CHANGE * _sum(old) else Choice(new)

    def _present(self, items: Sequence[Related]) -> tuple[Related, ...]:
        return tuple(item for item in items if item.post.path in self._paths)

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(self.paths)

    def _still_listed(self, items: Sequence[Related], linked: Sequence[int | None]) -> tuple[Related, ...]:
        """Give the items of an old list; none where one of them stands in the list no more."""
        by_number = {self.model.numbers[item.post.path]: item for item in items} if linked else {}
        found = [by_number[number] for number in linked if number in by_number]
        return tuple(found) if len(found) == len(linked) else ()


def _sum(items: Sequence[Related]) -> float:
    return sum(item.score for item in items)
