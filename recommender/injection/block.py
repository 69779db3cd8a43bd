"""The block as Markdown lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recommender.text.related_block import END_MARKER, START_MARKER

# What Markdown (CommonMark, kramdown) or Liquid would take for its own. Braces and angle brackets become entities,
# since Liquid and shortcodes run before Markdown and know no backslash.
_ESCAPED = re.compile(r"[\\`*\[\]|$]|(?<![^\W_])_+|_+(?![^\W_])|[<>{}~]|&(?=[#\w]+;)|(?<=:)/(?=/)")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;", "~": "&#126;", "&": "&amp;", "/": "&#47;"}
_LINK = re.compile(r"\]\(<?([^()\s>]+)>?\)\s*$")


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
    found = (_LINK.search(line) for line in lines)
    return [link[1] for link in found if link]


def escape_markdown(title: str) -> str:
    """Make a title show as it is, whatever stands in it."""
    return _ESCAPED.sub(lambda found: "".join(_ENTITIES.get(one, "\\" + one) for one in found[0]), title)
