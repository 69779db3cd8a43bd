"""The block as Markdown lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recommender.text.related_block import END_MARKER, START_MARKER

# What Markdown (CommonMark, kramdown) or Liquid would take for its own. Braces and angle brackets become entities,
# since Liquid and shortcodes run before Markdown and know no backslash.
_ESCAPED = re.compile(r"[\\`*\[\]|$]|(?<!\w)_|_(?!\w)|[<>{}~]|&(?=[#\w]+;)|(?<=:)/(?=/)")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;", "~": "&#126;", "&": "&amp;", "/": "&#47;"}
_LINK = re.compile(r"\]\(<?([^)\s>]+)>?\)")


@dataclass(frozen=True)
class Link:
    """One line of the list: a title as its author wrote it and a target ready for a Markdown link."""

    title: str
    target: str


def block_lines(links: Sequence[Link], heading: str, *, markers: bool) -> list[str]:
    """Write the block, without line ends."""
    items = [f"- [{escape_markdown(link.title)}]({link.target})" for link in links]
    lines = ["---", "", f"### {heading}", "", *items, "", "---"]
    return [START_MARKER, "", *lines, "", END_MARKER] if markers else lines


def link_targets(lines: Sequence[str]) -> list[str]:
    """List the targets of a block's links, in order."""
    return [target for line in lines for target in _LINK.findall(line)]


def escape_markdown(title: str) -> str:
    """Make a title show as it is, whatever stands in it."""
    return _ESCAPED.sub(lambda found: _ENTITIES.get(found[0], "\\" + found[0]), title)
