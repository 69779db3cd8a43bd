"""TOML as front matter has it: where a key of the top stands, and where the top ends."""

import re
import tomllib

_HEADER = re.compile(r"^[ \t]*\[[^\n]*\][ \t]*(?:#[^\n]*)?\r?$", re.MULTILINE)
_LINE = re.compile(r"[^\n]*(?:\n|\Z)")


def locate_toml_key(text: str, key: str) -> tuple[int, int] | None:
    """Give the offsets of the lines `key = value` at the top of a table, None where no such line stands.

    The text must be TOML.
    """
    pattern = re.compile(rf"^[ \t]*(?:{re.escape(key)}|\"{re.escape(key)}\"|'{re.escape(key)}')[ \t]*=", re.MULTILINE)
    for found in pattern.finditer(text, 0, root_end(text)):
        if _is_toml(text[: found.start()]):
            end = found.start()
            while end < len(text):
                end = max(_LINE.match(text, end).end(), end + 1)  # type: ignore[union-attr]
                if _is_toml(text[found.start() : end]):
                    return found.start(), end
    return None


def root_end(text: str) -> int:
    """Give the offset at which a key of the top can be added: above the first table and what is said of it."""
    end = len(text)
    for header in _HEADER.finditer(text):
        # A line like a header within a list or a text of several lines leaves an open end above it.
        if _is_toml(text[: header.start()]):
            end = header.start()
            break
    else:
        return end
    lines = text[:end].splitlines(keepends=True)
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        end -= len(lines.pop())
    return end


def check_toml(text: str) -> None:
    """Accept TOML.

    Raises:
        ValueError: it is none.
    """
    tomllib.loads(text.replace("\r\n", "\n"))


def _is_toml(text: str) -> bool:
    try:
        check_toml(text)
    except (ValueError, RecursionError):
        return False
    return True
