"""Jekyll's front matter defaults: `defaults` in `_config.yml`, after frontmatter_defaults.rb."""

import fnmatch
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recommender.site.scalars import scalar_text
from recommender.site.tables import as_table, text_keys

_OLD_TYPES = {"page": "pages", "post": "posts", "draft": "drafts"}
_BRACES = re.compile(r"\{([^{}]{0,200})\}")
#: More alternatives than a person writes in one pattern.
_MAX_PATTERNS = 64


@dataclass(frozen=True)
class DefaultSet:
    """Values for the documents whose path begins with `path` and whose collection is `type` (None: any)."""

    path: str
    type: str | None
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Defaults:
    """All default sets of a site, in its own order."""

    sets: tuple[DefaultSet, ...]
    collections_dir: str

    def values(self, collection: str, path: str) -> dict[str, Any]:
        """Merge the values for a document; the longer path wins, then the set with a type, then the later set."""
        values: dict[str, Any] = {}
        strongest: DefaultSet | None = None
        for one in self.sets:
            if one.type not in (None, collection) or not self._is_in_path(one.path, path):
                continue
            if strongest is None or _wins(one, strongest):
                values, strongest = merged(values, one.values), one
            else:
                values = merged(one.values, values)
        return values

    def _is_in_path(self, scope: str, path: str) -> bool:
        if "*" in scope:
            return any(_matches_glob(one, self._full(path)) for one in _alternatives(scope))
        return path.startswith(scope.removeprefix(self.collections_dir + "/") if self.collections_dir else scope)

    def _full(self, path: str) -> str:
        return f"{self.collections_dir}/{path}" if self.collections_dir else path


def read_defaults(value: object, collections_dir: str) -> Defaults:
    """Read the config's `defaults`; what is no default set is left out, as Jekyll does with a warning."""
    entries = value if isinstance(value, list) else []
    sets = (_default_set(one) for one in entries if isinstance(one, dict) and isinstance(one.get("values"), dict))
    return Defaults(tuple(sets), collections_dir)


def merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Lay a table over another: tables within are merged too, and a key without a value changes nothing."""
    result = dict(under)
    for key, value in over.items():
        old = result.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            result[key] = old | value
        elif value is not None or key not in result:
            result[key] = value
    return result


def _default_set(entry: Mapping[str, Any]) -> DefaultSet:
    scope = as_table(entry.get("scope"))
    kind = scope.get("type")
    return DefaultSet(
        path=scope["path"] if isinstance(scope.get("path"), str) else "",
        type=None if kind is None else _OLD_TYPES.get(scalar_text(kind), scalar_text(kind)),
        values=text_keys(entry["values"]),
    )


def _wins(new: DefaultSet, old: DefaultSet) -> bool:
    new_length, old_length = (len(one.path.removeprefix("/")) for one in (new, old))
    if new_length != old_length:
        return new_length > old_length
    return new.type is not None or old.type is None


def _alternatives(pattern: str) -> list[str]:
    """Write out braces as the shell does: `{a,b}/*` is `a/*` and `b/*`."""
    patterns = [pattern]
    while len(patterns) < _MAX_PATTERNS and (braces := _BRACES.search(patterns[0])):
        rest = patterns[1:]
        first = patterns[0]
        patterns = rest + [first[: braces.start()] + one + first[braces.end() :] for one in braces[1].split(",")]
    return patterns


def _matches_glob(pattern: str, path: str) -> bool:
    """Tell whether a glob finds the path or a folder above it, as the shell and Ruby's Dir.glob would."""
    if pattern.startswith("/"):
        return False
    wanted = [one for one in pattern.split("/") if one]
    given = path.split("/")
    if pattern.endswith("/"):
        given = given[:-1]
    return bool(set(_ends(wanted, given)))


def _ends(wanted: Sequence[str], given: Sequence[str]) -> Iterator[int]:
    """Give every number of folders of a path that the pattern's parts can stand for."""
    places = {0}
    for number, part in enumerate(wanted):
        if part == "**" and number < len(wanted) - 1:
            places = {end for start in places for end in _visible_run(given, start)}
        else:
            places = {one + 1 for one in places if one < len(given) and _matches_part(part, given[one])}
    yield from places


def _visible_run(given: Sequence[str], start: int) -> Iterator[int]:
    yield start
    for end in range(start, len(given)):
        if given[end].startswith("."):
            return
        yield end + 1


def _matches_part(pattern: str, name: str) -> bool:
    return fnmatch.fnmatchcase(name, pattern) and (pattern.startswith(".") or not name.startswith("."))
