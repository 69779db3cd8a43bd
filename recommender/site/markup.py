"""Which markup a post is written in, by the suffix of its file."""

import posixpath
from typing import Literal

Markup = Literal["markdown", "mdx", "html", "asciidoc"]

_MARKUP_OF_SUFFIX: dict[str, Markup] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mkdown": "markdown",
    ".mkdn": "markdown",
    ".mkd": "markdown",
    ".mdx": "mdx",
    ".html": "html",
    ".htm": "html",
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
}


def markup_of(path: str) -> Markup | None:
    """Tell the markup of a file by its suffix in any case, None for a file that holds no text of a post."""
    return _MARKUP_OF_SUFFIX.get(posixpath.splitext(path)[1].lower())
