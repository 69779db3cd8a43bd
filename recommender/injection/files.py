"""Posts' files and files of lists: read exactly, and found where a write may go."""

import os
import stat
from pathlib import Path

from recommender.errors import PostError
from recommender.site.text_file import is_iso_2022


def read_exactly(file: Path) -> str:
    """Read a file so that writing the text back gives the same bytes.

    Raises:
        PostError: the file cannot be read or is not UTF-8.
    """
    try:
        content = file.read_bytes()
        if is_iso_2022(content):
            # Its bytes are valid UTF-8, but what is written into it would not be ISO-2022-JP.
            raise PostError("is ISO-2022-JP, expected UTF-8; convert it, left as it is")
        return content.decode()
    except OSError as error:
        raise PostError(f"cannot be read ({error.strerror}); left as it is") from error
    except UnicodeDecodeError as error:
        raise PostError(
            f"byte 0x{error.object[error.start]:02x} at offset {error.start} is not UTF-8; convert it, left as it is"
        ) from error


def read_if_there(file: Path) -> str | None:
    """Read a file as `read_exactly` does; None where there is none.

    Raises:
        PostError: the file cannot be read or is not UTF-8.
    """
    return read_exactly(file) if os.path.lexists(file) else None


def writable_file(root: Path, path: str) -> Path:
    """Find the file that a write to `path` below `root` would change, links followed; there need not be one yet.

    Args:
        root: the site, with no link left in its own path.

    Raises:
        PostError: the path or a link in it leads out of `root`, or what is there is no file that may be changed.
    """
    try:
        file = (root / path).resolve()
        if not file.is_relative_to(root):
            raise PostError(f"leads out of the site to {file}; left as it is, change the file there")
        try:
            mode = file.stat().st_mode
        except FileNotFoundError:
            return file
        if not stat.S_ISREG(mode):
            raise PostError("cannot be written (it is no file); left as it is")
        # The superuser may write everything; a file without the permission was closed on purpose all the same.
        if not mode & 0o222 or not os.access(file, os.W_OK):
            raise PostError("is read-only; left as it is, permit writing (chmod u+w) if it shall get a list")
    except (OSError, RuntimeError) as error:
        # Links in a circle are a RuntimeError up to Python 3.12.
        reason = error.strerror if isinstance(error, OSError) else "its links go round in a circle"
        raise PostError(f"cannot be written ({reason}); left as it is") from error
    return file
