"""Hugo's dates: which keys of the front matter hold them, in which order, and by which clock they are read."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

from recommender.site.dates import parse_date
from recommender.site.scalars import scalar_text
from recommender.site.tables import as_table
from recommender.site.tags import read_tags

_DEFAULTS = {
    "date": ("date", "publishdate", "pubdate", "published", "lastmod", "modified"),
    "publishdate": ("publishdate", "pubdate", "published", "date"),
    "expirydate": ("expirydate", "unpublishdate"),
}
_ALIASES = {
    "lastmod": ("modified",),
    "publishdate": ("pubdate", "published"),
    "expirydate": ("unpublishdate",),
}
_WRITTEN_ZONE = re.compile(r"\s?(?:Z|UTC|GMT|JST|[+-]\d{2}:?\d{2})\s*$")
_DATE_IN_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class DateKeys:
    """The keys under which each date is looked for, the first that holds one wins."""

    date: tuple[str, ...] = _DEFAULTS["date"]
    publishdate: tuple[str, ...] = _DEFAULTS["publishdate"]
    expirydate: tuple[str, ...] = _DEFAULTS["expirydate"]


@dataclass(frozen=True)
class PageDates:
    """The dates of one page, each None where it has none.

    Attributes:
        date: in the site's zone.
        written: the same by the clock that its author wrote it with; Hugo fills permalinks with it.
        publish: before this moment Hugo leaves the page out.
        expiry: from this moment on Hugo leaves the page out.
        slug: what the file name says beside its date, where the date was taken from it.
    """

    date: datetime | None
    written: datetime | None
    publish: datetime | None
    expiry: datetime | None
    slug: str = ""


def date_keys(config: Mapping[str, Any]) -> DateKeys:
    """Read `[frontmatter]` of the settings; `:default` stands for what Hugo does without it."""
    own = as_table(config.get("frontmatter"))
    return DateKeys(**{name: _expanded(name, own.get(name)) for name in _DEFAULTS})


def page_dates(table: Mapping[str, Any], keys: DateKeys, zone: tzinfo, *, base_name: str, file: Path) -> PageDates:
    """Read the dates of a page.

    Args:
        table: front matter, keys in lower case.
        zone: of dates that have none of their own.
        base_name: of the file or of the leaf bundle's folder, for `:filename`.
        file: for `:fileModTime`.
    """
    key, value = _first(table, keys.date, zone, base_name, file)
    slug = posixpath.splitext(base_name)[0][10:].strip(" -_") if key == ":filename" else ""
    clock = _WRITTEN_ZONE.sub("", scalar_text(value))
    return PageDates(
        date=parse_date(value, zone),
        written=parse_date(clock, UTC),
        publish=parse_date(_first(table, keys.publishdate, zone, base_name, file)[1], zone),
        expiry=parse_date(_first(table, keys.expirydate, zone, base_name, file)[1], zone),
        slug=slug,
    )


def _expanded(name: str, value: object) -> tuple[str, ...]:
    keys: list[str] = []
    for key in (one.lower() for one in read_tags(value)):
        keys += _DEFAULTS[name] if key == ":default" else (key, *_ALIASES.get(key, ()))
    return tuple(dict.fromkeys(keys)) or _DEFAULTS[name]


def _first(
    table: Mapping[str, Any], keys: tuple[str, ...], zone: tzinfo, base_name: str, file: Path
) -> tuple[str, object]:
    for key in keys:
        value: object = table.get(key)
        if key == ":filename":
            found = _DATE_IN_NAME.match(base_name)
            value = found[0] if found else None
        elif key == ":filemodtime":
            value = _changed(file)
        if value and parse_date(value, zone):
            return key, value
    return "", None


def _changed(file: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC).replace(microsecond=0)
    except (OSError, ValueError, OverflowError):
        return None
