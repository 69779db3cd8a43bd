"""Whether a post is still the text that it was."""

import hashlib
from collections.abc import Iterable

from recommender.text.related_block import END_MARKER, START_MARKER, without_related_blocks

# Lines of nothing else are rules, and those around a list come and go with it.
_RULE_SIGNS = "-*_ \t\r\ufeff"


def fingerprint(text: str, drop_headings: Iterable[str]) -> str:
    """Give sixteen hexadecimal digits that another list in a post, blank lines, rules and line ends do not change.

    Args:
        text: the whole file, front matter and all.
        drop_headings: lists of links under these headings do not count.
    """
    return _digits(without_related_blocks(text, drop_headings))


def has_fingerprint(text: str, drop_headings: Iterable[str], expected: str) -> bool:
    """Tell whether a text is the one of a fingerprint, fast where it is and holds no list but ours."""
    start = text.find(START_MARKER)
    end = text.find(END_MARKER, start)
    without_ours = text[:start] + text[end + len(END_MARKER) :] if 0 <= start < end else text
    return _digits(without_ours) == expected or fingerprint(text, drop_headings) == expected


def _digits(text: str) -> str:
    own = "\n".join(line.strip() for line in text.split("\n") if line.strip(_RULE_SIGNS))
    return hashlib.blake2b(own.encode(errors="surrogatepass"), digest_size=8).hexdigest()
