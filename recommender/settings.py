"""Settings of a site: recommender.toml, read into frozen dataclasses and checked once, at the door."""

import dataclasses
import difflib
import re
import tomllib
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from recommender.errors import SettingsError

FILE_NAME = "recommender.toml"

T = TypeVar("T")

#: No setting needs a larger one, and far larger ones overflow where they are added up.
_MAX_NUMBER = 1_000_000

#: What a site can be read as; else found by its own files.
GENERATORS = ("jekyll", "hugo", "hexo", "zenn", "hatena", "astro", "html", "folder")

#: Headings over lists that a generator wrote: never read as the author's text.
DROP_HEADINGS = (
    "あわせて読みたい",
    "合わせて読みたい",
    "併せて読みたい",
    "関連記事",
    "関連する記事",
    "関連エントリ",
    "関連エントリー",
    "おすすめ記事",
    "おすすめの記事",
    "こちらもおすすめ",
    "この記事もおすすめ",
    "Related Posts",
    "Related Articles",
)


@dataclass(frozen=True)
class SiteSettings:
    """Where the posts are and what their addresses look like; None means: as the generator says."""

    generator: str | None = None
    posts: str | None = None
    url: str | None = None
    permalink: str | None = None
    timezone: str | None = None
    exclude: tuple[str, ...] = ()
    future: bool | None = None


@dataclass(frozen=True)
class TextSettings:
    """How prose becomes words."""

    user_dictionary: str | None = None
    stop_words: tuple[str, ...] = ()
    drop_headings: tuple[str, ...] = DROP_HEADINGS


@dataclass(frozen=True)
class RankingSettings:
    """From scores to lists; `weights` are merged over the defaults, 0 turns a signal off."""

    limit: int = 5
    threshold: float = 0.05
    include_newer: bool = True
    max_age_days: int | None = None
    fallback: tuple[str, ...] = ("same_tag", "recent")
    weights: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class InjectSettings:
    """What is written into the posts' files."""

    style: str = "block"
    heading: str = "あわせて読みたい"
    limit: int = 3
    markers: bool = True


@dataclass(frozen=True)
class RuleSettings:
    """Posts that are never recommended, and pairs that are not; posts are named by path."""

    never: tuple[str, ...] = ()
    block: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class TagSettings:
    """One spelling per tag: `alias` maps the wanted spelling to the others."""

    alias: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """All settings of one site, every one with a default."""

    site: SiteSettings = field(default_factory=SiteSettings)
    text: TextSettings = field(default_factory=TextSettings)
    tags: TagSettings = field(default_factory=TagSettings)
    ranking: RankingSettings = field(default_factory=RankingSettings)
    inject: InjectSettings = field(default_factory=InjectSettings)
    rules: RuleSettings = field(default_factory=RuleSettings)


def load_settings(site: Path) -> Settings:
    """Read SITE/recommender.toml; without the file, all defaults.

    Raises:
        SettingsError: the file is not TOML, or a key is unknown, of the wrong type or out of range.
    """
    file = site / FILE_NAME
    if not file.is_file():
        return Settings()
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read ({error.strerror}); check its permissions") from error
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"{file}: not valid TOML ({error}); mend that line") from error
    settings = parse_settings(table, str(file))
    dictionary = settings.text.user_dictionary
    if dictionary is None:
        return settings
    # Named from where the settings stand, wherever the program runs.
    return replace(settings, text=replace(settings.text, user_dictionary=str((site / dictionary).resolve())))


def parse_settings(table: Mapping[str, Any], where: str) -> Settings:
    """Turn parsed TOML into checked settings; `where` names the file in errors.

    Raises:
        SettingsError: a key is unknown (with the nearest known name), of the wrong type or out of range.
    """
    settings = _section(Settings, table, where, "")
    _check_ranges(settings, where)
    return settings


def settings_table(settings: Settings) -> dict[str, Any]:
    """Give the settings as plain data, as a model's manifest keeps them."""
    return dataclasses.asdict(settings)


def _section(kind: type[T], table: Mapping[str, Any], where: str, prefix: str) -> T:
    known = typing.get_type_hints(kind)
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f'did you mean "{near[0]}"?' if near else f"known here: {', '.join(known)}"
            raise SettingsError(f'{where}: unknown key "{prefix}{key}"; {hint}')
    values = {key: _value(known[key], value, where, prefix + key) for key, value in table.items()}
    return kind(**values)


def _value(kind: Any, value: Any, where: str, name: str) -> Any:
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        if not isinstance(value, dict):
            raise SettingsError(f"{where}: {name} is {value!r}, expected a table [{name}]")
        return _section(kind, value, where, name + ".")
    if isinstance(kind, types.UnionType):
        kind = next(one for one in typing.get_args(kind) if one is not type(None))
    if kind is float and type(value) is int and abs(value) < _MAX_NUMBER:
        return float(value)
    if kind in (str, bool, int, float) and type(value) is kind:
        return value
    if typing.get_origin(kind) is tuple and isinstance(value, list):
        return tuple(_value(str, one, where, f"{name}[]") for one in value)
    if typing.get_origin(kind) is Mapping and isinstance(value, dict):
        inner = typing.get_args(kind)[1]
        return {key: _value(inner, one, where, f"{name}.{key}") for key, one in value.items()}
    raise SettingsError(f"{where}: {name} is {value!r}, expected {_spoken(kind)}")


def _spoken(kind: Any) -> str:
    if typing.get_origin(kind) is tuple:
        return "a list of texts"
    if typing.get_origin(kind) is Mapping:
        return "a table"
    return {str: "a text", bool: "true or false", int: "a whole number", float: "a number"}[kind]


def _check_ranges(settings: Settings, where: str) -> None:
    ranking, inject, site = settings.ranking, settings.inject, settings.site
    checks = [
        (1 <= ranking.limit <= 20, "ranking.limit", ranking.limit, "1 to 20"),
        (0 <= ranking.threshold <= 1, "ranking.threshold", ranking.threshold, "0 to 1"),
        (
            ranking.max_age_days is None or 0 < ranking.max_age_days < _MAX_NUMBER,
            "ranking.max_age_days",
            ranking.max_age_days,
            "a number of days above 0",
        ),
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
        (0 <= weight < _MAX_NUMBER, f"ranking.weights.{name}", weight, "a number from 0 up")
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
