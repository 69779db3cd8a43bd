"""Dates as Hexo reads them and writes them into addresses."""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from recommender.site.dates import YamlTimestamp, parse_date
from recommender.site.generators.hexo.permalink import date_of_name
from recommender.site.scalars import scalar_text

_DAY_ALONE = re.compile(r"\d{4}-\d{2}-\d{2}")
#: What JavaScript's Date reads of the dates that people write: ISO with a `T`, or parts as short as they like.
_JAVASCRIPT = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    r"(?: \d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)? ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?(?: ?\([^()]{0,20}\))?"
)


def read_hexo_date(
    value: object, named: Mapping[str, str], *, zone: ZoneInfo, machine_zone: ZoneInfo
) -> datetime | None:
    """Give the date of a post in the building machine's zone, None where front matter and name hold none.

    Hexo reads the clock of a date on the machine and then takes it for one in the site's zone. YAML's own
    timestamps are the clock of UTC, so that `+09:00` moves them; texts with a zone are the moment they say.

    Args:
        value: `date` of front matter; one that JavaScript cannot read hides that of the name.
        named: what the file name says.
        zone: of the site's dates; `machine_zone`: of the machine that builds the site.
    """
    text = " ".join(scalar_text(value).split())
    if isinstance(value, YamlTimestamp):
        date = parse_date(text, UTC)
    elif text:
        # A quoted day alone is midnight in UTC to JavaScript, any other text without zone is local time.
        written_in = UTC if _DAY_ALONE.fullmatch(text) else machine_zone
        date = _in_zone(parse_date(text, written_in), machine_zone) if _JAVASCRIPT.fullmatch(text) else None
    else:
        date = date_of_name(named)
    return _in_zone(date.replace(tzinfo=zone), machine_zone) if date else None


def date_values(date: datetime | None) -> dict[str, str | None]:
    """Give the values of a permalink's placeholders for the date, all None without one."""
    return {
        "year": f"{date.year:04}" if date else None,
        "month": f"{date:%m}" if date else None,
        "i_month": str(date.month) if date else None,
        "day": f"{date:%d}" if date else None,
        "i_day": str(date.day) if date else None,
        "hour": f"{date:%H}" if date else None,
        "minute": f"{date:%M}" if date else None,
        "second": f"{date:%S}" if date else None,
        "timestamp": str(_seconds(date)) if date else None,
    }


def post_hash(slug: str, date: datetime | None) -> str | None:
    """Give a post's `:hash`, which is no secret but a name; None without a date, "null" for a name of no letters."""
    if not slug:
        return "null"
    if date is None:
        return None
    return hashlib.sha1(f"{slug}{_seconds(date)}".encode(), usedforsecurity=False).hexdigest()[:12]


def _seconds(date: datetime) -> int:
    return int(date.timestamp())


def _in_zone(date: datetime | None, zone: ZoneInfo) -> datetime | None:
    try:
        return date.astimezone(zone) if date else None
    except (OverflowError, ValueError):
        return None
