"""Posts' files: read exactly, replaced whole."""

import contextlib
import os
import tempfile
from pathlib import Path

from recommender.errors import PostError


def read_exactly(file: Path) -> str:
    """Read a file so that writing the text back gives the same bytes.

    Raises:
        PostError: the file cannot be read or is not UTF-8.
    """
    try:
        return file.read_bytes().decode()
    except OSError as error:
        raise PostError(f"cannot be read ({error.strerror}); left as it is") from error
    except UnicodeDecodeError as error:
        raise PostError(
            f"byte 0x{error.object[error.start]:02x} at offset {error.start} is not UTF-8; convert it, left as it is"
        ) from error


def replace_whole(file: Path, text: str) -> None:
    """Replace a file's content; it is old or new at any moment, its mode and owner stay.

    Raises:
        PostError: the file cannot be written; it stays as it was.
    """
    try:
        status = file.stat()
        descriptor, name = tempfile.mkstemp(prefix=".recommender-", dir=file.parent)
        aside = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(text.encode())
                stream.flush()
                os.fsync(stream.fileno())
            aside.chmod(status.st_mode & 0o7777)
            with contextlib.suppress(PermissionError, AttributeError):
                os.chown(aside, status.st_uid, status.st_gid)
            aside.replace(file)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise PostError(f"cannot be written ({error.strerror}); left as it is") from error
