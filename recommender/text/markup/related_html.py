"""Find lists of related posts in HTML and take them out, as related_block does in Markdown."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from recommender.text.related_block import heading_key

_HEADINGS = "h1, h2, h3, h4, h5, h6"
_HEADING_TAGS = frozenset(_HEADINGS.split(", "))
# What themes write instead of headings; looked at only where the words of one stand in the page.
_LIKE_HEADINGS = f"{_HEADINGS}, p, strong, b, dt, div, span, summary"
_NAMED = ", ".join(
    f'{element}[class*="related" i], {element}[id*="related" i]' for element in ("aside", "div", "section", "nav", "ul")
)
_NAME = re.compile(
    r"(?:[\w-]{0,20}[-_])?related(?:[-_]?(?:posts?|articles?|entr(?:y|ies)|links?|pages?|contents?|list))?"
)
# Our comments as HTML, MDX and AsciiDoc write them.
_MARKER = re.compile(
    r"<!--\s{0,9}related-posts:(start|end)\s{0,9}-->|\{/\*\s{0,9}related-posts:(start|end)\s{0,9}\*/\}"
    r"|^//[ \t]{0,9}related-posts:(start|end)[ \t]{0,9}$",
    re.M,
)
_LETTER = re.compile(r"[^\W\d_]")
#: A heading over a list of links is short.
_MAX_HEADING = 80
# Bound the work for pages that no person writes.
_MAX_ELEMENTS = 2_000
_MAX_LISTS = 20
_MAX_STEPS = 4


def without_marked(text: str) -> str:
    """Take out what stands between our two comments; one without the other is left alone."""
    if "related-posts:" not in text:
        return text
    kept: list[str] = []
    position, start = 0, None
    for marker in _MARKER.finditer(text):
        if "start" in marker.groups():
            start = marker.start()
        elif start is not None:
            kept.append(text[position:start])
            position, start = marker.end(), None
    return "\n".join([*kept, text[position:]])


def drop_related(tree: LexborHTMLParser, html: str, headings: Sequence[str]) -> None:
    """Take out lists of other posts with their headings, and elements that say by their class that they are such.

    Args:
        tree: the parsed page, which is changed.
        html: its text.
        headings: the words over such lists.
    """
    if "related" in html:
        for node in reversed(tree.css(_NAMED)):
            names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".lower().split()
            if any(_NAME.fullmatch(name) for name in names) and _is_mostly_links(node):
                node.decompose()
    keys = {heading_key(heading) for heading in headings} - {""}
    may_stand_there = any(word in html for key in keys for word in {key, key.title(), key.capitalize(), key.upper()})
    selector = _LIKE_HEADINGS if may_stand_there else _HEADINGS
    found = read = 0
    for heading in tree.css(selector)[-_MAX_ELEMENTS:]:
        # Of what is no heading only its own text, not that of the elements within: a page may be one large <div>.
        text = heading.text(deep=heading.tag in _HEADING_TAGS)
        read += len(text)
        if read > len(html):
            # Only headings within headings, time and again, add up to more.
            return
        if not 0 < len(text.strip()) <= _MAX_HEADING or heading_key(text) not in keys:
            continue
        found += 1
        if found > _MAX_LISTS:
            return
        whole = _outermost(heading, text.strip())
        following = _following(whole)
        if following is not None and (following.tag in ("ul", "ol") or _is_only_links(following)):
            following.decompose()
            whole.decompose()


def _outermost(node: LexborNode, text: str) -> LexborNode:
    """Give the element around `node` that holds no other text, a few steps up."""
    for _ in range(_MAX_STEPS):
        parent = node.parent
        if parent is None or parent.tag in ("body", "html") or parent.text().strip() != text:
            break
        node = parent
    return node


def _following(node: LexborNode) -> LexborNode | None:
    following = node.next
    # Text and comments have tags too, which begin with a hyphen.
    while following is not None and not str(following.tag)[:1].isalpha():
        if following.text().strip():
            return None
        following = following.next
    return following


def _is_only_links(node: LexborNode) -> bool:
    letters, linked = _count_letters(node)
    return node.tag in ("div", "section", "nav", "aside", "p", "dl", "dd", "table") and 0 < linked == letters


def _is_mostly_links(node: LexborNode) -> bool:
    letters, linked = _count_letters(node)
    return letters < 2 * linked + _MAX_HEADING


def _count_letters(node: LexborNode) -> tuple[int, int]:
    linked = sum(len(_LETTER.findall(link.text())) for link in node.css("a[href]"))
    return len(_LETTER.findall(node.text())), linked
