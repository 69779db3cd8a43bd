"""Find lists of related posts in Markdown, whoever wrote them.

Reading drops them (their titles are other posts' words) and injection replaces them, so both use this one finder.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recommender.errors import PostError

START_MARKER = "<!-- related-posts:start -->"
END_MARKER = "<!-- related-posts:end -->"

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MARKER = re.compile(r" {0,3}<!--\s*related-posts:(start|end)\s*-->\s*")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_RULE = re.compile(r" {0,3}(?:-[ \t]*){3,}\s*|(?: {0,3}(?:\*[ \t]*){3,}\s*)|(?: {0,3}(?:_[ \t]*){3,}\s*)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*")
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_CONTINUATION = re.compile(r"(?: {2,}|\t)\S")
_WORDS = re.compile(r"[^\W_](?:.*[^\W_])?")
#: A heading over a list of links is short; longer lines are not looked at.
_MAX_HEADING = 80


@dataclass(frozen=True)
class RelatedBlock:
    """A list of related posts: lines `start` up to, not including, `end`, its rules and markers among them."""

    start: int
    end: int
    is_marked: bool


def split_lines(text: str) -> list[str]:
    """Split after each line feed and nowhere else, each line with its end: joined, they are the text again."""
    return _LINE.findall(text)


def is_blank(line: str) -> bool:
    """Tell whether Markdown takes a line for blank; one of full-width spaces is text to it."""
    return not line.strip(" \t\r\n")


def code_lines(lines: Sequence[str]) -> list[bool]:
    """Tell for each line whether it belongs to a fenced code block, the fences included."""
    return _scan_fences(lines)[0]


def open_fence(lines: Sequence[str]) -> int | None:
    """Give the number of the line that opens a code block which is never closed, None if all are closed."""
    return _scan_fences(lines)[1]


def _scan_fences(lines: Sequence[str]) -> tuple[list[bool], int | None]:
    inside: list[bool] = []
    fence, opened = "", 0
    for index, line in enumerate(lines):
        found = _FENCE.match(line)
        if fence:
            inside.append(True)
            if found and found[1][0] == fence[0] and len(found[1]) >= len(fence) and not line[found.end() :].strip():
                fence = ""
        else:
            fence, opened = (found[1], index) if found else ("", 0)
            inside.append(bool(fence))
    return inside, opened if fence else None


def find_marked_blocks(lines: Sequence[str]) -> list[RelatedBlock]:
    """Find the blocks between our markers; markers inside code are text.

    Raises:
        PostError: markers are unbalanced, nested or stand for more than one block.
    """
    if not any("related-posts:" in line for line in lines):
        return []
    blocks: list[RelatedBlock] = []
    opened: int | None = None
    for index, (line, is_code) in enumerate(zip(lines, code_lines(lines), strict=True)):
        marker = None if is_code else _MARKER.fullmatch(line)
        if marker is None:
            continue
        if (marker[1] == "start") == (opened is not None):
            raise PostError(
                f"line {index + 1} of the text: unbalanced related-posts marker; remove it or write its twin"
            )
        if opened is None:
            opened = index
        else:
            blocks.append(RelatedBlock(opened, index + 1, is_marked=True))
            opened = None
    if opened is not None:
        raise PostError(
            f"line {opened + 1} of the text: related-posts:start without an end; remove it or write its twin"
        )
    if len(blocks) > 1:
        raise PostError(f"{len(blocks)} pairs of related-posts markers, expected one; remove all but one")
    return blocks


def find_headed_blocks(lines: Sequence[str], headings: Iterable[str]) -> list[RelatedBlock]:
    """Find lists of links under one of `headings`, with the rules right above and below.

    A heading over nothing counts (a list that came out empty), one over the author's text does not.
    """
    keys = {_heading_key(heading) for heading in headings}
    found = [index for index, line in enumerate(lines) if len(line) <= _MAX_HEADING and _heading_key(line) in keys]
    if not found:
        return []
    is_code = code_lines(lines)
    blocks: list[RelatedBlock] = []
    for index in found:
        line = lines[index]
        if is_code[index] or _ITEM.match(line):
            continue
        is_underlined = index + 1 < len(lines) and not line.startswith("#") and _UNDERLINE.fullmatch(lines[index + 1])
        first = _after_blanks(lines, index + (2 if is_underlined else 1))
        end = _list_end(lines, first)
        if end == first and not _is_boundary(lines, first):
            continue
        if end > first and not any("[" in item or "<a " in item or "://" in item for item in lines[first:end]):
            continue
        blocks.append(_with_rules(lines, index, end, blocks[-1].end if blocks else 0))
    return blocks


def is_rule(line: str) -> bool:
    """Tell whether a line is a thematic break (`---`, `***`, `___`)."""
    return _RULE.fullmatch(line) is not None


def without_related_blocks(markdown: str, headings: Iterable[str]) -> str:
    """Take every list of related posts out of a text, marked or headed."""
    lines = split_lines(markdown)
    try:
        marked = find_marked_blocks(lines)
    except PostError:
        marked = []
    for block in reversed(marked):
        lines[block.start : block.end] = ["\n"]
    for block in reversed(find_headed_blocks(lines, headings)):
        lines[block.start : block.end] = ["\n"]
    return "".join(lines)


def _heading_key(line: str) -> str:
    words = _WORDS.search(unicodedata.normalize("NFKC", line))
    return words[0].casefold() if words else ""


def _after_blanks(lines: Sequence[str], index: int) -> int:
    while index < len(lines) and is_blank(lines[index]):
        index += 1
    return index


def _list_end(lines: Sequence[str], start: int) -> int:
    """Give the line after the last item of the list that begins at `start`; `start` where none does."""
    end = index = start
    while index < len(lines) and not is_rule(lines[index]):
        if not (_ITEM.match(lines[index]) or (end > start and _CONTINUATION.match(lines[index]))):
            break
        end = index + 1
        index = _after_blanks(lines, end)
    return end


def _is_boundary(lines: Sequence[str], index: int) -> bool:
    return index >= len(lines) or is_rule(lines[index]) or lines[index].startswith("#")


def _with_rules(lines: Sequence[str], start: int, end: int, floor: int) -> RelatedBlock:
    above = start - 1
    while above >= floor and is_blank(lines[above]):
        above -= 1
    if above >= floor and is_rule(lines[above]):
        start = above
    below = _after_blanks(lines, end)
    if below < len(lines) and is_rule(lines[below]):
        end = below + 1
    return RelatedBlock(start, end, is_marked=False)
