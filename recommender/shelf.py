"""Values that many processes read: written to disk once, mapped into the memory of each that needs them."""

import functools
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeVar

import joblib

from recommender.errors import ModelError

T = TypeVar("T")


class Shelf:
    """A folder for shared values that nobody else can read; made when the first is written, deleted at the end."""

    def __init__(self) -> None:
        """Begin without a folder."""
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> "Shelf":
        """Keep what is written until the end of the block."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Delete everything."""
        if self._folder:
            self._folder.cleanup()

    def write(self, value: object) -> Path:
        """Write a value into a file of its own.

        Raises:
            ModelError: there is no room for it.
        """
        try:
            if self._folder is None:
                # A worker may still have files of it open, which Windows does not let go of.
                self._folder = tempfile.TemporaryDirectory(prefix="recommender-", ignore_cleanup_errors=True)
            with tempfile.NamedTemporaryFile(dir=self._folder.name, delete=False) as file:
                joblib.dump(value, file)
        except OSError as error:
            raise ModelError(
                f"no room for what processes share ({error.strerror or error}); name another folder in TMPDIR, "
                "or use --jobs 1"
            ) from error
        return Path(file.name)


class Shared(Generic[T]):
    """A value as it is here; a process that is sent it maps the arrays in it instead of copying them."""

    def __init__(self, value: T, shelf: Shelf | None = None) -> None:
        """Hold a value; without a shelf it stays in this process."""
        self.value = value
        self._shelf = shelf
        self._file: Path | None = None

    def write(self) -> Path:
        """Write the value unless that was done, and name the file; from then on it is mapped here as well.

        Raises:
            ModelError: there is no room for it, or no shelf.
        """
        if self._file is None:
            if self._shelf is None:
                raise ModelError("a value without a shelf cannot be sent to other processes")
            self._file = self._shelf.write(self.value)
            # Once in memory for all processes; whoever held the value before lets go of it for that.
            self.value = _load(self._file)
        return self._file

    def __reduce__(self) -> tuple[Callable[[str], "Shared[T]"], tuple[str]]:
        """Send the name of the file."""
        return _mapped, (str(self.write()),)


def _load(file: Path) -> Any:
    # Copy on write: what a process writes into an array is its own.
    return joblib.load(file, mmap_mode="c")


# A worker meets the same values in every batch of a step, and those of a step before no more.
@functools.lru_cache(maxsize=4)
def _mapped(file: str) -> "Shared[T]":
    shared: Shared[T] = Shared(_load(Path(file)))
    # Whoever sends it on sends the same name.
    shared._file = Path(file)
    return shared
