"""Where a list of links ends, in whatever way its author wrote it."""

import re
from collections.abc import Sequence

from recommender.site.markdown_lines import is_blank, is_rule

_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_CONTINUATION = re.compile(r"(?: {2,}|\t)\S|>[ \t]*[\r\n]*\Z")
_HTML_LIST = re.compile(r" {0,3}<([ou]l)\b", re.I)
#: A line of links is no longer than this; what is longer, nobody wrote as one.
_MAX_LINE = 2_000
_LINKS = re.compile(
    # An image that is a link, or a link with words; an anchor; an address; a tag that makes a card of an address.
    r"\[(?:!\[[^\]\n]{0,300}\]\([^()\n]{0,500}\)|(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]{0,100}\]){1,300})\]\([^()\n]{1,1000}\)"
    r"|<a\s[^<>\n]{1,1000}>[^\n]{0,300}?</a>|<?https?://[^\s<>|、。]{1,1000}>?"
    r"|<[A-Z]\w{0,40}\s[^<>\n]{0,600}https?://[^<>\n]{1,600}/>"
    r"|\{[{%][<%]?[^{}\n]{1,200}[\s\"'=](?:https?://|/)[^{}\n]{1,1000}[>%]?[%}]\}"
)
# What stands between links, or before one.
_BETWEEN = re.compile(r"(?:[\s・･|｜/／,、，･\-–—:：>▶►▸→⇒★☆■◆●○◇□・👉📖]|<br ?/?>|</?p>|&nbsp;)*", re.I)


def is_item(line: str) -> bool:
    """Tell whether a line begins an item of a list."""
    return _ITEM.match(line) is not None


def list_end(lines: Sequence[str], start: int) -> int:
    """Give the line after the last item of the list that begins at `start`; `start` where none does.

    Items of Markdown with what belongs to them, a list of HTML, and lines that hold links and nothing else are items.
    """
    end = index = start
    while index < len(lines) and not is_rule(lines[index]):
        following = _item_end(lines, index, is_first=end == start)
        if following == index:
            break
        end = following
        index = end
        while index < len(lines) and is_blank(lines[index]):
            index += 1
    return end


def _item_end(lines: Sequence[str], index: int, *, is_first: bool) -> int:
    """Give the line after the item at `index`, `index` itself if none stands there."""
    line = lines[index]
    if is_item(line) or (not is_first and _CONTINUATION.match(line)) or _is_of_links(line):
        return index + 1
    opened = _HTML_LIST.match(line)
    return _html_list_end(lines, index, opened[1].lower()) if opened else index


def _html_list_end(lines: Sequence[str], start: int, tag: str) -> int:
    for index in range(start, len(lines)):
        line = lines[index].lower()
        if index > start and is_blank(line):
            break
        if f"</{tag}>" in line:
            return index + 1 if line.rstrip().endswith(f"</{tag}>") else start
    return start


def _is_of_links(line: str) -> bool:
    if len(line) > _MAX_LINE or not ("](" in line or "<a " in line or "://" in line or "{" in line):
        return False
    rest, count = _LINKS.subn("", line)
    return count > 0 and _BETWEEN.fullmatch(rest) is not None
