"""Tags and categories: read from what generators accept, compared in one normal form."""

import unicodedata
from collections.abc import Iterable, Mapping

from recommender.site.scalars import scalar_text


def read_tags(value: object, *, splits_at: str | None = None) -> tuple[str, ...]:
    """Flatten a tag value of front matter into the author's spellings, each once, in order.

    A list may be nested (Hexo's hierarchies); a text is one tag, or several where the generator
    splits it: `splits_at` is "," or " ".
    """
    spellings = (spelling.strip() for spelling in _flatten(value, splits_at, set()))
    return tuple(dict.fromkeys(spelling for spelling in spellings if spelling))


def normalise_tag(tag: str, aliases: Mapping[str, str] | None = None) -> str:
    """Give the form in which tags are compared: NFKC, case folded, aliases resolved."""
    key = unicodedata.normalize("NFKC", tag).strip().casefold()
    return (aliases or {}).get(key, key)


def alias_table(alias: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Turn the settings' `wanted = [others]` round into normalised `other → wanted`."""
    return {normalise_tag(other): normalise_tag(wanted) for wanted, others in alias.items() for other in others}


def _flatten(value: object, splits_at: str | None, seen: set[int]) -> Iterable[str]:
    if isinstance(value, (dict, list)):
        # A list may hold itself, or the same one a million times, by YAML's aliases.
        if id(value) not in seen:
            seen.add(id(value))
            for one in value:
                yield from _flatten(one, None, seen)
    elif isinstance(value, bool):
        return
    elif splits_at == " ":
        yield from scalar_text(value).split()
    elif splits_at:
        yield from scalar_text(value).split(splits_at)
    else:
        yield scalar_text(value)
