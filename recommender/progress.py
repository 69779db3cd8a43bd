"""How long work tells its progress to whoever shows it."""

from threading import Lock
from typing import Protocol


class Progress(Protocol):
    """Called with the name of a step, how much of it is done and how much there is."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Show it, or do nothing."""


def silent(step: str, done: int, total: int) -> None:
    """Show nothing."""


class Tally:
    """Adds up how much of one step is done, whichever thread did it."""

    def __init__(self, progress: Progress, step: str, total: int) -> None:
        """Begin with nothing done."""
        self._progress, self._step, self._total = progress, step, total
        self._done = 0
        self._lock = Lock()
        progress(step, 0, total)

    def add(self, count: int) -> None:
        """Report that so many more are done."""
        with self._lock:
            self._done += count
            self._progress(self._step, self._done, self._total)
