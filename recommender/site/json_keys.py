"""JSON seen as text: where the keys of an object stand."""

import json
import re
from typing import NamedTuple

_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder(strict=False)


class JsonKey(NamedTuple):
    """One key of an object: the offsets of its first quote and of what follows its value."""

    name: str
    start: int
    end: int


def locate_json_keys(text: str) -> tuple[JsonKey, ...]:
    """Find the keys of the object that a text begins with.

    Raises:
        ValueError: no object of JSON stands there.
    """
    keys: list[JsonKey] = []
    at = _after_blanks(text, 1)
    while text.startswith('"', at):
        name, colon = _DECODER.raw_decode(text, at)
        colon = _after_blanks(text, colon)
        _, end = _DECODER.raw_decode(text, _after_blanks(text, colon + 1))
        keys.append(JsonKey(name, at, end))
        following = _after_blanks(text, end)
        if not text.startswith(",", following):
            break
        at = _after_blanks(text, following + 1)
    if not text.startswith("{") or not text.startswith("}", _after_blanks(text, keys[-1].end if keys else 1)):
        raise ValueError("no object of JSON")
    return tuple(keys)


def _after_blanks(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
