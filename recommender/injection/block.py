"""The block as lines of Markdown, MDX or AsciiDoc."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recommender.injection.escape import escape_asciidoc, escape_markdown
from recommender.site.markup import Markup
from recommender.text.related_block import MARKERS

_LINK = re.compile(r"\]\((?:<([^<>\n]+)>|(\{\{<[^\n]*>\}\}|\{%[^\n]*%\}|[^()\s<>]+))\)\s*$")
_ASCIIDOC_LINK = re.compile(r"\* link:\+\+([^\n]+?)\+\+\[")


@dataclass(frozen=True)
class Link:
    """One line of the list: a title as its author wrote it and a target ready for a link of the markup."""

    title: str
    target: str


def block_lines(links: Sequence[Link], heading: str, *, markers: bool, markup: Markup = "markdown") -> list[str]:
    """Write the block, without line ends."""
    lines = _asciidoc_lines(links, heading) if markup == "asciidoc" else _markdown_lines(links, heading)
    start, end = MARKERS[markup]
    return [start, "", *lines, "", end] if markers else lines


def link_targets(lines: Sequence[str]) -> list[str]:
    """List the targets of a block's links, in order."""
    found = (_LINK.search(line) or _ASCIIDOC_LINK.match(line) for line in lines)
    return [next(filter(None, link.groups())) for link in found if link]


def _markdown_lines(links: Sequence[Link], heading: str) -> list[str]:
    items = [f"- [{escape_markdown(link.title)}]({link.target})" for link in links]
    return ["---", "", f"### {heading}", "", *items, "", "---"]


def _asciidoc_lines(links: Sequence[Link], heading: str) -> list[str]:
    items = [f"* link:++{link.target}++[{escape_asciidoc(link.title)}]" for link in links]
    # Of no section: in a document of any depth it is out of nobody's sequence, and in no table of contents.
    return ["'''", "", "[discrete]", f"=== {heading}", "", *items, "", "'''"]
