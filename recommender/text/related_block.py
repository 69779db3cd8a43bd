"""Find lists of related posts in Markdown, whoever wrote them.

Reading drops them (their titles are other posts' words) and injection replaces them, so both use this one finder.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from recommender.errors import PostError
from recommender.site.markdown_lines import code_lines, is_blank, is_rule, split_lines

START_MARKER = "<!-- related-posts:start -->"
END_MARKER = "<!-- related-posts:end -->"

_MARKER = re.compile(r" {0,3}<!--\s*related-posts:(start|end)\s*-->\s*")
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
            blocks.append(RelatedBlock(opened, index + 1))
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

    A heading over nothing counts (a list that came out empty), one over the author's text does not, and a line
    that only says the same words is a heading if a list follows.
    """
    keys = {heading_key(heading) for heading in headings} - {""}
    found = [index for index, line in enumerate(lines) if len(line) <= _MAX_HEADING and heading_key(line) in keys]
    if not found:
        return []
    is_code = code_lines(lines)
    blocks: list[RelatedBlock] = []
    for index in found:
        line = lines[index]
        if is_code[index] or _ITEM.match(line) or (blocks and index < blocks[-1].end):
            continue
        is_underlined = index + 1 < len(lines) and not line.startswith("#") and _UNDERLINE.fullmatch(lines[index + 1])
        first = _after_blanks(lines, index + (2 if is_underlined else 1))
        end = _list_end(lines, first)
        if end == first and not (line.lstrip().startswith(("#", "**")) and _is_boundary(lines, first)):
            continue
        if end > first and not any("[" in item or "<a " in item or "://" in item for item in lines[first:end]):
            continue
        blocks.append(_with_rules(lines, index, end, blocks[-1].end if blocks else 0))
    return blocks


def without_related_blocks(markdown: str, headings: Iterable[str]) -> str:
    """Take every list of related posts out of a text, marked or headed, on lines of its own or run into one line."""
    headings = tuple(headings)
    lines = split_lines(markdown)
    try:
        marked = find_marked_blocks(lines)
    except PostError:
        marked = []
    for block in reversed(marked):
        lines[block.start : block.end] = ["\n"]
    for block in reversed(find_headed_blocks(lines, headings)):
        lines[block.start : block.end] = ["\n"]
    return _without_lists_in_lines("".join(lines), headings)


def heading_key(line: str) -> str:
    """Give the form in which headings are compared: width, case and ornaments make no difference."""
    words = _WORDS.search(unicodedata.normalize("NFKC", line))
    return words[0].casefold() if words else line.strip(" \t#*\r\n")


def _without_lists_in_lines(markdown: str, headings: tuple[str, ...]) -> str:
    """Take out lists whose line ends were lost: `… ### 関連記事 - [A](/a/) - [B](/b/) --- …` in one line."""
    words = tuple(heading for heading in headings if heading.strip() and heading in markdown)
    return _list_in_line(words).sub(" ", markdown) if words else markdown


@lru_cache(maxsize=16)
def _list_in_line(headings: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(map(re.escape, headings))
    # A mark of a heading with its words and two links or more, nothing else between them, is no sentence.
    return re.compile(
        rf"(?<=\S)[ \t]{{1,5}}(?:-{{3,10}}[ \t]{{1,5}})?(?:#{{1,6}}[ \t]{{1,5}}|\*\*)(?:{words})(?:\*\*)?[:：]?"
        r"(?:[ \t]{0,5}(?:[-*・|/、,][ \t]{0,5})?\[(?:[^\]\\\n]|\\.){1,300}\]\([^()\s]{0,1000}\)){2,100}"
        r"(?:[ \t]{1,5}-{3,10})?"
    )


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
    return RelatedBlock(start, end)
