"""JSON as texts that can be written down again: half a letter of UTF-16 is valid in JSON and in no file."""

import json
from typing import Any


def whole_letters(value: Any) -> Any:
    """Give a value that JSON held with each half of a letter replaced by `?`.

    Raises:
        RecursionError: it is nested too deeply.
    """
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.loads(text.encode(errors="replace"))
    return value
