"""Where the block goes in a post that has none: after the article's last own line, before its tail."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recommender.site.markdown_lines import code_lines, is_blank, is_rule
from recommender.text.boilerplate import find_boilerplate
from recommender.text.related_block import find_headed_blocks

#: A tail (call to action, books, footnotes) is looked for in this many lines from the end.
_TAIL_LINES = 80

_FOOTNOTE = re.compile(r" {0,3}\[[^\]\n]+\]:")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*[\r\n]*")
_ATTRIBUTES = re.compile(r"\{:[^{}\n]*\}\s*")


@dataclass(frozen=True)
class Tail:
    """What a site's posts end with after the article itself.

    Attributes:
        shared: lines that stand at the end of many posts.
        list_headings: headings over lists that a generator wrote.
        is_kept_above: whether the block goes below the tail, to the very end of the text.
    """

    shared: frozenset[str] = frozenset()
    list_headings: tuple[str, ...] = ()
    is_kept_above: bool = False


def find_shared_lines(posts: Iterable[Sequence[str]]) -> frozenset[str]:
    """Find the lines with which many posts of the site end.

    Args:
        posts: the lines of each post's body.
    """
    return find_boilerplate({line.strip() for line in lines[-_TAIL_LINES:]} - {""} for lines in posts)


def article_end(lines: Sequence[str], tail: Tail) -> int:
    """Give the index of the line before which the block goes.

    The tail is the paragraphs at the end, parted by blank lines, that hold nothing but shared lines, rules,
    footnotes, attributes and lists of other posts; one that touches code or closes HTML is the article's own, and so
    is what stands under a heading of the article.
    """
    if tail.is_kept_above:
        return _text_end(lines, len(lines))
    is_code = code_lines(lines)
    listed = {i for block in find_headed_blocks(lines, tail.list_headings) for i in range(block.start, block.end)}
    end = len(lines)
    below = None
    while True:
        while end and (is_blank(lines[end - 1]) or end - 1 in listed):
            end -= 1
        if below is not None and _ends_with_heading(lines[:end]):
            # What stands below is this heading's own text, however many posts have the like.
            return below
        start = end
        while start and not is_blank(lines[start - 1]):
            start -= 1
        if start == end or len(lines) - start > _TAIL_LINES:
            return end
        if any(is_code[i] or not _is_tail(lines[i], tail.shared) for i in range(start, end)):
            return end
        below, end = end, start


def _text_end(lines: Sequence[str], end: int) -> int:
    while end and is_blank(lines[end - 1]):
        end -= 1
    return end


def _ends_with_heading(lines: Sequence[str]) -> bool:
    if not lines:
        return False
    is_underlined = len(lines) > 1 and _UNDERLINE.fullmatch(lines[-1]) and not is_blank(lines[-2])
    return bool(_HEADING.match(lines[-1]) or is_underlined)


def _is_tail(line: str, shared: frozenset[str]) -> bool:
    if is_rule(line) or _FOOTNOTE.match(line) or _ATTRIBUTES.fullmatch(line):
        return True
    return line.strip() in shared and "-->" not in line and not line.lstrip().startswith(("</", "<!--"))
