"""One key of a JSON object with a list of entries: put in and taken out, every other byte as it was."""

import re
from collections.abc import Sequence

from recommender.injection.entries import Entry
from recommender.injection.escape import quoted
from recommender.site.json_keys import JsonKey, locate_json_keys

_INDENT = re.compile(r"[ \t]*\Z")


def put_json_key(text: str, key: str, entries: Sequence[Entry | str], newline: str) -> str:
    """Set a key of the object that the text is, in place of an old value or behind the last key.

    Raises:
        ValueError: the text is no object of JSON.
    """
    keys = locate_json_keys(text)
    indent = _indent(text, keys)
    written = f"{quoted(key)}: {_list(entries, indent, newline)}"
    old = next((one for one in keys if one.name == key), None)
    if old is not None:
        return text[: old.start] + written + text[old.end :]
    place = keys[-1].end if keys else 1
    return text[:place] + ("," if keys else "") + newline + indent + written + text[place:]


def take_json_key(text: str, key: str) -> str:
    """Take a key out with its comma: the very text of before, if `put_json_key` had put it where none was.

    Raises:
        ValueError: the text is no object of JSON.
    """
    keys = locate_json_keys(text)
    place = next((place for place, one in enumerate(keys) if one.name == key), None)
    if place is None:
        return text
    if place:
        return text[: keys[place - 1].end] + text[keys[place].end :]
    if len(keys) > 1:
        return text[: keys[0].start] + text[keys[1].start :]
    return text[:1] + text[keys[0].end :]


def is_json_key_of_ours(text: str, key: str, entries: Sequence[Entry], newline: str) -> bool:
    """Tell whether a key with these entries is written as we write it.

    Raises:
        ValueError: the text is no object of JSON.
    """
    return put_json_key(text, key, entries, newline) == text


def _list(entries: Sequence[Entry | str], indent: str, newline: str) -> str:
    lines = ",".join(f"{newline}{indent}  {written(entry)}" for entry in entries)
    return f"[{lines}{newline}{indent}]"


def written(entry: Entry | str) -> str:
    """Write an entry, or the name of a post, in one line that JSON and YAML read alike."""
    return quoted(entry) if isinstance(entry, str) else json_object(entry)


def json_object(entry: Entry) -> str:
    """Write an entry in one line that JSON and YAML read alike."""
    return "{" + ", ".join(f"{quoted(name)}: {value_of(value)}" for name, value in entry.items()) + "}"


def value_of(value: str | list[str]) -> str:
    """Write a value of an entry so that JSON, YAML and TOML read it alike."""
    return quoted(value) if isinstance(value, str) else "[" + ", ".join(map(quoted, value)) + "]"


def _indent(text: str, keys: Sequence[JsonKey]) -> str:
    line = text[: keys[0].start].rpartition("\n") if keys else ("", "", "")
    found = _INDENT.match(line[2]) if line[1] else None
    return found[0] if found else "  "
