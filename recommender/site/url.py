"""Addresses: one readable spelling to show, one normal form to compare."""

import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit

_NON_ASCII_ESCAPES = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


def readable_url(path: str) -> str:
    """Escape what a URL path must escape and leave Japanese letters as they are.

    Valid in HTML and JSON, and in Markdown too: blanks, brackets and parentheses are escaped.
    """
    return _NON_ASCII_ESCAPES.sub(lambda found: _decoded(found[0]), escape_path(unquote(path)))


def escape_path(path: str) -> str:
    """Percent-encode all of a path that is not plain in HTML, JSON and Markdown links."""
    return quote(path, safe="/~!$&'*+,;=:@-._")


def url_key(url: str) -> str:
    """Give the form in which two addresses of one page are equal.

    Host, query and fragment are dropped; percent-encoded, NFC and NFD spellings, a missing slash at the
    end, `index.html` and `.html` make no difference.
    """
    path = unicodedata.normalize("NFC", unquote(_path(url)))
    parts = [part for part in path.split("/") if part]
    if parts and parts[-1] == "index.html":
        parts.pop()
    return "/" + "/".join(parts).removesuffix(".html")


def host(url: str) -> str | None:
    """Give the host of an absolute URL in lower case without `www.`; None for any other."""
    try:
        parts = urlsplit(url.strip())
        name = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https", "") or not name:
        return None
    return name.removeprefix("www.")


def _path(url: str) -> str:
    try:
        return urlsplit(url.strip()).path
    except ValueError:
        return ""


def _decoded(escapes: str) -> str:
    try:
        decoded = unquote(escapes, errors="strict")
    except UnicodeDecodeError:
        return escapes
    # Invisible characters stay escaped: shown raw, an address could pass for another one.
    return decoded if decoded.isprintable() and not any(one.isspace() for one in decoded) else escapes
