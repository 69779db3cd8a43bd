"""The shape of all styles: how lists stand in the files of a site."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from recommender.errors import PostError
from recommender.injection.change import Change, Untouched
from recommender.injection.lists import Lists
from recommender.progress import Progress


class Style(Protocol):
    """One way to put the lists of a site into files; one class a style."""

    def plan(self, lists: Lists, progress: Progress) -> Iterator[Change | Untouched]:
        """Work out the new content of every file that holds lists or could, without writing any.

        A post whose list is empty loses what we wrote; nothing that somebody else wrote is taken for ours then.
        """


def plan_posts(
    paths: Sequence[str], lists: Lists, change: Callable[[str], Change], progress: Progress
) -> Iterator[Change | Untouched]:
    """Work out the changes post by post; one that cannot be changed is left alone, with the reason, and the rest go on.

    Args:
        paths: the posts; those that are not selected are passed by.
        lists: what is known of their lists.
        change: gives the change of one post, or raises PostError.
        progress: told after each post.
    """
    selected = [path for path in paths if lists.selects(path)]
    for done, path in enumerate(selected, start=1):
        try:
            yield change(path) if lists.knows(path) else Untouched(path, "not in the model; train again")
        except PostError as error:
            yield Untouched(path, str(error))
        progress("injecting", done, len(selected))
