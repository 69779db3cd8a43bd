"""What the values of settings may be."""

import re
from zoneinfo import ZoneInfo

from recommender.errors import SettingsError
from recommender.settings.sections import GENERATORS, Settings

#: No setting needs a larger one, and far larger ones overflow where they are added up.
MAX_NUMBER = 1_000_000


def check_ranges(settings: Settings, where: str) -> None:
    """Check every value; `where` names the file in errors.

    Raises:
        SettingsError: one is out of range.
    """
    ranking, inject, site = settings.ranking, settings.inject, settings.site
    checks = [
        (1 <= ranking.limit <= 20, "ranking.limit", ranking.limit, "1 to 20"),
        (0 <= ranking.threshold <= 1, "ranking.threshold", ranking.threshold, "0 to 1"),
        (
            ranking.max_age_days is None or 0 < ranking.max_age_days < MAX_NUMBER,
            "ranking.max_age_days",
            ranking.max_age_days,
            "a number of days above 0",
        ),
        (
            ranking.half_life_days is None or 0 < ranking.half_life_days < MAX_NUMBER,
            "ranking.half_life_days",
            ranking.half_life_days,
            "a number of days above 0",
        ),
        (0 <= ranking.diversity <= 1, "ranking.diversity", ranking.diversity, "0 (off) to 1"),
        (0 < ranking.hub_limit <= 1, "ranking.hub_limit", ranking.hub_limit, "a share above 0, up to 1 (no limit)"),
        (0 <= ranking.hysteresis <= 10, "ranking.hysteresis", ranking.hysteresis, "0 (off) to 10"),
        (
            set(ranking.fallback) <= {"same_tag", "recent"},
            "ranking.fallback",
            list(ranking.fallback),
            'a list of "same_tag", "recent" or both',
        ),
        (1 <= inject.limit <= 20, "inject.limit", inject.limit, "1 to 20"),
        (inject.style == "block", "inject.style", inject.style, '"block"'),
        (
            bool(inject.heading.strip()) and inject.heading.isprintable(),
            "inject.heading",
            inject.heading,
            "one line of text",
        ),
        (
            site.generator is None or site.generator in GENERATORS,
            "site.generator",
            site.generator,
            "one of " + ", ".join(GENERATORS),
        ),
        (
            site.url is None or re.match(r"https?://[^/\s]", site.url) is not None,
            "site.url",
            site.url,
            "an address like https://blog.example",
        ),
        (site.timezone is None or _is_zone(site.timezone), "site.timezone", site.timezone, 'a name like "Asia/Tokyo"'),
    ]
    checks += [
        (0 <= weight < MAX_NUMBER, f"ranking.weights.{name}", weight, "a number from 0 up")
        for name, weight in ranking.weights.items()
    ]
    for holds, name, found, expected in checks:
        if not holds:
            raise SettingsError(f"{where}: {name} is {found!r}, expected {expected}")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
