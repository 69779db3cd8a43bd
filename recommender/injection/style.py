"""The shape of all styles: how lists stand in the files of a site."""

from collections.abc import Iterator
from typing import Protocol

from recommender.injection.change import Change, Untouched
from recommender.injection.lists import Lists
from recommender.progress import Progress


class Style(Protocol):
    """One way to put the lists of a site into files; one class a style."""

    def plan(self, lists: Lists, progress: Progress) -> Iterator[Change | Untouched]:
        """Work out the new content of every file that holds lists or could, without writing any.

        A post whose list is empty loses what we wrote; nothing that somebody else wrote is taken for ours then.
        """
