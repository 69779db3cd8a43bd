"""Dates as they stand in front matter and file names."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from recommender.site.scalars import scalar_text

# Linear: every part is bounded. Covers 2026-02-20, 2026/2/20, 2026年2月20日, with time, fraction and zone.
_DATE = re.compile(
    r"\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T\s]\s?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?"
    r"\s?(Z|UTC|GMT|JST|[+-]\d{2}:?\d{2})?"
)
_NAMED_ZONES = {"Z": UTC, "UTC": UTC, "GMT": UTC, "JST": timezone(timedelta(hours=9))}


class YamlTimestamp(str):
    """A date that stood in YAML without quotes, as YAML's own timestamps do."""

    __slots__ = ()


def parse_date(text: object, zone: tzinfo) -> datetime | None:
    """Read a date as written by people; one without a zone is in `zone`; None where there is no date.

    The result is in `zone`, so that its year, month and day are those of the site.
    """
    found = _DATE.match(scalar_text(text))
    if found is None:
        return None
    year, month, day, hour, minute, second, offset = found.groups()
    try:
        date = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
        return date.replace(tzinfo=_zone(offset, zone)).astimezone(zone)
    except (ValueError, OverflowError):
        return None


def is_utc_to_yaml(value: object) -> bool:
    """Tell whether YAML reads a value as UTC: a bare timestamp with a time and no zone, a gotcha of Jekyll."""
    found = _DATE.match(value) if isinstance(value, YamlTimestamp) else None
    return found is not None and found[4] is not None and found[7] is None


def _zone(offset: str | None, default: tzinfo) -> tzinfo:
    if offset is None:
        return default
    if offset in _NAMED_ZONES:
        return _NAMED_ZONES[offset]
    sign = -1 if offset[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:])))
