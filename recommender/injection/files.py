"""Posts' files and files of lists: read exactly, made, replaced and removed whole."""

from pathlib import Path

from recommender.errors import PostError
from recommender.site.text_file import is_iso_2022
from recommender.whole_file import write_whole


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


def replace_whole(file: Path, text: str) -> None:
    """Replace a file's content; it is old or new at any moment, its mode and owner stay.

    Raises:
        PostError: the file cannot be written; it stays as it was.
    """
    if not file.is_file():
        raise PostError("cannot be written (it is no file any more); left as it is")
    try:
        write_whole(file, text.encode())
    except OSError as error:
        raise PostError(f"cannot be written ({error.strerror}); left as it is") from error


def create_whole(file: Path, text: str) -> None:
    """Make a file and the folders above it; it is there whole or not at all.

    Raises:
        PostError: it cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, text.encode())
    except OSError as error:
        raise PostError(f"cannot be written ({error.strerror})") from error


def remove(file: Path) -> None:
    """Remove a file.

    Raises:
        PostError: it cannot be removed; it stays.
    """
    try:
        file.unlink()
    except OSError as error:
        raise PostError(f"cannot be removed ({error.strerror}); left as it is") from error
