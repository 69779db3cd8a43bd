"""Dates as Jekyll reads them: with Ruby's Time.parse, which takes more spellings than `parse_date` and rolls over."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from recommender.site.dates import MONTHS, YamlTimestamp, is_utc_to_yaml, parse_date
from recommender.site.scalars import scalar_text

# What Ruby's zone_offset knows; under any other name it takes the site's own time.
_HOURS_OF_ZONE = {"Z": 0, "UTC": 0, "UT": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5}
_HOURS_OF_ZONE |= {"MST": -7, "MDT": -6, "PST": -8, "PDT": -7}

_ZONE = r"(?:\s{0,3}([+-][0-9]{2}(?::?[0-9]{2})?(?![0-9:])|[A-Z]{1,5}(?![A-Za-z/]|[+-][0-9])))?"
_TIME = re.compile(
    r"(?<![0-9])(?:([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2})(?:[.,][0-9]{1,9})?)?(?:\s{0,3}([ap])\.?m\b\.?)?"
    r"|([0-9]{1,2})\s{0,3}([ap])\.?m\b\.?)" + _ZONE,
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"\s{0,3}([0-9]{4})([0-9]{2})([0-9]{2})(?:T?([0-9]{2})([0-9]{2})([0-9]{2})?)?(?![0-9])" + _ZONE, re.IGNORECASE
)
_MONTH = "(" + "|".join(MONTHS) + ")[a-z]{0,6}"
_ORDINAL = "(?:st|nd|rd|th)?"
_DAY_MONTH_YEAR = re.compile(
    rf"(?<![0-9])([0-9]{{1,2}}){_ORDINAL}[-\s]{{1,3}}{_MONTH}\.?[-,\s]{{1,3}}([0-9]{{4}})", re.IGNORECASE
)
_MONTH_DAY_YEAR = re.compile(rf"\b{_MONTH}\.?\s{{1,3}}([0-9]{{1,2}}){_ORDINAL},?\s{{1,3}}([0-9]{{4}})", re.IGNORECASE)
_YEAR_MONTH_NAME = re.compile(rf"(?<![0-9])([0-9]{{4}})-{_MONTH}-([0-9]{{1,2}})", re.IGNORECASE)
_ERA = re.compile(r"(?<![0-9A-Za-z])([mtshr])([0-9]{2})\.([0-9]{2})\.([0-9]{2})(?![0-9])", re.IGNORECASE)
_YEAR_BEFORE_ERA = {"m": 1867, "t": 1911, "s": 1925, "h": 1988, "r": 2018}
_NUMBERS = re.compile(r"(?<![0-9])([0-9]{1,4})([-/.])([0-9]{1,2})\2([0-9]{1,4})(?![0-9])")
_SHORT_OFFSET = re.compile(r"([+-])([0-9])(:[0-9]{2})?$")


def parse_time(value: object, zone: tzinfo) -> datetime | None:
    """Read a date of front matter or of a file name; one without an offset is in `zone`; None where there is none.

    A bare YAML timestamp is UTC. The result is in `zone`.
    """
    text = scalar_text(value).strip()[:100]
    if isinstance(value, YamlTimestamp):
        text = _SHORT_OFFSET.sub(r"\g<1>0\2\3", text)
    default = UTC if isinstance(value, YamlTimestamp) and is_utc_to_yaml(YamlTimestamp(text)) else zone
    try:
        date = _compact(text, default) or _spelt(text, default) or parse_date(text, default)
        return date.astimezone(zone) if date else None
    except (ValueError, OverflowError):
        return None


def _compact(text: str, zone: tzinfo) -> datetime | None:
    found = _COMPACT.match(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, offset = found.groups()
    clock = _TIME.search(text, found.end()) if hour is None else None
    if clock:
        return _moment((int(year), int(month), int(day)), _clock(clock), clock[7], zone)
    return _moment(
        (int(year), int(month), int(day)),
        (int(hour or 0), int(minute or 0), int(second or 0)),
        offset if hour else None,
        zone,
    )


def _spelt(text: str, zone: tzinfo) -> datetime | None:
    clock = _TIME.search(text)
    day = _day(text[: clock.start()] + " " + text[clock.end() :] if clock else text)
    if day is None:
        return None
    return _moment(day, _clock(clock) if clock else (0, 0, 0), clock[7] if clock else None, zone)


def _clock(found: re.Match[str]) -> tuple[int, int, int]:
    hour, half = int(found[1] or found[5]), (found[4] or found[6] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, int(found[2] or 0), int(found[3] or 0)


def _day(text: str) -> tuple[int, int, int] | None:
    """Give year, month and day in the order in which Ruby tries the spellings."""
    if found := _DAY_MONTH_YEAR.search(text):
        return int(found[3]), _month(found[2]), int(found[1])
    if found := _MONTH_DAY_YEAR.search(text):
        return int(found[3]), _month(found[1]), int(found[2])
    if found := _YEAR_MONTH_NAME.search(text):
        return int(found[1]), _month(found[2]), int(found[3])
    if found := _ERA.search(text):
        return _YEAR_BEFORE_ERA[found[1].lower()] + int(found[2]), int(found[3]), int(found[4])
    if found := _NUMBERS.search(text):
        # 05-11-2025 is the fifth of November.
        year, day = (found[1], found[4]) if len(found[4]) <= 2 else (found[4], found[1])
        return _with_century(year), int(found[3]), int(day)
    return None


def _month(name: str) -> int:
    return MONTHS.index(name.lower()) + 1


def _with_century(year: str) -> int:
    """Read a year of one or two digits as Ruby does: 69–99 are the twentieth century."""
    return int(year) if len(year) > 2 else int(year) + (1900 if int(year) >= 69 else 2000)


def _moment(day: tuple[int, int, int], clock: tuple[int, int, int], offset: str | None, zone: tzinfo) -> datetime:
    """Put a date together; 30 February is 2 March and 24:00 the next day.

    Raises:
        ValueError: a part is out of range.
    """
    if not (1 <= day[2] <= 31 and clock[0] <= 24 and clock[1] <= 59 and clock[2] <= 60):
        raise ValueError
    hours, minutes, seconds = clock
    start = datetime(day[0], day[1], 1, tzinfo=_zone(offset, zone))
    return start + timedelta(days=day[2] - 1, hours=hours, minutes=minutes, seconds=seconds)


def _zone(offset: str | None, default: tzinfo) -> tzinfo:
    if offset is None:
        return default
    if offset[0] not in "+-":
        hours = _HOURS_OF_ZONE.get(offset.upper())
        return default if hours is None else timezone(timedelta(hours=hours))
    sign = -1 if offset[0] == "-" else 1
    digits = offset[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0)))
