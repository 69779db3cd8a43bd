"""Whether a post is still the text that it was."""

import hashlib
from collections.abc import Iterable

from recommender.site.markdown_lines import is_blank
from recommender.text.related_block import without_related_blocks


def fingerprint(text: str, drop_headings: Iterable[str]) -> str:
    """Give sixteen hexadecimal digits that another list in a post, blank lines and line ends do not change.

    Args:
        text: the whole file, front matter and all.
        drop_headings: lists of links under these headings do not count.
    """
    lines = without_related_blocks(text.lstrip("\ufeff"), drop_headings).split("\n")
    own = "\n".join(line.strip() for line in lines if not is_blank(line))
    return hashlib.blake2b(own.encode(errors="surrogatepass"), digest_size=8).hexdigest()
