"""Hexo's permalinks: placeholders filled, file names parsed, titles and categories made into slugs.

The rules follow hexo-util's permalink.js, slugize.js and escape_diacritic.js.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime

from recommender.site.scalars import scalar_text

_PLACEHOLDER = re.compile(r":(\w*[^\W_])", re.ASCII)
_NAME_PATTERNS = {
    "year": r"([0-9]{4})",
    "month": r"([0-9]{2})",
    "day": r"([0-9]{2})",
    "i_month": r"([0-9]{1,2})",
    "i_day": r"([0-9]{1,2})",
    "hash": r"([0-9a-f]{12})",
}
#: The time to match a name grows with its length to the power of the free placeholders; no name has more of either.
_MAX_FREE_PLACEHOLDERS, _MAX_NAME = 3, 500
_CONTROLS = re.compile("[\x00-\x1f]")
# JavaScript's blanks are those of Python but for the next-line mark and the byte-order mark.
_SPECIAL = re.compile(r"(?:[^\S\x85]|[\ufeff~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/])+")
#: Letters that Unicode does not take apart and Hexo writes in ASCII.
_PLAIN_LETTERS = str.maketrans(
    {
        **{"Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "ß": "s"},
        **{"ẞ": "S", "Ħ": "H", "ħ": "h", "ı": "i", "Ŀ": "L", "ŀ": "l", "Ł": "L", "ł": "l", "ŉ": "n", "Ŧ": "T"},
        **{"ŧ": "t", "ƒ": "f", "ƀ": "b", "Ɖ": "D", "Ǆ": "DZ", "ǆ": "dz", "Ǉ": "LJ", "ǉ": "lj"},
    }
)
#: No address is made of more, and YAML's aliases multiply without end.
_MAX_DEPTH, _MAX_ITEMS = 2, 100
# 1 and 2 are what `filename_case` in _config.yml can be besides 0.
_CASES = {1: str.lower, 2: str.upper}


def placeholders(rule: str) -> list[str]:
    """List the names of a permalink's placeholders in order."""
    return _PLACEHOLDER.findall(rule)


def fill_permalink(rule: str, values: Mapping[str, str | None]) -> str | None:
    """Fill the placeholders of a permalink; one that `values` lacks becomes "undefined", as JavaScript writes it.

    None where the rule asks for a value that is None: one that only the building machine knows.
    """
    filled = [values.get(name, "undefined") for name in placeholders(rule)]
    if None in filled:
        return None
    parts = iter(filled)
    return _PLACEHOLDER.sub(lambda found: next(parts) or "", rule)


def parse_post_name(rule: str, name: str) -> dict[str, str]:
    """Read what `new_post_name` says about a post from its path; both without suffix.

    The result always has a `title`: the whole path where the rule does not fit, made into a slug.
    """
    pieces = _PLACEHOLDER.split(rule)
    names = pieces[1::2]
    free = sum(one not in _NAME_PATTERNS for one in names)
    found = None
    if free <= _MAX_FREE_PLACEHOLDERS and len(name) <= _MAX_NAME:
        pattern = "".join(
            _NAME_PATTERNS.get(piece, "(.+?)") if index % 2 else re.escape(piece) for index, piece in enumerate(pieces)
        )
        found = re.fullmatch(pattern, name)
    values = dict(zip(names, found.groups(), strict=True)) if found else {}
    return values if "title" in values else {**values, "title": slugize(name)}


def date_of_name(values: Mapping[str, str]) -> datetime | None:
    """Give the day that a parsed name holds, without zone; None where it holds none."""
    year, month = values.get("year"), values.get("month") or values.get("i_month")
    day = values.get("day") or values.get("i_day")
    try:
        return datetime(int(year), int(month), int(day)) if year and month and day else None
    except ValueError:
        return None


def slugize(text: str, *, case: object = 0) -> str:
    """Turn every run of blanks and ASCII punctuation into one hyphen; accents go, Japanese letters stay.

    Args:
        case: 1 for lower case, 2 for upper case, anything else leaves it.
    """
    plain = _CONTROLS.sub("", "".join(map(_plain_letter, text)).translate(_PLAIN_LETTERS))
    slug = _SPECIAL.sub("-", plain).strip("-")
    change = _CASES.get(case) if isinstance(case, int) else None
    return change(slug) if change else slug


def category_slug(value: object, renamed: Mapping[object, object], *, case: object = 0) -> str | None:
    """Give the address of the deepest category of a post, None for a post without categories.

    A flat list is one path from the outermost to the innermost; of several paths the last counts.

    Args:
        value: `categories` as they stand in front matter.
        renamed: `category_map` of the site.
    """
    entries = value if isinstance(value, list) else [value]
    kept = [entry for entry in entries if isinstance(entry, list) or entry not in (None, "")]
    if any(isinstance(entry, list) for entry in kept):
        paths = (_names(entry if isinstance(entry, list) else [entry]) for entry in reversed(kept))
        names = next((path for path in paths if path), [])
    else:
        names = _names(kept)
    texts = {scalar_text(key): scalar_text(new) for key, new in renamed.items()}
    return "/".join(slugize(texts.get(name) or name, case=case) for name in names) if names else None


def javascript_text(value: object, *, depth: int = _MAX_DEPTH) -> str:
    """Write a value of front matter as JavaScript writes it into an address, lists no deeper than `depth`."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dict):
        return "[object Object]"
    if isinstance(value, list):
        texts = ("" if one is None else javascript_text(one, depth=depth - 1) for one in value[:_MAX_ITEMS])
        return ",".join(texts) if depth else ""
    return scalar_text(value)


def _names(path: list[object]) -> list[str]:
    return [javascript_text(one)[:_MAX_NAME] for one in path[:_MAX_ITEMS] if one not in (None, "")]


def _plain_letter(letter: str) -> str:
    """Give the ASCII letter under an accent, a circle or full width; anything else as it is."""
    name = unicodedata.name(letter, "")
    if letter.isascii() or "LATIN" not in name or "SCRIPT" in name:
        return letter
    parts = unicodedata.normalize("NFKD", letter)
    base, marks = parts[:1], parts[1:]
    is_plain = base.isascii() and base.isalpha() and all(unicodedata.combining(mark) for mark in marks)
    return base if is_plain else letter
