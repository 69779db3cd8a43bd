"""Loops over numbers, as fast as in C: what NumPy and SciPy can only do by copying rows about."""

import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from llvmlite import ir
from numba import njit
from numba.core import cgutils, event, types
from numba.extending import intrinsic
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.folder_lock import lock_folder
from recommender.interrupts import held_back

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

#: What LLVM's prefetch is told: https://llvm.org/docs/LangRef.html#llvm-prefetch-intrinsic
_READ, _KEEP_NEAR, _DATA = 0, 3, 1
#: How long one process waits for another that compiles; all of a training's loops take ten seconds.
_PATIENCE_SECONDS = 120


class Sparse(NamedTuple):
    """A sparse matrix as compiled loops take it.

    Attributes:
        starts: where the entries of each row begin, at the end how many there are. Shape (n_rows + 1,).
        columns: of the entries, unsigned. Shape (n_entries,).
        values: of the entries. Shape (n_entries,).
    """

    starts: NDArray[np.integer[Any]]
    columns: NDArray[np.unsignedinteger[Any]]
    values: NDArray[np.float32]

    @classmethod
    def of(cls, matrix: csr_matrix) -> "Sparse":
        """Take the arrays of a matrix; a signed column would be asked each time whether it counts from the end."""
        return plain(cls(matrix.indptr, matrix.indices.view(f"u{matrix.indices.itemsize}"), matrix.data))


def plain(value: T) -> T:
    """Give a tuple with plain arrays in place of mapped files, for which all would have to be compiled anew."""
    if isinstance(value, tuple):
        return cast(T, type(value)(*map(plain, value)))
    return cast(T, np.asarray(value)) if isinstance(value, np.ndarray) else value


def compiled(loop: F) -> F:
    """Compile a function of arrays and numbers when it is first called; while it runs, other threads run too.

    The machine code is kept beside the module, or in the user's cache folder, so that it is made once (some seconds);
    anew for each kind of arrays: call a function with one kind alone, without gaps and of one type.
    Sums are made in the order in which they are written, so that results are the same on every machine.
    """
    try:
        return cast(F, njit(nogil=True, cache=True)(loop))
    except RuntimeError:
        # Neither folder can be written to.
        return cast(F, njit(nogil=True)(loop))


@compiled
def span(start: int, stop: int) -> range:
    """Give the places from `start` on, for compiled loops alone, unsigned: a third less time where memory is near.

    Beside them other numbers are to be unsigned too, since both kinds together become fractions.
    """
    return range(np.uint64(start), np.uint64(stop))


@compiled
def lay_out(rows: Sparse, row: int, values: NDArray[np.float32]) -> None:
    """Spread the entries of a row over `values`, which are 0."""
    for entry in span(rows.starts[row], rows.starts[row + 1]):
        values[rows.columns[entry]] = rows.values[entry]


@compiled
def take_up(rows: Sparse, row: int, values: NDArray[np.float32]) -> None:
    """Make 0 again what `lay_out` spread."""
    for entry in span(rows.starts[row], rows.starts[row + 1]):
        values[rows.columns[entry]] = 0


class _OneAtATime(event.Listener):
    """Keeps other processes from compiling while one does, told by Numba whenever it enters and leaves its own lock.

    Numba names its files by number: two that write at once take the same, and one reads the code of the other.
    A Ctrl-C waits too, since LLVM's calls back into Python do not bear it.
    """

    def __init__(self) -> None:
        """Begin without the lock."""
        self._thread, self._depth, self._held = threading.RLock(), 0, ExitStack()

    def on_start(self, started: event.Event) -> None:
        """Wait for the others."""
        self._thread.acquire()
        self._depth += 1
        try:
            if self._depth == 1:
                # Where nothing can be locked, code can still be made.
                with suppress(OSError):
                    self._held.enter_context(lock_folder(Path(__file__).parent, wait=_PATIENCE_SECONDS))
                self._held.enter_context(held_back())
        except KeyboardInterrupt:
            self.on_end(started)
            raise

    def on_end(self, _: event.Event) -> None:
        """Let others."""
        self._depth -= 1
        try:
            if self._depth == 0:
                self._held.close()
        finally:
            self._thread.release()


_register: Any = event.register
_register("numba:compiler_lock", _OneAtATime())


def _generate_prefetch(_: Any, array: Any, place: Any) -> Any:
    """Have the processor fetch what stands around a place of an array, while other work goes on.

    For compiled loops over short rows that lie far from one another, which no processor foresees.
    """

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        start = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        pointer = ir.IntType(8).as_pointer()
        kinds = [ir.IntType(32)(kind) for kind in (_READ, _KEEP_NEAR, _DATA)]
        call = ir.FunctionType(ir.VoidType(), [pointer, *(kind.type for kind in kinds)])
        insert: Any = cgutils.get_or_insert_function
        prefetch = insert(builder.module, call, "llvm.prefetch.p0i8")
        builder.call(prefetch, [builder.bitcast(builder.gep(start, [arguments[1]]), pointer), *kinds])
        return context.get_dummy_value()

    return types.void(array, place), generate


#: `prefetch(array, place)`, to be called by compiled loops alone.
prefetch = cast(Callable[[NDArray[Any], Any], None], intrinsic(_generate_prefetch))
