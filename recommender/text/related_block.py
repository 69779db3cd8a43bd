"""Find lists of related posts in Markdown, whoever wrote them.

Reading drops them (their titles are other posts' words) and injection replaces them, so both use this one finder.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from recommender.errors import PostError
from recommender.site.asciidoc_lines import asciidoc_code_lines, is_asciidoc_rule
from recommender.site.markdown_lines import code_lines, is_blank, is_rule, split_lines
from recommender.site.markup import Markup
from recommender.text.link_list import is_item, list_end
from recommender.text.nfkc import nfkc

START_MARKER = "<!-- related-posts:start -->"
END_MARKER = "<!-- related-posts:end -->"
#: The comments around our block, in each markup's own form.
MARKERS: Mapping[Markup, tuple[str, str]] = {
    "markdown": (START_MARKER, END_MARKER),
    "html": (START_MARKER, END_MARKER),
    "mdx": ("{/* related-posts:start */}", "{/* related-posts:end */}"),
    "asciidoc": ("// related-posts:start", "// related-posts:end"),
}

_COMMENT = re.compile(r" {0,3}<!--\s*related-posts(?::(start|end))?\s*-->\s*")
#: A marker, or with nothing behind the name the place that an author chose for the list.
_MARKER: Mapping[Markup, re.Pattern[str]] = {
    "markdown": _COMMENT,
    "html": _COMMENT,
    "mdx": re.compile(r" {0,3}\{/\*\s*related-posts(?::(start|end))?\s*\*/\}\s*"),
    "asciidoc": re.compile(r"//[ \t]*related-posts(?::(start|end))?\s*"),
}
_DISCRETE = re.compile(r"\[(?:discrete|float)\]\s*")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*")
_HTML_HEADING = re.compile(r"\s{0,3}<(h[1-6]|p|div|strong|b)\b[^<>]{0,200}>(.{1,80})</\1>\s*", re.I)
_WORDS = re.compile(r"[^\W_](?:.*[^\W_])?")
#: A heading over a list of links is short; longer lines are not looked at.
_MAX_HEADING = 80
_MAX_TAGGED = 400


@dataclass(frozen=True)
class RelatedBlock:
    """A list of related posts: lines `start` up to, not including, `end`, its rules and markers among them."""

    start: int
    end: int


def find_marked_blocks(lines: Sequence[str], markup: Markup = "markdown") -> list[RelatedBlock]:
    """Find the blocks between our markers; markers inside code are text.

    Raises:
        PostError: markers are unbalanced, nested or stand for more than one block.
    """
    blocks: list[RelatedBlock] = []
    opened: int | None = None
    for index, name in _markers(lines, markup):
        if not name:
            continue
        if (name == "start") == (opened is not None):
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


def find_placeholder(lines: Sequence[str], markup: Markup = "markdown") -> int | None:
    """Find the first line by which an author says where the list goes: the marker's comment without a start or end."""
    return next((index for index, name in _markers(lines, markup) if not name), None)


def find_headed_blocks(
    lines: Sequence[str], headings: Iterable[str], markup: Markup = "markdown"
) -> list[RelatedBlock]:
    """Find lists of links under one of `headings`, with the rules right above and below.

    A heading over nothing counts (a list that came out empty), one over the author's text does not, and a line
    that only says the same words is a heading if a list follows.
    """
    keys = {heading_key(heading) for heading in headings} - {""}
    found = [index for index in _lines_with(lines, keys) if _heading_of(lines[index]) in keys]
    if not found:
        return []
    is_code = _code_lines(lines, markup)
    blocks: list[RelatedBlock] = []
    for index in found:
        line = lines[index]
        if is_code[index] or is_item(line) or (blocks and index < blocks[-1].end):
            continue
        is_underlined = index + 1 < len(lines) and not line.startswith("#") and _UNDERLINE.fullmatch(lines[index + 1])
        first = _after_blanks(lines, index + (2 if is_underlined else 1))
        end = list_end(lines, first)
        if end == first and not (line.lstrip().startswith(("#", "**", "<h")) and _is_boundary(lines, first)):
            continue
        if end > first and not any("[" in item or "<a " in item or "://" in item for item in lines[first:end]):
            continue
        blocks.append(_with_rules(lines, RelatedBlock(index, end), blocks[-1].end if blocks else 0, markup))
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


def _is_boundary(lines: Sequence[str], index: int) -> bool:
    return index >= len(lines) or is_rule(lines[index]) or lines[index].startswith("#")


def _with_rules(lines: Sequence[str], block: RelatedBlock, floor: int, markup: Markup) -> RelatedBlock:
    start, end = block.start, block.end
    is_frame = is_asciidoc_rule if markup == "asciidoc" else is_rule
    if markup == "asciidoc" and start > floor and _DISCRETE.fullmatch(lines[start - 1]):
        start -= 1
    above = start - 1
    while above >= floor and is_blank(lines[above]):
        above -= 1
    if above >= floor and is_frame(lines[above]):
        start = above
    below = _after_blanks(lines, end)
    if below < len(lines) and is_frame(lines[below]):
        end = below + 1
    return RelatedBlock(start, end)


def _lines_with(lines: Sequence[str], keys: Iterable[str]) -> list[int]:
    """List the short lines that hold one of the keys somewhere, found in one look at all of them."""
    short = [
        index
        for index, line in enumerate(lines)
        if len(line) <= _MAX_HEADING or (len(line) <= _MAX_TAGGED and "<" in line)
    ]
    folded = nfkc("".join([lines[index] for index in short])).casefold()
    found: set[int] = set()
    for key in keys:
        place, seen, at = 0, 0, folded.find(key)
        while at >= 0:
            place, seen = place + folded.count("\n", seen, at), at
            found.add(short[place])
            at = folded.find(key, at + 1)
    return sorted(found)


def _heading_of(line: str) -> str | None:
    """Give the key of a line that may be a heading, None for one that is too long."""
    if len(line) <= _MAX_HEADING and "<" not in line:
        return heading_key(line)
    tagged = _HTML_HEADING.fullmatch(line) if len(line) <= _MAX_TAGGED else None
    return heading_key(tagged[2]) if tagged else heading_key(line) if len(line) <= _MAX_HEADING else None


def _markers(lines: Sequence[str], markup: Markup) -> list[tuple[int, str | None]]:
    """List the lines of our markers, with `start`, `end` or None; markers inside code are text."""
    pattern = _MARKER[markup]
    found = [
        (index, marker[1])
        for index, line in enumerate(lines)
        if "related-posts" in line and (marker := pattern.fullmatch(line))
    ]
    if not found:
        return []
    is_code = _code_lines(lines, markup)
    return [one for one in found if not is_code[one[0]]]


def _code_lines(lines: Sequence[str], markup: Markup) -> list[bool]:
    return asciidoc_code_lines(lines) if markup == "asciidoc" else code_lines(lines)
