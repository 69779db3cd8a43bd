"""Bytes of a post's file to text."""

from dataclasses import dataclass
from pathlib import Path

from recommender.errors import PostError

#: A post larger than this is not prose; it is skipped, so that one file cannot take the run's memory.
MAX_BYTES = 20_000_000
#: With more stray bytes than both, a file is in another encoding; with fewer, it was damaged in places.
_MAX_STRAY, _MAX_STRAY_SHARE = 10, 0.02


@dataclass(frozen=True)
class TextFile:
    """A decoded file; `trouble` says what had to be replaced, None if nothing."""

    text: str
    trouble: str | None = None


def read_text(file: Path) -> TextFile:
    """Read a file as UTF-8, stray bytes replaced.

    Raises:
        PostError: the file cannot be opened, is too large or is in another encoding.
    """
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise PostError(f"{size:,} bytes, at most {MAX_BYTES:,} are read; split it or exclude it in [site] exclude")
        content = file.read_bytes()
    except OSError as error:
        raise PostError(f"cannot be read ({error.strerror}); check its permissions") from error
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise PostError("is UTF-16, expected UTF-8; convert it to UTF-8")
    if b"\0" in content:
        return TextFile(content.decode(errors="replace"), f"null byte at offset {content.index(0)}; remove it")
    try:
        return TextFile(content.decode())
    except UnicodeDecodeError as error:
        text = content.decode(errors="replace")
        if text.count("\ufffd") > max(_MAX_STRAY, _MAX_STRAY_SHARE * len(text)):
            raise PostError("is not UTF-8 (Shift_JIS or EUC-JP?); convert it to UTF-8") from error
        return TextFile(
            text,
            f"byte 0x{content[error.start]:02x} at offset {error.start} is not UTF-8; convert the file to UTF-8",
        )
