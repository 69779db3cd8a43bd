"""The keys of front matter whose names each content tool chooses for itself: dates, tags, own addresses."""

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from recommender.site.dates import parse_date
from recommender.site.scalars import scalar_text
from recommender.site.tags import read_tags
from recommender.site.url import readable_url

_DATE_KEYS = (
    *("date", "published_at", "publishedat", "publishdate", "publish_date", "pubdate", "pubdatetime"),
    *("published", "created", "created_at", "createdat"),
)
_TAG_KEYS = ("tags", "tag", "topics", "keywords", "category", "categories")


def written_date(table: Mapping[str, Any], zone: tzinfo) -> datetime | None:
    """Read the date of publication under the first name that holds one, None where there is none.

    Args:
        table: front matter, keys in lower case.
        zone: of a date that has none of its own.
    """
    dates = (parse_date(table[key], zone) for key in _DATE_KEYS if table.get(key))
    return next((date for date in dates if date), None)


def written_tags(table: Mapping[str, Any]) -> tuple[str, ...]:
    """Read tags under the first name that holds any; a text is split at commas."""
    found = (read_tags(table.get(key), splits_at=",") for key in _TAG_KEYS)
    return next(filter(None, found), ())


def written_categories(table: Mapping[str, Any]) -> tuple[str, ...]:
    """Read `categories`, else `category`; a text is split at commas."""
    return read_tags(table.get("categories") or table.get("category"), splits_at=",")


def written_address(table: Mapping[str, Any]) -> str | None:
    """Give the path of the `permalink` or `url` that a post claims for itself, None for one that claims none."""
    own = scalar_text(table.get("permalink") or table.get("url"))
    return readable_url("/" + re.sub(r"^https?://[^/]*", "", own).lstrip("/")) if own else None
