"""One run at a time writes into a site."""

import contextlib
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from recommender.errors import SiteError

#: A run over thousands of posts takes a few seconds: whoever comes second has its turn after it.
WAIT_SECONDS = 10.0
_PAUSE_SECONDS = 0.1


@contextlib.contextmanager
def lock_site(root: Path, *, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Keep other runs from writing into a site while the block runs.

    The lock is the system's, on the folder itself: it leaves no file behind that git or a generator could see, and it
    ends with the process, however that ends. Where the file system has no locks (some networks'), there is none;
    a file that another run changed is left alone in any case.

    Args:
        wait: seconds to wait for the other run.

    Raises:
        SiteError: the other run is still writing.
    """
    descriptor = _open(root)
    try:
        until = time.monotonic() + wait
        while not _try_lock(descriptor):
            if time.monotonic() >= until:
                raise SiteError(
                    f"{root}: another run of inject is writing there, expected none; wait until it is done, then "
                    "run this again"
                )
            time.sleep(_PAUSE_SECONDS)
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _open(root: Path) -> int:
        # Folders cannot be locked there.
        key = hashlib.sha256(os.path.normcase(root.resolve()).encode()).hexdigest()[:16]
        return os.open(Path(tempfile.gettempdir(), f"recommender-{key}.lock"), os.O_RDWR | os.O_CREAT)

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _open(root: Path) -> int:
        try:
            return os.open(root, os.O_RDONLY)
        except OSError as error:
            raise SiteError(f"{root}: cannot be opened ({error.strerror}); check its permissions") from error

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # No locks on this file system.
            return True
        return True
