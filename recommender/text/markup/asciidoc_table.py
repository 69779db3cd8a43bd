"""A table of AsciiDoc to its cells."""

import re
from typing import NamedTuple

#: What stands before a cell's mark: how often or how wide, how aligned, in which style.
_SPECIFIER = re.compile(r"(?:^|(?<=\s))(?:\d*(?:\.\d+)?[+*])?[<^>]?(?:\.[<^>])?([adehlmsv])?$")
#: Longer ones are text.
_MAX_SPECIFIER = 20
#: What begins every cell; other separators stand between cells.
_MARKS = ("|", "!")


class Cell(NamedTuple):
    """A cell's text and the letter of its style: `a` is AsciiDoc, `l` literal, none of them plain text."""

    text: str
    style: str | None


def split_cells(table: str, separator: str) -> list[Cell]:
    """Split what stands between a table's delimiters at a separator of one letter; escaped ones are text."""
    pieces = re.split(rf"(?<!\\){re.escape(separator)}", table)
    if separator not in _MARKS:
        return [Cell(_plain(piece, separator), None) for piece in pieces]
    cells: list[Cell] = []
    specifier = _specifier(pieces[0])
    for index, piece in enumerate(pieces[1:], start=2):
        following = _specifier(piece) if index < len(pieces) else None
        text = piece[: len(piece) - len(following[0])] if following else piece
        cells.append(Cell(_plain(text, separator), specifier[1] if specifier else None))
        specifier = following
    return cells


def _specifier(before: str) -> re.Match[str] | None:
    return _SPECIFIER.search(before[-_MAX_SPECIFIER:])


def _plain(text: str, separator: str) -> str:
    return text.replace("\\" + separator, separator).strip()
