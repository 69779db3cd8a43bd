"""AsciiDoc seen line by line: which lines are rules or stand in a block whose text is taken as it is."""

import re
from collections.abc import Sequence

_VERBATIM = re.compile(r"(-{4,}|\.{4,}|\+{4,}|/{4,}|```)[^`\n]*")
_RULE = re.compile(r"(?:'{3,}|-{3}|\*{3})[ \t\r\n]*")


def asciidoc_code_lines(lines: Sequence[str]) -> list[bool]:
    """Tell for each line whether it belongs to a block of code, of comment or passed through, its ends included."""
    return _scan(lines)[0]


def open_asciidoc_block(lines: Sequence[str]) -> int | None:
    """Give the number of the line that opens such a block which is never closed, None if all are closed."""
    return _scan(lines)[1]


def is_asciidoc_rule(line: str) -> bool:
    """Tell whether a line is a thematic break."""
    return _RULE.fullmatch(line) is not None


def _scan(lines: Sequence[str]) -> tuple[list[bool], int | None]:
    inside: list[bool] = []
    fence, opened = "", 0
    for index, line in enumerate(lines):
        written = line.rstrip()
        if fence:
            inside.append(True)
            fence = "" if written == fence else fence
        else:
            found = _VERBATIM.fullmatch(written)
            is_fence = found is not None and (found[1] == "```" or found[1] == written)
            fence, opened = (found[1], index) if found and is_fence else ("", 0)
            inside.append(bool(fence))
    return inside, opened if fence else None
