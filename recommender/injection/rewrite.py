"""A post's text with the block put in, replaced or taken out; pure functions from text to text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recommender.errors import PostError
from recommender.injection.block import Link, block_lines, link_targets
from recommender.injection.placement import Tail, article_end
from recommender.site.front_matter import opens_front_matter, split_front_matter
from recommender.site.markdown_lines import is_blank, is_rule, open_fence, split_lines
from recommender.text.related_block import RelatedBlock, find_headed_blocks, find_marked_blocks

# Old Macs' line ends. Beside ours they would merge into others, and no generator's posts have them.
_LONE_CR = re.compile(r"\r(?!\n)")


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
        return "\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n"

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
        gap = _gap(lines, extra, newline)
        lines[extra.start : extra.end] = gap
        if place is not None and extra.end <= place.start:
            moved = len(gap) - (extra.end - extra.start)
            place = RelatedBlock(place.start + moved, place.end + moved, place.is_marked)
    start, end = (place.start, place.end) if place else 2 * (article_end(lines, tail),)
    before, after = document.head + "".join(lines[:start]), "".join(lines[end:])
    if not markers and is_blank(before.removeprefix("\ufeff")):
        # At the top of a file the rules of a block without markers would be read as front matter.
        return document.head + "".join(document.lines)
    if place is None:
        ends_without_line_end = before not in ("", "\ufeff") and not before.endswith("\n")
        before += 2 * newline if ends_without_line_end else newline
    else:
        ends_without_line_end = not lines[end - 1].endswith("\n")
        before += newline if start and not is_blank(lines[start - 1]) else ""
    written = "".join(block)
    # A file that ends without a line end shall do so again.
    return before + (written.removesuffix(newline) if ends_without_line_end else written + after)


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
    if start and is_blank(lines[start - 1]):
        start -= 1
    before, after = document.head + "".join(lines[:start]), "".join(lines[block.end :])
    ends_without_line_end = not lines[block.end - 1].endswith("\n")
    return before.removesuffix(document.newline) if ends_without_line_end else before + after


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
