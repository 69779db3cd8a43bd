"""Tags and categories as Jekyll reads them: document.rb (populate_categories) and utils.rb (pluralized_array)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from recommender.site.generators.jekyll.defaults import merged
from recommender.site.generators.jekyll.entries import Place
from recommender.site.scalars import scalar_text

# What Ruby splits a text at; the wide blank of Japanese is not among it.
_BLANK = " \t\n\v\f\r\0"
_BLANKS = re.compile(f"[{_BLANK}]+")


def read_categories(place: Place, defaults: Mapping[str, Any], front_matter: Mapping[str, Any]) -> tuple[str, ...]:
    """Gather categories, each once: the folders' above `_posts`, the defaults', the post's, the singular last."""
    special = "_drafts" if place.is_draft else f"_{place.collection}"
    folders = [one for one in place.path.split(special, 1)[0].split("/") if one]
    plural = (*_several(defaults.get("categories")), *_several(front_matter.get("categories")))
    return tuple(dict.fromkeys((*folders, *plural, *_one(merged(defaults, front_matter).get("category")))))


def read_terms(table: Mapping[str, Any], one: str, many: str) -> tuple[str, ...]:
    """Read `tag`, else `tags`: the singular is one value, the plural splits a text at blanks."""
    return _one(table.get(one)) or _several(table.get(many))


def _one(value: object) -> tuple[str, ...]:
    return () if isinstance(value, dict) or value is False else _words(value)


def _several(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(dict.fromkeys(_BLANKS.split(value.strip(_BLANK)))) if value.strip(_BLANK) else ()
    return () if isinstance(value, (dict, bool)) else _words(value)


def _words(value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, _flat(value, set()))))


def _flat(value: object, seen: set[int]) -> Iterator[str]:
    """Write out lists within lists; YAML's aliases let one hold itself."""
    if isinstance(value, (list, dict)):
        if id(value) not in seen:
            seen.add(id(value))
            for one in value:
                yield from _flat(one, seen)
    elif isinstance(value, bool):
        yield str(value).lower()
    else:
        yield scalar_text(value)
