"""Markdown seen line by line: where a line ends, which lines are blank, rules or code."""

import re
from collections.abc import Sequence
from functools import lru_cache

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})[\r\n]*")


def split_lines(text: str) -> list[str]:
    """Split after each line feed and nowhere else, each line with its end: joined, they are the text again."""
    return _LINE.findall(text)


def line_end_of(text: str) -> str:
    """Give the line end that a text uses most, LF where it has none."""
    return "\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n"


def is_blank(line: str) -> bool:
    """Tell whether Markdown takes a line for blank; one of full-width spaces is text to it."""
    return not line.strip(" \t\r\n")


def code_lines(lines: Sequence[str]) -> list[bool]:
    """Tell for each line whether it belongs to a fenced code block, the fences included."""
    return list(_scan_fences(tuple(lines))[0])


def open_fence(lines: Sequence[str]) -> int | None:
    """Give the number of the line that opens a code block which is never closed, None if all are closed."""
    return _scan_fences(tuple(lines))[1]


# Several questions are asked of the same text, one after the other.
@lru_cache(maxsize=4)
def _scan_fences(lines: tuple[str, ...]) -> tuple[list[bool], int | None]:
    inside = [False] * len(lines)
    fence, opened = "", 0
    # Looking for plain text first is several times as fast, and few lines have any.
    for index in [index for index, line in enumerate(lines) if "```" in line or "~~~" in line]:
        line = lines[index]
        found = _FENCE.match(line)
        if not found:
            continue
        if not fence:
            fence, opened = found[1], index
        elif found[1][0] == fence[0] and len(found[1]) >= len(fence) and not line[found.end() :].strip():
            inside[opened : index + 1] = [True] * (index + 1 - opened)
            fence = ""
    if fence:
        inside[opened:] = [True] * (len(lines) - opened)
    return inside, opened if fence else None


def is_rule(line: str) -> bool:
    """Tell whether a line is a thematic break (`---`, `***`, `___`)."""
    return _RULE.fullmatch(line) is not None
