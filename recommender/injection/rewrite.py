"""A post's text with the block put in, replaced or taken out; pure functions from text to text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from recommender.errors import PostError
from recommender.injection.block import Link, block_lines, link_targets
from recommender.injection.placement import Tail, article_end
from recommender.site.asciidoc_lines import is_asciidoc_rule, open_asciidoc_block
from recommender.site.front_matter import find_body_start, opens_front_matter
from recommender.site.markdown_lines import is_blank, is_rule, line_end_of, open_fence, split_lines
from recommender.site.markup import Markup
from recommender.site.url import host
from recommender.text.related_block import (
    RelatedBlock,
    find_headed_blocks,
    find_marked_blocks,
    find_placeholder,
)

# Old Macs' line ends. Beside ours they would merge into others, and no generator's posts have them.
_LONE_CR = re.compile(r"\r(?!\n)")
_TARGET = re.compile(r"\]\(<?([^()\s<>]+)|\bhref=[\"']?([^\s\"'<>]+)|(?<!\()(https?://[^\s<>()]+)")
_LAST_LINE_END = re.compile(r"\r?\n\Z")


@dataclass(frozen=True)
class BlockForm:
    """How our block looks in one kind of file.

    Attributes:
        heading: the heading over our list.
        markers: whether our block stands between markers.
        headings: further headings of lists whose place ours takes.
        markup: what the file is written in.
        hosts: the site's own, as far as they are known. A list that leads to other hosts alone is its author's own
            reading list, and stays.
    """

    heading: str
    markers: bool = True
    headings: tuple[str, ...] = ()
    markup: Markup = "markdown"
    hosts: frozenset[str] = frozenset()

    def lines(self, links: Sequence[Link]) -> list[str]:
        """Write the block, without line ends."""
        return block_lines(links, self.heading, markers=self.markers, markup=self.markup)


@dataclass(frozen=True)
class Document:
    """A post's text, cut into head (front matter) and body lines, with the lists found in it.

    Attributes:
        form: how our block looks there.
        ours: our block, None if there is none. Without markers it is known by being written as we write it.
        others: further lists under such headings, whoever wrote them.
        placeholder: the line below which the author wants the block, None without one.
    """

    head: str
    lines: tuple[str, ...]
    form: BlockForm
    ours: RelatedBlock | None
    others: tuple[RelatedBlock, ...]
    placeholder: int | None

    @property
    def text(self) -> str:
        """The whole text."""
        return self.head + "".join(self.lines)

    @property
    def newline(self) -> str:
        """The line end that the text uses most."""
        return line_end_of(self.text)

    def linked(self) -> list[str]:
        """List the targets of the links in our block."""
        return link_targets(self.lines[self.ours.start : self.ours.end]) if self.ours else []


def parse_document(text: str, form: BlockForm) -> Document:
    """Cut a post into its parts.

    Raises:
        PostError: our markers are unbalanced, nested or doubled, front matter or a code block is left
            open, or line ends are carriage returns alone.
    """
    if _LONE_CR.search(text):
        raise PostError("has carriage returns without line feeds; left as it is, convert its line ends to LF")
    start = find_body_start(text)
    if start == 0:
        if opens_front_matter(text):
            # A rule of ours would close it.
            raise PostError("line 1 opens front matter that is never closed; left as it is, close or remove it")
        start = int(text.startswith("\ufeff"))
    lines = split_lines(text[start:])
    unclosed = open_asciidoc_block(lines) if form.markup == "asciidoc" else open_fence(lines)
    if unclosed is not None:
        opened = len(split_lines(text[:start])) + unclosed + 1
        raise PostError(f"line {opened} opens a code block that is never closed; left as it is, close it")
    return _document(text[:start], lines, form)


def put_block(document: Document, links: Sequence[Link], tail: Tail) -> str:
    """Give the text with the block in it: below the author's placeholder, else in place of an old one, else at the end.

    Further lists under such headings are taken out: a post has one.

    Raises:
        PostError: a second run would not find the block as it is, so that it could not be taken out again.
    """
    new = _with_block(document, links, tail)
    # With markers and no other list the block is found again by its markers.
    if not document.form.markers or document.others:
        again = parse_document(new, document.form)
        if _with_block(again, links, tail) != new:
            raise PostError(
                f'lines around "{document.form.heading}" read as headings of lists; left as it is, reword them'
            )
    return new


def _with_block(document: Document, links: Sequence[Link], tail: Tail) -> str:
    newline = document.newline
    block = [line + newline for line in document.form.lines(links)]
    single = _at_placeholder(_with_one_list(document))
    lines, place = single.lines, single.ours or (single.others[0] if single.others else None)
    new_place = _text_end(single, tail) if single.placeholder is None else single.placeholder + 1
    start, end = (place.start, place.end) if place else (new_place, new_place)
    before, after = single.head + "".join(lines[:start]), "".join(lines[end:])
    if not document.form.markers and is_blank(before.removeprefix("\ufeff")):
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


def _text_end(document: Document, tail: Tail) -> int:
    # What a tail is made of is told by the signs of Markdown.
    is_markdown = document.form.markup != "asciidoc"
    return article_end(document.lines, tail if is_markdown else replace(tail, is_kept_above=True))


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


def _document(head: str, lines: Sequence[str], form: BlockForm) -> Document:
    marked = find_marked_blocks(lines, form.markup)
    headings = (form.heading, *form.headings)
    headed = [
        one for one in find_headed_blocks(lines, headings, form.markup) if not marked or _lie_apart(one, marked[0])
    ]
    as_we_write = (one for one in headed if _is_as_we_write(lines[one.start : one.end], form))
    ours = marked[0] if marked else None if form.markers else next(as_we_write, None)
    others = tuple(
        one for one in headed if one != ours and not _leads_elsewhere("".join(lines[one.start : one.end]), form.hosts)
    )
    return Document(head, tuple(lines), form, ours, others, find_placeholder(lines, form.markup))


def _leads_elsewhere(text: str, hosts: frozenset[str]) -> bool:
    targets = [next(filter(None, link)) for link in _TARGET.findall(text)]
    return bool(hosts and targets) and all("//" in one and host(one) not in hosts for one in targets)


def _with_one_list(document: Document) -> Document:
    """Take out all lists under such headings but ours; where none is ours, all but the first, which ours replaces.

    Raises:
        PostError: headings follow one another; without the one, the other would own what stands below.
    """
    for one, other in pairwise(document.others):
        if all(map(is_blank, document.lines[one.end : other.start])):
            raise PostError(f'several headings "{document.form.heading}" in a row; left as it is, remove all but one')
    has_place = document.ours is not None or document.placeholder is not None
    while len(document.others) > (not has_place):
        lines, extra = list(document.lines), document.others[-1]
        lines[extra.start : extra.end] = _gap(lines, extra, document)
        document = _document(document.head, lines, document.form)
    return document


def _at_placeholder(document: Document) -> Document:
    """Take our block out where it does not stand below the author's placeholder."""
    ours, place = document.ours, document.placeholder
    if ours is None or place is None:
        return document
    stands_there = place < ours.start and all(map(is_blank, document.lines[place + 1 : ours.start]))
    if stands_there:
        return document
    return parse_document(take_block(document), document.form)


def _lie_apart(one: RelatedBlock, other: RelatedBlock) -> bool:
    return one.end <= other.start or one.start >= other.end


def _gap(lines: Sequence[str], block: RelatedBlock, document: Document) -> list[str]:
    """Give what stays of a list that is taken out: one rule, if it stood between two."""
    last = [line for line in lines[block.start : block.end] if not is_blank(line)][-1]
    is_frame = is_asciidoc_rule if document.form.markup == "asciidoc" else is_rule
    if not (is_frame(lines[block.start]) and is_frame(last)):
        return []
    return [document.newline, last] if block.start and not is_blank(lines[block.start - 1]) else [last]


def _is_as_we_write(lines: Sequence[str], form: BlockForm) -> bool:
    stripped = [line.strip() for line in lines]
    frame = replace(form, markers=False).lines([])
    return stripped[: len(frame) - 2] == frame[:-2] and stripped[-2:] == frame[-2:]
