"""The permalink template of the settings, for generators that have none of their own."""

import posixpath
import re
from datetime import datetime

from recommender.errors import SettingsError
from recommender.site.url import readable_url

_NAMES = (":year", ":month", ":day", ":title", ":slug", ":path")
_PLACEHOLDER = re.compile(r":(year|month|day|title|slug|path)")
_ANY = re.compile(r":[A-Za-z]\w*")


def check_permalink(template: str) -> None:
    """Refuse a template with a placeholder that none of these generators knows.

    Raises:
        SettingsError: it has one.
    """
    unknown = next((name for name in _ANY.findall(template) if not _PLACEHOLDER.match(name)), None)
    if unknown:
        raise SettingsError(f'site.permalink: no placeholder "{unknown}"; known are {", ".join(_NAMES)}')


def fill_permalink(template: str, place: str, *, slug: str, date: datetime | None) -> str:
    """Fill `:year`, `:month`, `:day`, `:title` or `:slug`, and `:path`; a post without a date leaves no empty parts.

    Args:
        place: the post's file below the folder of the posts, with its suffix.
    """
    parts = {
        "year": f"{date:%Y}" if date else "",
        "month": f"{date:%m}" if date else "",
        "day": f"{date:%d}" if date else "",
        "title": slug,
        "slug": slug,
        "path": posixpath.splitext(place)[0],
    }
    filled = _PLACEHOLDER.sub(lambda found: parts[found[1]], template)
    return readable_url(re.sub("/{2,}", "/", "/" + filled))
