"""Files that are old or new at any moment, never half."""

import contextlib
import os
import tempfile
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Write a file aside, then put it in place in one rename; mode and owner of the old one stay.

    A link is followed, and what is no regular file (a pipe, a device) is written to as it is.

    Raises:
        OSError: it cannot be written; what was there stays, and nothing is left beside it.
    """
    target = file.resolve()
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    aside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        _take_over_mode(target, aside)
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _take_over_mode(old: Path, new: Path) -> None:
    if not old.exists():
        mask = os.umask(0)
        os.umask(mask)
        new.chmod(0o666 & ~mask)
        return
    status = old.stat()
    new.chmod(status.st_mode & 0o7777)
    with contextlib.suppress(PermissionError, AttributeError):
        os.chown(new, status.st_uid, status.st_gid)
