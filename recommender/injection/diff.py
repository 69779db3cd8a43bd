"""A change as a patch: what `git apply` and `patch` take, line ends and missing ones included."""

import difflib
import io
from collections.abc import Iterator

from recommender.injection.change import Change

_NONE = "/dev/null"
_NO_LINE_END = "\\ No newline at end of file\n"


def unified_diff(change: Change) -> Iterator[str]:
    """Give the lines of a change's patch, each with its line end; none where nothing changes."""
    old_name = _NONE if change.old is None else f"a/{change.path}"
    new_name = _NONE if change.new is None else f"b/{change.path}"
    for line in difflib.unified_diff(_lines(change.old), _lines(change.new), old_name, new_name):
        if line.endswith("\n"):
            yield line
        else:
            yield line + "\n"
            yield _NO_LINE_END


def _lines(text: str | None) -> list[str]:
    # For a patch a line feed ends a line, and nothing else does.
    return list(io.StringIO(text or "", newline="\n"))
