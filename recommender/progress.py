"""How long work tells its progress to whoever shows it."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Called with the name of a step, how much of it is done and how much there is."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Show it, or do nothing."""


def silent(step: str, done: int, total: int) -> None:
    """Show nothing."""


def counted(items: Iterable[T], progress: Progress, step: str, total: int) -> Iterator[T]:
    """Pass items through and report each."""
    progress(step, 0, total)
    for done, item in enumerate(items, start=1):
        yield item
        progress(step, done, total)
