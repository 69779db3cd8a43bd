"""Room for large arrays: on disk, where the system keeps in memory what is in use of them and no more."""

import math
import mmap
import os
import sys
import tempfile
from typing import IO, Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from recommender.errors import ModelError

#: Bytes from which on an array lies on disk: of 100,000 posts a few do, which costs no time that shows.
LARGE = 1 << 28


def room(shape: int | tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
    """Give an array that is still to be filled; a large one is a file that nobody else sees and that ends with it.

    Raises:
        ModelError: the disk is full.
    """
    size = math.prod(shape if isinstance(shape, tuple) else (shape,)) * np.dtype(dtype).itemsize
    if not _belongs_on_disk(size):
        return np.empty(shape, dtype)
    with tempfile.TemporaryFile() as file:
        try:
            _take(file.fileno(), size)
        except OSError as error:
            raise _no_room(error) from error
        return _mapped(file, dtype).reshape(shape)


class Pile:
    """Arrays that come one by one and become one; a large one lies on disk from the start."""

    def __init__(self, dtype: DTypeLike, width: tuple[int, ...] = ()) -> None:
        """Begin without any; `width` is the shape of one entry."""
        self._dtype, self._width = np.dtype(dtype), width
        self._blocks: list[NDArray[Any]] = []
        self._size = 0
        self._file: IO[bytes] | None = None

    def add(self, block: NDArray[Any]) -> None:
        """Put an array behind the others.

        Raises:
            ModelError: the disk is full.
        """
        self._blocks.append(block.astype(self._dtype, copy=False))
        self._size += self._blocks[-1].nbytes
        if not _belongs_on_disk(self._size):
            return
        try:
            self._file = self._file or tempfile.TemporaryFile()  # noqa: SIM115 (it ends with the pile)
            for one in self._blocks:
                self._file.write(np.ascontiguousarray(one).data)
        except OSError as error:
            raise _no_room(error) from error
        self._blocks.clear()

    def array(self) -> NDArray[Any]:
        """Give all as one array; the pile is empty afterwards."""
        blocks, self._blocks = self._blocks, []
        if self._file is None:
            return np.concatenate([np.empty((0, *self._width), self._dtype), *blocks])
        with self._file as file:
            file.flush()
            return _mapped(file, self._dtype).reshape(-1, *self._width)


def _belongs_on_disk(size: int) -> bool:
    # Windows keeps any memory that is not in use in a file of its own.
    return size >= LARGE and sys.platform != "win32"


def _take(descriptor: int, size: int) -> None:
    """Take room on disk: of a file with holes nobody could tell that there is none for what is written into them."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, size)
    else:
        # macOS leaves no choice.
        os.ftruncate(descriptor, size)


def _mapped(file: IO[bytes], dtype: DTypeLike) -> NDArray[Any]:
    return np.frombuffer(mmap.mmap(file.fileno(), 0), dtype)


def _no_room(error: OSError) -> ModelError:
    return ModelError(f"no room on disk for vectors ({error.strerror or error}); name another folder in TMPDIR")
