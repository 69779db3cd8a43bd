"""Dates as they stand in front matter and file names."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from recommender.site.scalars import scalar_text

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# All expressions are linear: every part is bounded.
_TIME = (
    r"(?:[T\s]\s?(?:at\s)?(?P<hour>\d{1,2})[:時](?P<minute>\d{2})分?(?::?(?P<second>\d{2})秒?(?:[.,]\d{1,9})?)?"
    r"(?:\s?(?P<half>[AaPp])\.?[Mm]\b)?"
    r"(?:\s?(?P<zone>Z|JST|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d)|UTC|GMT))?"
    # A zone after a bare day stands apart from it: in 2026-02-05-0900 it is part of a name.
    r"|(?:\s|(?=Z|[+-]\d{2}:))(?P<day_zone>Z|JST|[+-]\d{2}:?\d{2}|UTC|GMT))?"
)
_WEEKDAY = r"(?:[A-Za-z]{3,9}\.?,?\s{1,2})?"
_MONTH_NAME = r"(?P<name>[A-Za-z]{3,9})"
# 2026-02-20, 2026/2/20, 2026.2.20, 2026年2月20日(金)
_NUMBERS = re.compile(
    r"\s*(?P<year>\d{4})[-/.年]\s?(?P<month>\d{1,2})[-/.月]\s?(?P<day>\d{1,2})日?(?:\s?[(（][^()（）]{1,4}[)）])?"
    + _TIME
)
# 20260220, 20260220T1000, 20260220100000
_DIGITS = re.compile(
    r"\s*(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?P<half>)(?P<zone>Z|[+-]\d{4})?)?(?P<day_zone>)(?!\d)"
)
# Fri, 20 Feb 2026
_DAY_FIRST = re.compile(
    rf"\s*{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{_MONTH_NAME}\.?,?[\s-](?P<year>\d{{4}}){_TIME}"
)
# Feb 20, 2026
_MONTH_FIRST = re.compile(
    rf"\s*{_WEEKDAY}{_MONTH_NAME}\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}}),?{_TIME}"
)
_SHAPES = (_NUMBERS, _DAY_FIRST, _MONTH_FIRST, _DIGITS)
# Seconds since 1970, from September 2001 on: shorter numbers are no times. In milliseconds three digits more.
_UNIX = re.compile(r"\s*([1-9]\d{9})(?:\d{3}|\.\d{1,9})?\s*")
_NAMED_ZONES = {"Z": UTC, "UTC": UTC, "GMT": UTC, "JST": timezone(timedelta(hours=9))}
#: What programs write where nobody gave a date: the first day of Unix, and of Go's and .NET's calendars.
_PLACEHOLDERS = frozenset({(1970, 1, 1), (1, 1, 1)})


class YamlTimestamp(str):
    """A date that stood in YAML without quotes, as YAML's own timestamps do."""

    __slots__ = ()


def parse_date(text: object, zone: tzinfo) -> datetime | None:
    """Read a date as written by people or programs; one without a zone is in `zone`; None where there is no date.

    Reads years of four digits first (2026-02-20, 2026/2/20, 2026年2月20日, 20260220), English dates (Fri, 20 Feb 2026;
    Feb 20, 2026), each with a time and a zone or without, and Unix time. 1970-01-01 and 0001-01-01 are no dates.
    The result is in `zone`, so that its year, month and day are those of the site.
    """
    written = scalar_text(text)
    found = next((match for shape in _SHAPES if (match := shape.match(written))), None)
    try:
        return _unix_date(written, zone) if found is None else _date(found, zone)
    except ValueError:
        return None


def is_utc_to_yaml(value: object) -> bool:
    """Tell whether YAML reads a value as UTC: a bare timestamp with a time and no zone, a gotcha of Jekyll."""
    found = _NUMBERS.match(value) if isinstance(value, YamlTimestamp) else None
    return found is not None and found["hour"] is not None and found["zone"] is None


def _date(found: re.Match[str], zone: tzinfo) -> datetime | None:
    month = MONTHS.index(found["name"][:3].lower()) + 1 if "name" in found.re.groupindex else int(found["month"])
    day = (int(found["year"]), month, int(found["day"]))
    if day in _PLACEHOLDERS:
        return None
    date = datetime(*day, _hour(found), int(found["minute"] or 0), int(found["second"] or 0))
    date = date.replace(tzinfo=_zone(found["zone"] or found["day_zone"], zone))
    try:
        return date.astimezone(zone)
    except OverflowError:
        # 9999-12-31 is a way to write "never"; it is future in every zone.
        return date.replace(tzinfo=zone)


def _hour(found: re.Match[str]) -> int:
    hour, half = int(found["hour"] or 0), found["half"]
    if not half:
        return hour
    return hour % 12 + (12 if half in "Pp" else 0)


def _unix_date(written: str, zone: tzinfo) -> datetime | None:
    seconds = _UNIX.fullmatch(written)
    return datetime.fromtimestamp(int(seconds[1]), zone) if seconds else None


def _zone(offset: str | None, default: tzinfo) -> tzinfo:
    if not offset:
        return default
    if offset in _NAMED_ZONES:
        return _NAMED_ZONES[offset]
    digits = offset.removeprefix("UTC").removeprefix("GMT")
    sign = -1 if digits[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(digits[1:3]), minutes=int(digits[-2:]) if len(digits) > 3 else 0))
