"""Bytes of a post's file to text."""

import contextlib
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from recommender.errors import PostError

#: A post larger than this is not prose; it is skipped, so that one file cannot take the run's memory.
MAX_BYTES = 20_000_000
#: With more stray bytes than both, a file is in another encoding; with fewer, it was damaged in places.
_MAX_STRAY, _MAX_STRAY_SHARE = 10, 0.02
#: Encodings of Japanese before UTF-8, under their names in HTML. cp932 is Shift_JIS as Windows wrote it.
_OLD_ENCODINGS = {"Shift_JIS": "cp932", "EUC-JP": "euc_jp", "ISO-2022-JP": "iso2022_jp_ext"}
_DECLARED = re.compile(rb"(?:charset|encoding)[ \t]{0,4}=[ \t]{0,4}[\"']?([A-Za-z0-9_-]{1,20})")
_KANA = re.compile("[\u3040-\u30ff]")
#: Less of it than one in five of the letters beyond ASCII, and a text is not Japanese: it was decoded amiss.
_KANA_SHARE = 0.2
#: With fewer letters beyond ASCII it is a guess: two stray bytes may be a letter in Shift_JIS by chance.
_MIN_LETTERS = 3
_UTF_16_MARKS, _UTF_32_MARKS = (b"\xff\xfe", b"\xfe\xff"), (b"\xff\xfe\0\0", b"\0\0\xfe\xff")


@dataclass(frozen=True)
class TextFile:
    """A decoded file; `trouble` says what had to be replaced or converted, None if nothing."""

    text: str
    trouble: str | None = None


def read_text(file: Path) -> TextFile:
    """Read a file as UTF-8, stray bytes replaced, or in an older Japanese encoding that it decodes in wholly.

    Line ends stay, but in a file that has carriage returns alone they become line feeds.

    Raises:
        PostError: the file cannot be opened, is no regular file, is too large or is in another encoding.
    """
    decoded = _decode(read_content(file))
    if "\r" in decoded.text and "\n" not in decoded.text:
        return TextFile(decoded.text.replace("\r", "\n"), decoded.trouble)
    return decoded


def read_texts(root: Path, paths: Iterable[str]) -> Iterator[str]:
    """Give the texts of files one by one, for a look at what a folder holds; those that cannot be read are left out."""
    for path in paths:
        with contextlib.suppress(PostError):
            yield read_text(root / path).text


def is_iso_2022(content: bytes) -> bool:
    """Tell whether what looks like ASCII, and so like UTF-8, has the escape sequences of ISO-2022-JP in it."""
    # A single byte is found many times as fast as three, and hardly any file has this one.
    return b"\x1b" in content and (b"\x1b$B" in content or b"\x1b$@" in content) and content.isascii()


def read_content(file: Path) -> bytes:
    """Read the bytes of a post's file.

    Raises:
        PostError: it cannot be opened, is no regular file or is too large.
    """
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            # A pipe would keep its reader waiting for ever.
            raise PostError("cannot be read (it is no regular file); exclude it in [site] exclude")
        if status.st_size > MAX_BYTES:
            raise PostError(
                f"{status.st_size:,} bytes, at most {MAX_BYTES:,} are read; split it or exclude it in [site] exclude"
            )
        return file.read_bytes()
    except OSError as error:
        raise PostError(f"cannot be read ({error.strerror}); check its permissions") from error


def _decode(content: bytes) -> TextFile:
    if content.startswith((*_UTF_16_MARKS, *_UTF_32_MARKS)):
        return _decode_marked(content)
    if is_iso_2022(content):
        return _decode_old(content) or TextFile(content.decode())
    try:
        text, trouble = content.decode(), None
    except UnicodeDecodeError as error:
        text = content.decode(errors="replace")
        stray = text.count("\ufffd")
        # Damaged UTF-8 is mostly UTF-8 still; in text of another encoding hardly a letter is.
        old = _decode_old(content) if 2 * stray >= _count_beyond_ascii(text) else None
        if old:
            return old
        if stray > max(_MAX_STRAY, _MAX_STRAY_SHARE * len(text)):
            raise PostError("is not UTF-8, nor Shift_JIS, EUC-JP or ISO-2022-JP; convert it to UTF-8") from error
        place = f"at offset {error.start} (line {_line(content, error.start)})"
        trouble = f"byte 0x{content[error.start]:02x} {place} is not UTF-8; replace it by the letter that was meant"
    null = content.find(0)
    if null >= 0:
        return TextFile(text, f"null byte at offset {null} (line {_line(content, null)}); remove it")
    return TextFile(text, trouble)


def _decode_marked(content: bytes) -> TextFile:
    name = "UTF-32" if content.startswith(_UTF_32_MARKS) else "UTF-16"
    try:
        return TextFile(content.decode(name), f"is {name}, expected UTF-8; it was read as that, convert it to UTF-8")
    except UnicodeDecodeError as error:
        raise PostError(f"is {name}, expected UTF-8; convert it to UTF-8") from error


def _decode_old(content: bytes) -> TextFile | None:
    """Decode by the encoding that gives the most kana, else by one that the file declares; None if none decodes."""
    texts: dict[str, str] = {}
    for name, codec in _OLD_ENCODINGS.items():
        try:
            texts[name] = content.decode(codec)
        except UnicodeDecodeError:
            continue
    declared = _DECLARED.search(content, 0, 2000)
    named = next((name for name in texts if declared and declared[1].decode().lower() == name.lower()), None)
    japanese = [name for name in texts if _is_japanese(texts[name])]
    # Pages that declare one encoding and are in another are not rare.
    best = max(japanese, key=lambda name: len(_KANA.findall(texts[name])), default=named)
    if best is None:
        return None
    return TextFile(texts[best], f"is {best}, expected UTF-8; it was read as that, convert it to UTF-8")


def _is_japanese(text: str) -> bool:
    kana = len(_KANA.findall(text))
    beyond_ascii = _count_beyond_ascii(text)
    return beyond_ascii >= _MIN_LETTERS and kana >= max(1, _KANA_SHARE * beyond_ascii)


def _count_beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", errors="ignore"))


def _line(content: bytes, offset: int) -> int:
    return content.count(b"\n", 0, offset) + 1
