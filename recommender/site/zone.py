"""The time zone of a site's dates."""

from zoneinfo import ZoneInfo

from recommender.errors import SiteError

#: Where neither the settings nor the generator have one: the blogs this is made for are Japanese.
DEFAULT_ZONE = "Asia/Tokyo"


def named_zone(name: str, where: str) -> ZoneInfo:
    """Give the time zone of a name.

    Args:
        where: the generator's setting that it stands in, for the error.

    Raises:
        SiteError: there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise SiteError(f'{where} is "{name}", expected a name like "Asia/Tokyo"; mend it') from None
