"""Addresses: one readable spelling to show, one normal form to compare."""

import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit

_LINE_ENDS = re.compile(r"[\t\r\n]")
_UNSAFE_IN_KEY = re.compile(r"[%?#]")
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
    """Give the form in which two addresses of one page are equal; of a key it is the key itself.

    Host, query and fragment are dropped; percent-encoded, NFC and NFD spellings, `.` and `..`, doubled slashes, a
    missing slash at the end, `index.html` and `.html` make no difference. Case and width do: servers tell them apart.
    """
    path = unicodedata.normalize("NFC", _LINE_ENDS.sub("", unquote(url_path(url))))
    parts: list[str] = []
    for part in map(str.strip, path.split("/")):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    _drop_html(parts)
    # What would cut or change the path if the key were read as an address.
    return "/" + _UNSAFE_IN_KEY.sub(lambda found: f"%{ord(found[0]):02X}", "/".join(parts))


def host(url: str) -> str | None:
    """Give the host of an absolute URL in lower case without `www.`, in its ASCII form; None for any other."""
    try:
        parts = urlsplit(url.strip())
        name = parts.hostname
        if name and not name.isascii():
            name = name.encode("idna").decode()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https", "") or not name:
        return None
    return name.removeprefix("www.")


def hosts_of(*urls: str) -> frozenset[str]:
    """Give the hosts of those addresses that have one."""
    return frozenset(filter(None, map(host, urls)))


def url_path(url: str) -> str:
    """Give the path of an address as it is written, "" where it has none or is no address."""
    try:
        return urlsplit(url.strip()).path
    except ValueError:
        return ""


def base_path(path: str) -> str:
    """Bring what stands before all addresses of a site to the form `/a/b`, "" for nothing."""
    return ("/" + path.strip("/")).rstrip("/")


def _drop_html(parts: list[str]) -> None:
    """Take `index.html` and `.html` off the end, as often as they stand there."""
    while parts:
        if parts[-1] in ("", ".", "index.html"):
            parts.pop()
        elif parts[-1] == "..":
            del parts[-2:]
        elif parts[-1].endswith(".html"):
            parts[-1] = parts[-1].removesuffix(".html").strip()
        else:
            return


def _decoded(escapes: str) -> str:
    try:
        decoded = unquote(escapes, errors="strict")
    except UnicodeDecodeError:
        return escapes
    # Invisible characters stay escaped: shown raw, an address could pass for another one.
    return decoded if decoded.isprintable() and not any(one.isspace() for one in decoded) else escapes
