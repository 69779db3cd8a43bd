"""Whether a post is still the text that it was."""

import hashlib
from collections.abc import Iterable

from recommender.errors import PostError
from recommender.site.markdown_lines import split_lines
from recommender.site.markup import Markup
from recommender.text.related_block import MARKERS, find_headed_blocks, find_marked_blocks

# Lines of nothing else are rules, and those around a list come and go with it.
_RULE_SIGNS = "-*_' \t\r\n\ufeff"


def fingerprint(text: str, drop_headings: Iterable[str], markup: Markup) -> str:
    """Give sixteen hexadecimal digits that another list in a post, blank lines, rules and line ends do not change.

    Args:
        text: the whole file, front matter and all.
        drop_headings: lists of links under these headings do not count.
    """
    lines = split_lines(text)
    try:
        marked = find_marked_blocks(lines, markup)
    except PostError:
        marked = []
    for block in reversed(marked):
        del lines[block.start : block.end]
    for block in reversed(find_headed_blocks(lines, drop_headings, markup)):
        del lines[block.start : block.end]
    return _digits(lines)


def has_fingerprint(text: str, drop_headings: Iterable[str], markup: Markup, expected: str) -> bool:
    """Tell whether a text is the one of a fingerprint, fast where it is and holds no list but ours."""
    opens, closes = MARKERS[markup]
    start = text.find(opens)
    end = text.find(closes, start)
    without_ours = text[:start] + text[end + len(closes) :] if 0 <= start < end else text
    return _digits(without_ours.split("\n")) == expected or fingerprint(text, drop_headings, markup) == expected


def _digits(lines: Iterable[str]) -> str:
    own = "\n".join(line.strip() for line in lines if line.strip(_RULE_SIGNS))
    return hashlib.blake2b(own.encode(errors="surrogatepass"), digest_size=8).hexdigest()
