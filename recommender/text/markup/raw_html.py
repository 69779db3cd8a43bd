"""HTML within Markdown, where CommonMark reads something else than its author meant and the words would be lost."""

import re
from bisect import bisect_left

from recommender.site.markdown_lines import code_lines, split_lines

_CONTAINERS = "div|table|blockquote|dl|ul|ol|section|article|aside|details|figure|center|nav"
_BLOCKS = _CONTAINERS + "|p|tr|td|th|thead|tbody|tfoot|caption|li|dt|dd|h[1-6]|figcaption|summary|hr"
_CONTAINER = re.compile(rf"<(/?)(?:{_CONTAINERS})\b", re.IGNORECASE)
_INDENTED = re.compile(rf"^(?: {{4}}|\t)[ \t]*+</?(?:{_BLOCKS})\b", re.IGNORECASE | re.MULTILINE)
_CODE_SPAN = re.compile(r"`[^`\n]{1,500}`")
# CommonMark sees no fence in the line below a tag, and no end in a fence with a tag behind it.
_FENCE_BELOW_TAG = re.compile(r"^([ \t]{0,3}<[^\n]{1,500}>[ \t]*+\n)(?=[ \t]{0,3}(?:`{3}|~{3}))", re.MULTILINE)
_FENCE_BESIDE_TAG = re.compile(r"^([ \t]{0,3}(?:`{3,}+|~{3,}+))[ \t]*+(?=</[A-Za-z])", re.MULTILINE)

# Up to its end, everything that stands in one of these is none of the page's text (GitHub's tag filter).
_SWALLOWING = re.compile(
    r"<(/?)(title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)(?=[\s/>])", re.IGNORECASE
)
_PARAGRAPH_END = re.compile(r"</(?:p|li|h[1-6]|td|blockquote)>\n")


def mend_raw_html(markdown: str) -> str:
    """Move indented elements within elements to the left, lest they be code, and part fences from tags beside them."""
    if "```" in markdown or "~~~" in markdown:
        markdown = _FENCE_BESIDE_TAG.sub(r"\1\n", _FENCE_BELOW_TAG.sub(r"\1\n", markdown))
    # Looking for plain text first is ten times as fast, and few posts have any.
    if ("  <" in markdown or "\t<" in markdown) and _INDENTED.search(markdown):
        return _without_indents(markdown)
    return markdown


def unclosed_as_text(html: str) -> str:
    """Make text of tags that an author named without escaping them: `the <title> of a page` would hide what follows.

    One counts as named if it never closes, or if it begins within a paragraph and closes behind it.
    """
    if not _SWALLOWING.search(html):
        return html
    closings: dict[str, list[int]] = {}
    for tag in _SWALLOWING.finditer(html):
        if tag[1]:
            closings.setdefault(tag[2].lower(), []).append(tag.start())
    paragraph_ends = [end.start() for end in _PARAGRAPH_END.finditer(html)]

    def kept(tag: re.Match[str]) -> str:
        closing = _first_from(closings.get(tag[2].lower(), []), tag.start())
        begins_line = not html[html.rfind("\n", 0, tag.start()) + 1 : tag.start()].strip()
        is_named = closing is None or (
            not begins_line and (_first_from(paragraph_ends, tag.start()) or closing) < closing
        )
        return "&lt;" + tag[0][1:] if is_named and not tag[1] else tag[0]

    return _SWALLOWING.sub(kept, html)


def _without_indents(markdown: str) -> str:
    lines = split_lines(markdown)
    depth = 0
    for index, is_code in enumerate(code_lines(lines)):
        if is_code:
            continue
        if depth and _INDENTED.match(lines[index]):
            lines[index] = lines[index].lstrip(" \t")
        for tag in _CONTAINER.finditer(_CODE_SPAN.sub("", lines[index])):
            depth = max(0, depth + (-1 if tag[1] else 1))
    return "".join(lines)


def _first_from(positions: list[int], start: int) -> int | None:
    index = bisect_left(positions, start)
    return positions[index] if index < len(positions) else None
