"""A post's text with the block put in, replaced or taken out; pure functions from text to text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from recommender.errors import PostError
from recommender.injection.block import Link, block_lines, link_targets
from recommender.injection.placement import Tail, article_end
from recommender.site.front_matter import opens_front_matter, split_front_matter
from recommender.site.markdown_lines import is_blank, is_rule, open_fence, split_lines
from recommender.text.related_block import RelatedBlock, find_headed_blocks, find_marked_blocks

# Old Macs' line ends. Beside ours they would merge into others, and no generator's posts have them.
_LONE_CR = re.compile(r"\r(?!\n)")
_LAST_LINE_END = re.compile(r"\r?\n\Z")


@dataclass(frozen=True)
class Document:
    """A post's text, cut into head (front matter) and body lines, with the lists found in it.

    Attributes:
        heading: the heading over our list.
        markers: whether our block stands between markers.
        ours: our block, None if there is none. Without markers it is known by being written as we write it.
        others: further lists under the heading, whoever wrote them.
    """

    head: str
    lines: tuple[str, ...]
    heading: str
    markers: bool
    ours: RelatedBlock | None
    others: tuple[RelatedBlock, ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return self.head + "".join(self.lines)

    @property
    def newline(self) -> str:
        """The line end that the text uses most."""
        return "\r\n" if 2 * self.text.count("\r\n") > self.text.count("\n") else "\n"

    def linked(self) -> list[str]:
        """List the targets of the links in our block."""
        return link_targets(self.lines[self.ours.start : self.ours.end]) if self.ours else []


def parse_document(text: str, heading: str, *, markers: bool) -> Document:
    """Cut a post into its parts.

    Raises:
        PostError: our markers are unbalanced, nested or doubled, front matter or a code block is left
            open, or line ends are carriage returns alone.
    """
    if _LONE_CR.search(text):
        raise PostError("has carriage returns without line feeds; left as it is, convert its line ends to LF")
    start = split_front_matter(text).body_start
    if start == 0:
        if opens_front_matter(text):
            # A rule of ours would close it.
            raise PostError("line 1 opens front matter that is never closed; left as it is, close or remove it")
        start = int(text.startswith("\ufeff"))
    lines = split_lines(text[start:])
    unclosed = open_fence(lines)
    if unclosed is not None:
        opened = len(split_lines(text[:start])) + unclosed + 1
        raise PostError(f"line {opened} opens a code block that is never closed; left as it is, close it")
    return _document(text[:start], lines, heading, markers)


def put_block(document: Document, links: Sequence[Link], tail: Tail) -> str:
    """Give the text with the block in it: in place of an old one, else at the end of the article.

    Further lists under the same heading are taken out: a post has one.

    Raises:
        PostError: a second run would not find the block as it is, so that it could not be taken out again.
    """
    new = _with_block(document, links, tail)
    # With markers and no other list the block is found again by its markers.
    if not document.markers or document.others:
        again = parse_document(new, document.heading, markers=document.markers)
        if _with_block(again, links, tail) != new:
            raise PostError(f'lines around "{document.heading}" read as headings of lists; left as it is, reword them')
    return new


def _with_block(document: Document, links: Sequence[Link], tail: Tail) -> str:
    newline = document.newline
    block = [line + newline for line in block_lines(links, document.heading, markers=document.markers)]
    single = _with_one_list(document)
    lines, place = single.lines, single.ours or (single.others[0] if single.others else None)
    start, end = (place.start, place.end) if place else 2 * (article_end(lines, tail),)
    before, after = single.head + "".join(lines[:start]), "".join(lines[end:])
    if not document.markers and is_blank(before.removeprefix("\ufeff")):
        # At the top of a file the rules of a block without markers would be read as front matter.
        return document.text
    if place is None:
        ends_without_line_end = before not in ("", "\ufeff") and not before.endswith("\n")
        before += 2 * newline if ends_without_line_end else newline
    else:
        ends_without_line_end = not lines[end - 1].endswith("\n")
        before += newline if start and not is_blank(lines[start - 1]) else ""
    written = "".join(block)
    # A file that ends without a line end shall do so again.
    return before + (written.removesuffix(newline) if ends_without_line_end else written + after)


def take_block(document: Document) -> str:
    """Give the text without our block: the very text of before, if `put_block` had put it where none was."""
    block, lines = document.ours, document.lines
    if block is None:
        return document.text
    start = block.start
    if start and is_blank(lines[start - 1]):
        start -= 1
    before, after = document.head + "".join(lines[:start]), "".join(lines[block.end :])
    ends_without_line_end = not lines[block.end - 1].endswith("\n")
    return _LAST_LINE_END.sub("", before) if ends_without_line_end else before + after


def _document(head: str, lines: Sequence[str], heading: str, markers: bool) -> Document:
    marked = find_marked_blocks(lines)
    headed = [one for one in find_headed_blocks(lines, [heading]) if not marked or _lie_apart(one, marked[0])]
    as_we_write = (one for one in headed if _is_as_we_write(lines[one.start : one.end], heading))
    ours = marked[0] if marked else None if markers else next(as_we_write, None)
    return Document(head, tuple(lines), heading, markers, ours, tuple(one for one in headed if one != ours))


def _with_one_list(document: Document) -> Document:
    """Take out all lists under the heading but ours, or the first where none is ours.

    Raises:
        PostError: headings follow one another; without the one, the other would own what stands below.
    """
    for one, other in pairwise(document.others):
        if all(map(is_blank, document.lines[one.end : other.start])):
            raise PostError(f'several headings "{document.heading}" in a row; left as it is, remove all but one')
    while len(document.others) > (document.ours is None):
        lines, extra = list(document.lines), document.others[-1]
        lines[extra.start : extra.end] = _gap(lines, extra, document.newline)
        document = _document(document.head, lines, document.heading, document.markers)
    return document


def _lie_apart(one: RelatedBlock, other: RelatedBlock) -> bool:
    return one.end <= other.start or one.start >= other.end


def _gap(lines: Sequence[str], block: RelatedBlock, newline: str) -> list[str]:
    """Give what stays of a list that is taken out: one rule, if it stood between two."""
    last = [line for line in lines[block.start : block.end] if not is_blank(line)][-1]
    if not (is_rule(lines[block.start]) and is_rule(last)):
        return []
    return [newline, last] if block.start and not is_blank(lines[block.start - 1]) else [last]


def _is_as_we_write(lines: Sequence[str], heading: str) -> bool:
    stripped = [line.strip() for line in lines]
    frame = block_lines([], heading, markers=False)
    return stripped[:4] == frame[:4] and stripped[-2:] == frame[-2:]
