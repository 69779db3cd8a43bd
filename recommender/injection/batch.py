"""Changes on their way to the disk: many are written aside at once, then put in place one by one."""

import contextlib
import errno
import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from recommender.errors import PostError
from recommender.injection.change import Change, Failed
from recommender.injection.files import read_if_there, writable_file
from recommender.whole_file import sync_file, sync_folder, write_aside

#: So many files wait for the disk together: it has 256 in the time of sixty that wait one after the other.
SIZE = 256
_THREADS = 16
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True)
class _Waiting:
    """A change, what was written aside for it (None for a file that goes), and whether the disk has that."""

    change: Change
    aside: Path | None
    synced: "Future[None]"


class Batch:
    """Changes below `root` that are not in place yet; on leaving the block those that are left over are dropped.

    A file is renamed into place only after the disk has the whole of it: killed at any moment, each is old or new.
    """

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._pool = ThreadPoolExecutor(_THREADS)
        self._waiting: list[_Waiting] = []

    def __enter__(self) -> "Batch":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)
        for one in self._waiting:
            _drop(one.aside)

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, change: Change) -> None:
        """Write a change aside; only the disk is waited for in threads, which would fight for the interpreter."""
        aside: Path | None = None
        synced: Future[None] = Future()
        try:
            aside = self._write_aside(change)
        except (PostError, OSError) as error:
            synced.set_exception(error)
        else:
            synced = self._pool.submit(_sync, aside)
        self._waiting.append(_Waiting(change, aside, synced))

    def put(self) -> Iterator[Change | Failed]:
        """Put all in place, in their order; those that cannot be come with the reason, their files unchanged."""
        folders: set[Path] = set()
        without_space: list[Change] = []
        while self._waiting:
            one = self._waiting[0]
            wait([one.synced])
            del self._waiting[0]
            error = one.synced.exception()
            if isinstance(error, OSError) and error.errno in _NO_SPACE:
                _drop(one.aside)
                without_space.append(one.change)
            else:
                yield self._put_one(one, folders)
        for change in without_space:
            # The others' old texts are gone from the disk by now.
            self.add(change)
            yield self._put_one(self._waiting.pop(), folders)
        for folder in folders:
            sync_folder(folder)

    def _put_one(self, one: _Waiting, folders: set[Path]) -> Change | Failed:
        change, aside = one.change, one.aside
        try:
            one.synced.result()
            _check_is_as_planned(self._root, change)
            target = writable_file(self._root, change.path)
            if aside is None:
                # A link goes itself, not what it leads to.
                (self._root / change.path).unlink()
            elif aside.parent != target.parent:
                raise PostError("was moved while this ran; left as it is, run inject again")
            else:
                aside.replace(target)
            folders.add(target.parent)
        except BaseException as error:
            _drop(aside)
            if isinstance(error, PostError):
                return Failed(change.path, str(error))
            if isinstance(error, OSError):
                return Failed(change.path, f"cannot be written ({error.strerror}); left as it is")
            raise
        return change

    def _write_aside(self, change: Change) -> Path | None:
        """Write a change aside; None for one that removes its file.

        Raises:
            PostError: the file may not be changed.
            OSError: the disk does not take it.
        """
        target = writable_file(self._root, change.path)
        if change.new is None:
            return None
        if change.old is None:
            target.parent.mkdir(parents=True, exist_ok=True)
        return write_aside(target, change.new.encode())


def _sync(aside: Path | None) -> None:
    if aside:
        sync_file(aside)


def _check_is_as_planned(root: Path, change: Change) -> None:
    try:
        is_as_planned = read_if_there(root / change.path) == change.old
    except PostError:
        is_as_planned = False
    if not is_as_planned:
        found = "changed" if os.path.lexists(root / change.path) else "vanished"
        raise PostError(f"{found} while this ran; left as it is, run inject again")


def _drop(aside: Path | None) -> None:
    if aside:
        with contextlib.suppress(OSError):
            aside.unlink()
