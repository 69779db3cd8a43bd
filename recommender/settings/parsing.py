"""recommender.toml, read into settings and checked once, at the door."""

import dataclasses
import difflib
import tomllib
import types
import typing
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from recommender.errors import SettingsError
from recommender.settings.ranges import MAX_NUMBER, check_ranges
from recommender.settings.sections import Settings

FILE_NAME = "recommender.toml"

T = TypeVar("T")


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
    check_ranges(settings, where)
    if settings.inject.heading in settings.text.drop_headings:
        return settings
    # What we wrote is not read as text.
    headings = (*settings.text.drop_headings, settings.inject.heading)
    return replace(settings, text=replace(settings.text, drop_headings=headings))


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
    if kind is float and type(value) is int and abs(value) < MAX_NUMBER:
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
