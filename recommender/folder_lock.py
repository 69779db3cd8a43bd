"""One process at a time writes into a folder."""

import contextlib
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_PAUSE_SECONDS = 0.01


@contextlib.contextmanager
def lock_folder(folder: Path, *, wait: float) -> Iterator[None]:
    """Keep other processes that ask for the same from a folder while the block runs.

    The lock is the system's, on the folder itself: it leaves no file behind that git or a generator could see, and it
    ends with the process, however that ends. Where the file system has no locks (some networks'), there is none.

    Args:
        wait: seconds to wait for the other process.

    Raises:
        TimeoutError: the other one has not ended.
        OSError: the folder cannot be opened.
    """
    descriptor = _open(folder)
    try:
        until = time.monotonic() + wait
        while not _try_lock(descriptor):
            if time.monotonic() >= until:
                raise TimeoutError(f"{folder} is locked by another process")
            time.sleep(_PAUSE_SECONDS)
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _open(folder: Path) -> int:
        # Folders cannot be locked there.
        key = hashlib.sha256(os.path.normcase(folder.resolve()).encode()).hexdigest()[:16]
        return os.open(Path(tempfile.gettempdir(), f"recommender-{key}.lock"), os.O_RDWR | os.O_CREAT)

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _open(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY)

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # No locks on this file system.
            return True
        return True
