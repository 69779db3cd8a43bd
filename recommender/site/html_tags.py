"""HTML seen as text: where its tags stand, by the rules of browsers and without changing a byte.

After https://html.spec.whatwg.org/multipage/parsing.html#tokenization.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

# What stands in these is text up to their end.
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
# A comment; what browsers take for one; a tag, in which quotes count only behind an equals sign.
_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*+(?:>|\Z)"
    r"|<(/?)([A-Za-z][^\s/>]*+)((?:[^>=]++|=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|=)*+)>",
    re.DOTALL,
)


class Tag(NamedTuple):
    """A tag of an element: its name in lower case and the offsets of its first sign and of what follows it."""

    name: str
    closes: bool
    attributes: str
    start: int
    end: int


def html_tags(text: str) -> Iterator[Tag]:
    """Give the tags of a page in order; none from comments, scripts, styles and other raw text."""
    at = 0
    while (found := _TAG.search(text, at)) is not None:
        at = found.end()
        if not found[2]:
            continue
        name = found[2].lower()
        yield Tag(name, bool(found[1]), found[3], found.start(), found.end())
        if name in _RAW and not found[1]:
            closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, at)
            if closing is None:
                return
            at = closing.start()
