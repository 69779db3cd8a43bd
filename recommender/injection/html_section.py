"""The list as a section of a built page: put in, read and taken out, every other byte as it was."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from recommender.errors import PostError
from recommender.injection.block import Link
from recommender.injection.escape import escape_html
from recommender.site.html_tags import Tag, html_tags
from recommender.site.markdown_lines import line_end_of
from recommender.text.related_block import END_MARKER, START_MARKER

_OPENING = '<section class="related-posts" aria-labelledby="related-posts">'
_SECTION = re.compile(re.escape(_OPENING) + r"(?:(?!</?section\b).)*</section>[ \t]*\r?\n?", re.DOTALL)
_MARKER = re.compile(r"<!--\s*related-posts:(start|end)\s*-->(?:[ \t]*\r?\n)?")
_LINK = re.compile(r'<li><a href="([^"]*)">')
_CHARSET = re.compile(r"<meta\b[^>]*\bcharset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
#: A page says how it is encoded within its first kilobyte.
_HEAD = 1_024


@dataclass(frozen=True)
class HtmlPageFile:
    """A built page: its text, the offsets of our section and the offset at which a new one goes.

    `ours` is None without a section, and then `place` is where it goes.
    """

    text: str
    heading: str
    markers: bool
    ours: tuple[int, int] | None
    place: int

    def linked(self) -> list[str]:
        """List the targets of the links in our section."""
        start, end = self.ours or (0, 0)
        return [unescape(target) for target in _LINK.findall(self.text, start, end)]

    def put(self, links: Sequence[Link]) -> str:
        """Give the page with the section in it: in place of an old one, else at the end of the article."""
        start, end = self.ours or (self.place, self.place)
        newline = line_end_of(self.text)
        lines = [
            _OPENING,
            f'<h2 id="related-posts">{escape_html(self.heading)}</h2>',
            "<ul>",
            *(f'<li><a href="{escape_html(link.target)}">{escape_html(link.title)}</a></li>' for link in links),
            "</ul>",
            "</section>",
        ]
        marked = [START_MARKER, *lines, END_MARKER] if self.markers else lines
        return self.text[:start] + "".join(line + newline for line in marked) + self.text[end:]

    def take(self) -> str:
        """Give the page without our section: the very text of before, if `put` had put it where none was."""
        start, end = self.ours or (0, 0)
        return self.text[:start] + self.text[end:]


def parse_html_page(text: str, heading: str, *, markers: bool) -> HtmlPageFile:
    """Find our section in a page, or where it goes: the end of its article, else of its main part, else of its body.

    Raises:
        PostError: our markers do not pair, the page says that it is not UTF-8, or nothing in it ends.
    """
    charset = _CHARSET.search(text[:_HEAD])
    if charset and charset[1].lower() not in ("utf-8", "utf8"):
        raise PostError(f"says that it is {charset[1]}, expected UTF-8; left as it is")
    ours = _our_section(text)
    place = _article_end(list(html_tags(text)))
    if place is None and ours is None:
        raise PostError("has no end of an article, a main part or a body; left as it is")
    return HtmlPageFile(text, heading, markers, ours, _line_start(text, place or 0))


def _our_section(text: str) -> tuple[int, int] | None:
    found = list(_MARKER.finditer(text))
    if [one[1] for one in found] not in ([], ["start", "end"]):
        raise PostError("its related-posts markers do not pair; left as it is, build the page again")
    if found:
        return found[0].start(), found[1].end()
    section = _SECTION.search(text)
    return section.span() if section else None


def _line_start(text: str, place: int) -> int:
    """Give the beginning of the line if only blanks stand before a place, so that these stay with what follows."""
    start = text.rfind("\n", 0, place) + 1
    return place if text[start:place].strip(" \t") else start


def _article_end(tags: Sequence[Tag]) -> int | None:
    """Give the offset before which the section goes, None where no such element ends.

    Of several articles it is the only one with a first heading: the others are comments, or cards of other posts.
    """
    articles = [one for one in _elements(tags, "article") if one.is_outermost]
    headed = [one for one in articles if one.has_heading] if len(articles) > 1 else articles
    if len(headed) == 1:
        return headed[0].end
    mains = [one for one in _elements(tags, "main") if one.is_outermost]
    if mains:
        return mains[0].end
    return next((tag.start for tag in reversed(tags) if tag.closes and tag.name == "body"), None)


@dataclass(frozen=True)
class _Element:
    end: int
    has_heading: bool
    is_outermost: bool


def _elements(tags: Sequence[Tag], name: str) -> list[_Element]:
    """List the elements of a name that are closed."""
    opened: list[bool] = []
    found: list[_Element] = []
    for tag in tags:
        if tag.name == "h1" and not tag.closes:
            opened = [True] * len(opened)
        elif tag.name == name and not tag.closes:
            opened.append(False)
        elif tag.name == name and opened:
            found.append(_Element(tag.start, opened.pop(), not opened))
    return found
