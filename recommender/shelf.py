"""Values that many processes read: written to disk once, mapped into the memory of each that needs them."""

import functools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

import joblib

T = TypeVar("T")


class Shared(Generic[T]):
    """A value as it is here; a process that is sent it maps the arrays in it instead of copying them."""

    def __init__(self, value: T, folder: Path | None = None) -> None:
        """Hold a value; it is written into the folder when it is first sent. Without one it stays here."""
        self.value = value
        self._folder = folder
        self._file: Path | None = None

    def __reduce__(self) -> tuple[Callable[[str], "Shared[T]"], tuple[str]]:
        """Send the name of a file."""
        if self._file is None:
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
                joblib.dump(self.value, file)
            self._file = Path(file.name)
        return _mapped, (str(self._file),)


@contextmanager
def open_shelf() -> Iterator[Path]:
    """Give a folder for shared values that is deleted at the end; nobody else can read it."""
    # A worker may still have files of it open, which Windows does not let go of.
    with tempfile.TemporaryDirectory(prefix="recommender-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


# A worker meets the same values in every batch of a step, and those of a step before no more.
@functools.lru_cache(maxsize=4)
def _mapped(file: str) -> "Shared[T]":
    # Copy on write: what a worker writes into an array is its own.
    return Shared(joblib.load(file, mmap_mode="c"), Path(file).parent)
