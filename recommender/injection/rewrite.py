"""A post's text with the block put in, replaced or taken out; pure functions from text to text."""

from collections.abc import Sequence
from dataclasses import dataclass

from recommender.errors import PostError
from recommender.injection.block import Link, block_lines, link_targets
from recommender.injection.placement import Tail, article_end
from recommender.site.front_matter import split_front_matter
from recommender.text.related_block import (
    RelatedBlock,
    find_headed_blocks,
    find_marked_blocks,
    is_rule,
    open_fence,
    split_lines,
)


@dataclass(frozen=True)
class Document:
    """A post's text, cut into head (front matter) and body lines, with the lists found in it.

    Attributes:
        own: the block between our markers, None if there is none.
        foreign: lists under the heading that stand outside of it, whoever wrote them.
    """

    head: str
    lines: tuple[str, ...]
    own: RelatedBlock | None
    foreign: tuple[RelatedBlock, ...]

    @property
    def newline(self) -> str:
        """The line end that the text uses most."""
        text = self.head + "".join(self.lines)
        crlf = text.count("\r\n")
        lf, cr = text.count("\n") - crlf, text.count("\r") - crlf
        return max((("\n", lf), ("\r\n", crlf), ("\r", cr)), key=lambda one: one[1])[0]

    @property
    def place(self) -> RelatedBlock | None:
        """The block that is to be replaced: our own, else the first under the heading."""
        return self.own or (self.foreign[0] if self.foreign else None)

    def linked(self) -> list[str]:
        """List the targets of the links in our own block."""
        return link_targets(self.lines[self.own.start : self.own.end]) if self.own else []


def parse_document(text: str, heading: str) -> Document:
    """Cut a post into its parts.

    Raises:
        PostError: our markers are unbalanced, nested or doubled, or a code block is left open to the end of the file.
    """
    start = split_front_matter(text).body_start
    lines = split_lines(text[start:])
    unclosed = open_fence(lines)
    if unclosed is not None:
        opened = len(split_lines(text[:start])) + unclosed + 1
        raise PostError(f"line {opened} opens a code block that is never closed; left as it is, close it")
    marked = find_marked_blocks(lines)
    own = marked[0] if marked else None
    foreign = find_headed_blocks(lines, [heading])
    outside = tuple(one for one in foreign if own is None or one.end <= own.start or one.start >= own.end)
    return Document(text[:start], tuple(lines), own, outside)


def put_block(document: Document, links: Sequence[Link], heading: str, *, markers: bool, tail: Tail) -> str:
    """Give the text with the block in it: in place of an old one, else at the end of the article.

    Further lists under the same heading are taken out: a post has one.
    """
    newline = document.newline
    block = [line + newline for line in block_lines(links, heading, markers=markers)]
    lines = list(document.lines)
    place = document.place
    for extra in reversed([one for one in document.foreign if one is not place]):
        lines[extra.start : extra.end] = _gap(lines, extra, newline)
        if place is not None and extra.end <= place.start:
            moved = len(lines) - len(document.lines)
            place = RelatedBlock(place.start + moved, place.end + moved, place.is_marked)
    if place is None:
        return document.head + _inserted(lines, article_end(lines, tail), block, newline)
    before = [newline] if place.start and lines[place.start - 1].strip() else []
    if not lines[place.end - 1].endswith(("\n", "\r")):
        block[-1] = block[-1].removesuffix(newline)
    lines[place.start : place.end] = before + block
    return document.head + "".join(lines)


def take_block(document: Document, heading: str, *, markers: bool) -> str:
    """Give the text without our block: the very text of before, if `put_block` had put it where none was.

    Without markers our block is the one under the heading that is written as we write it.
    """
    lines = list(document.lines)
    block = document.own
    if block is None and not markers:
        block = next((one for one in document.foreign if _is_as_we_write(lines[one.start : one.end], heading)), None)
    if block is None:
        return document.head + "".join(lines)
    start = block.start
    at_end_without_newline = not lines[block.end - 1].endswith(("\n", "\r"))
    if start and not lines[start - 1].strip():
        start -= 1
    del lines[start : block.end]
    if at_end_without_newline and start == len(lines) and lines:
        lines[-1] = lines[-1].rstrip("\r\n")
    return document.head + "".join(lines)


def _inserted(lines: list[str], place: int, block: list[str], newline: str) -> str:
    before, after = lines[:place], lines[place:]
    if before and not before[-1].endswith(("\n", "\r")):
        # The file ends without a line end, and so it shall end again.
        return "".join(before) + newline + newline + "".join(block).removesuffix(newline)
    return "".join([*before, newline, *block, *after])


def _gap(lines: Sequence[str], block: RelatedBlock, newline: str) -> list[str]:
    """Give what stays of a list that is taken out: one rule, if it stood between two."""
    last = [line for line in lines[block.start : block.end] if line.strip()][-1]
    if not (is_rule(lines[block.start]) and is_rule(last)):
        return []
    return [newline, last] if block.start and lines[block.start - 1].strip() else [last]


def _is_as_we_write(lines: Sequence[str], heading: str) -> bool:
    stripped = [line.strip() for line in lines]
    frame = block_lines([], heading, markers=False)
    return stripped[:4] == frame[:4] and stripped[-2:] == frame[-2:]
