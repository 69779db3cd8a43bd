"""The header of an AsciiDoc document: title, author and revision lines, attributes.

The rules follow https://docs.asciidoctor.org/asciidoc/latest/document/header/.
"""

import re
from typing import Any

#: A header longer than this is not one that a person wrote.
_MAX_LINES = 100
_TITLE = re.compile(r"(?:=|#)[ \t]+(\S.*)")
_ATTRIBUTE = re.compile(r":([\w-]{1,60}):(?:[ \t]+(.*))?")
_REVISION_DATE = re.compile(r"(?:v\d[\w.]{0,20},[ \t]*)?(\d{4}-\d{1,2}-\d{1,2}\b.*)")
#: Site builders put these before their own keys: JBake, Jekyll's AsciiDoc plugin, Antora.
_PREFIXES = ("jbake-", "page-")
_RENAMED = {"revdate": "date", "docdate": "date"}


def asciidoc_header(text: str) -> dict[str, Any]:
    """Read the header that a document begins with, keys in lower case without the prefixes of site builders.

    An attribute goes before the revision line, and `jbake-tags` or `page-tags` is `tags`. A document without a
    header gives an empty table.
    """
    table: dict[str, Any] = {}
    for line in text.lstrip("\ufeff \t\r\n")[: _MAX_LINES * 200].splitlines()[:_MAX_LINES]:
        line = line.rstrip()
        title, attribute, revision = _TITLE.fullmatch(line), _ATTRIBUTE.fullmatch(line), _REVISION_DATE.fullmatch(line)
        if not line:
            break
        if title and "title" not in table:
            table["title"] = title[1]
        elif attribute:
            table[_key(attribute[1])] = attribute[2] or ""
        elif revision and "title" in table:
            table.setdefault("date", revision[1])
        elif "title" not in table and not line.startswith("//"):
            break
    return _status_as_draft(table)


def _key(name: str) -> str:
    key = name.lower()
    for prefix in _PREFIXES:
        key = key.removeprefix(prefix)
    return _RENAMED.get(key, key)


def _status_as_draft(table: dict[str, Any]) -> dict[str, Any]:
    """Read JBake's `status`: every value but `published` keeps a document from readers."""
    status = str(table.get("status", "published")).strip().lower()
    return table if status.startswith("published") else {**table, "draft": True}
