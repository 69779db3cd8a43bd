"""The permalink template of the settings, for generators that have none of their own."""

import posixpath
import re
from datetime import datetime

from recommender.site.url import readable_url

_PLACEHOLDER = re.compile(r":(year|month|day|title|slug|path)")


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
