"""What the values of settings may be."""

import re
from typing import Any
from zoneinfo import ZoneInfo

from recommender.errors import SettingsError
from recommender.settings.sections import FIELDS, GENERATORS, LINKS, POSITIONS, STYLES, InjectSettings, Settings

#: No setting needs a larger one, and far larger ones overflow where they are added up.
MAX_NUMBER = 1_000_000

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}")
#: `related_posts` names pins; the others are what generators read.
_KEYS_OF_OTHERS = frozenset(
    {
        "related_posts",
        "related_exclude",
        "related",
        "unlisted",
        "translation_key",
        "title",
        "date",
        "tags",
        "categories",
    }
    | {"layout", "permalink", "url", "slug", "draft", "published", "aliases", "lang", "description"}
)
#: Fields by which a list that was written before is read back.
_NAMING_FIELDS = frozenset({"url", "path", "slug"})
# Relative, and no step leads up or is hidden.
_FOLDER = re.compile(r"(?!\.)[^/\\\x00-\x1f:]+(?:/(?!\.)[^/\\\x00-\x1f:]+)*/?")


def check_ranges(settings: Settings, where: str) -> None:
    """Check every value; `where` names the file in errors.

    Raises:
        SettingsError: one is out of range.
    """
    ranking, site = settings.ranking, settings.site
    checks: list[tuple[bool, str, Any, str]] = [
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
    checks += _inject_checks(settings.inject)
    checks += [
        (0 <= weight < MAX_NUMBER, f"ranking.weights.{name}", weight, "a number from 0 up")
        for name, weight in ranking.weights.items()
    ]
    for holds, name, found, expected in checks:
        if not holds:
            raise SettingsError(f"{where}: {name} is {found!r}, expected {expected}")


def _inject_checks(inject: InjectSettings) -> list[tuple[bool, str, Any, str]]:
    choices = {
        "style": (inject.style, STYLES),
        "position": (inject.position, POSITIONS),
        "links": (inject.links, LINKS),
    }
    headings = (inject.heading, *inject.headings)
    return [
        *(
            (value in allowed, f"inject.{name}", value, "one of " + ", ".join(allowed))
            for name, (value, allowed) in choices.items()
        ),
        *(
            (
                bool(one.strip()) and one.isprintable(),
                "inject.heading" if not place else "inject.headings",
                one,
                "one line of text",
            )
            for place, one in enumerate(headings)
        ),
        (1 <= inject.limit <= 20, "inject.limit", inject.limit, "1 to 20"),
        (
            _KEY.fullmatch(inject.key) is not None and inject.key not in _KEYS_OF_OTHERS,
            "inject.key",
            inject.key,
            "a name of letters, digits, - and _ that nothing else uses, as related_articles",
        ),
        (
            set(inject.fields) <= set(FIELDS) and bool(_NAMING_FIELDS & set(inject.fields)),
            "inject.fields",
            list(inject.fields),
            f"some of {', '.join(FIELDS)}, among them one of url, path or slug",
        ),
        (
            inject.out is None or _FOLDER.fullmatch(inject.out) is not None,
            "inject.out",
            inject.out,
            "a file or folder below the site, as _data/related.json",
        ),
    ]


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
