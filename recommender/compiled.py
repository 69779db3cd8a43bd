"""Loops over numbers, as fast as in C: what NumPy and SciPy can only do by copying rows about."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])


class Sparse(NamedTuple):
    """A sparse matrix as compiled loops take it.

    Attributes:
        starts: where the entries of each row begin, at the end how many there are. Shape (n_rows + 1,).
        columns: of the entries. Shape (n_entries,).
        values: of the entries. Shape (n_entries,).
    """

    starts: NDArray[np.integer[Any]]
    columns: NDArray[np.integer[Any]]
    values: NDArray[np.float32]

    @classmethod
    def of(cls, matrix: csr_matrix) -> "Sparse":
        """Take the arrays of a matrix."""
        return plain(cls(matrix.indptr, matrix.indices, matrix.data))


def plain(value: T) -> T:
    """Give a tuple with plain arrays in place of mapped files, for which all would have to be compiled anew."""
    if isinstance(value, tuple):
        return cast(T, type(value)(*map(plain, value)))
    return cast(T, np.asarray(value)) if isinstance(value, np.ndarray) else value


def compiled(loop: F) -> F:
    """Compile a function of arrays and numbers when it is first called; while it runs, other threads run too.

    The machine code is kept beside the module, or in the user's cache folder, so that it is made once (some seconds).
    Sums are made in the order in which they are written, so that results are the same on every machine.
    """
    try:
        return cast(F, njit(nogil=True, cache=True)(loop))
    except RuntimeError:
        # Neither folder can be written to.
        return cast(F, njit(nogil=True)(loop))
