"""Tags and categories: read from what generators accept, compared in one normal form."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from recommender.site.scalars import scalar_text

#: Commas as a Japanese keyboard gives them.
_COMMAS = re.compile("[,，、]")
#: Where exports of content management systems keep the name of a tag that is a table.
_NAME_KEYS = ("name", "title", "label")

#: Deeper lists than these are no hierarchy that a person wrote.
_MAX_DEPTH = 20


def read_tags(value: object, *, splits_at: str | None = None) -> tuple[str, ...]:
    """Flatten a tag value of front matter into the author's spellings, each once, in order.

    A list may be nested (Hexo's hierarchies); a text is one tag, or several where the generator
    splits it: `splits_at` is "," or " ". A table is its keys, in a list its `name`.
    """
    spellings = (spelling.strip() for spelling in _flatten(value, splits_at, set(), _MAX_DEPTH))
    return tuple(dict.fromkeys(spelling for spelling in spellings if spelling))


def normalise_tag(tag: str, aliases: Mapping[str, str] | None = None) -> str:
    """Give the form in which tags are compared: NFKC, case folded, blanks single, no leading `#`, aliases resolved."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", tag).casefold())
    key = " ".join(folded.split())
    key = key.lstrip("# ") or key
    return (aliases or {}).get(key, key)


def alias_table(alias: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Turn the settings' `wanted = [others]` round into normalised `other → wanted`."""
    return {normalise_tag(other): normalise_tag(wanted) for wanted, others in alias.items() for other in others}


def _flatten(value: object, splits_at: str | None, seen: set[int], depth: int) -> Iterable[str]:
    if isinstance(value, (dict, list, tuple, set)):
        # A list may hold itself, or the same one a million times, by YAML's aliases.
        if id(value) not in seen and depth > 0:
            seen.add(id(value))
            for one in sorted(value, key=scalar_text) if isinstance(value, set) else value:
                yield from _flatten(_named(one), None, seen, depth - 1)
    elif isinstance(value, bool):
        return
    elif splits_at == " ":
        yield from scalar_text(value).split()
    elif splits_at == ",":
        yield from _COMMAS.split(scalar_text(value))
    else:
        yield scalar_text(value)


def _named(one: object) -> object:
    """Give the name of a tag that is a table, as WordPress exports it; anything else as it is."""
    if isinstance(one, dict):
        return next((one[key] for key in _NAME_KEYS if isinstance(one.get(key), str)), one)
    return one
