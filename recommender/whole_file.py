"""Files that are old or new at any moment, never half."""

import contextlib
import os
import re
import secrets
import sys
import time
from pathlib import Path

# Hidden, and of no kind that a generator takes for a page; the number is that of the process that writes it.
_ASIDE = re.compile(r"\.recommender-(\d+)-[0-9a-f]{16}\.tmp")
#: After it a number may have gone to another process.
_OLD_SECONDS = 86_400


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
    aside = write_aside(target, content)
    try:
        sync_file(aside)
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def write_aside(target: Path, content: bytes) -> Path:
    """Write what shall replace a file into one beside it, of the same mode and owner.

    A hard link is not kept: its other names will show the old content.

    Returns:
        The file beside it; once the disk has it (`sync_file`), a rename puts it in place.

    Raises:
        OSError: it cannot be written; nothing is left.
    """
    aside = target.parent / f".recommender-{os.getpid()}-{secrets.token_hex(8)}.tmp"
    # A new file has the mode that the system gives; of one that is replaced nobody else shall read the new text first.
    old = target.stat() if target.exists() else None
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if old else 0o666)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        if old:
            _take_over(target, old, aside)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return aside


def sync_file(file: Path) -> None:
    """Wait until the disk has the whole of a file; safe in several threads at once.

    Raises:
        OSError: the disk does not take it.
    """
    # Windows wants the right to write for it.
    descriptor = os.open(file, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until the disk has what was renamed in a folder, where the system can."""
    with contextlib.suppress(OSError):
        sync_file(folder)


def remove_leftovers(folder: Path) -> int:
    """Remove what killed processes left aside in a folder, and count it; what a running one writes stays."""
    removed = 0
    # A folder that is gone or closed has nothing for us.
    with contextlib.suppress(OSError):
        for entry in list(os.scandir(folder)):
            written_by = _ASIDE.fullmatch(entry.name)
            if written_by is None or not entry.is_file(follow_symlinks=False):
                continue
            with contextlib.suppress(OSError):
                is_old = time.time() - entry.stat(follow_symlinks=False).st_mtime > _OLD_SECONDS
                if is_old or _is_done(int(written_by[1])):
                    Path(entry).unlink()
                    removed += 1
    return removed


def is_aside(name: str) -> bool:
    """Tell the name of a file that was written aside."""
    return _ASIDE.fullmatch(name) is not None


def is_running(process: int) -> bool:
    """Tell whether there is a process of this number; on Windows, where asking would end it, every one counts."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _is_done(process: int) -> bool:
    """Tell whether what a process wrote aside is left over; our own number was an earlier process's before."""
    return process == os.getpid() or not is_running(process)


def _take_over(old: Path, status: os.stat_result, new: Path) -> None:
    made = new.stat()
    if sys.platform != "win32" and (status.st_uid, status.st_gid) != (made.st_uid, made.st_gid):
        with contextlib.suppress(PermissionError):
            os.chown(new, status.st_uid, status.st_gid)
    # After the owner, since a change of that takes set-id bits away.
    new.chmod(status.st_mode & 0o7777)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            for name in os.listxattr(old):
                with contextlib.suppress(OSError):
                    os.setxattr(new, name, os.getxattr(old, name))
