"""Front matter: the YAML, TOML or JSON table above a post's text."""

import json
import re
import tomllib
from dataclasses import dataclass
from typing import Any

from recommender.site.scalars import scalar_text
from recommender.site.yaml_text import parse_yaml

#: A table longer than this is not front matter that a person wrote; bounds the parsers' work per post, which for
#: TOML's dotted keys and YAML's merges grows with the square.
MAX_CHARACTERS = 20_000

_FENCE = re.compile(r"\ufeff?[ \t\r\n]*(---|\+\+\+|;;;)[ \t]*(?:\r?\n|\Z)")
_OPENING_BRACE = re.compile(r"\ufeff?[ \t\r\n]*(?=\{[ \t\r\n]*[\"}])")
_LINE_END = re.compile(r"[ \t]*(?:\r?\n|\Z)")
_SIMPLE_LINE = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:[ \t]*(.*)")


@dataclass(frozen=True)
class FrontMatter:
    """The table of a post and where its text begins.

    Attributes:
        table: keys as the author wrote them.
        body_start: offset of the first character below the front matter, 0 without one.
        trouble: what was wrong with the table, where it was read as well as could be, else None.
    """

    table: dict[str, Any]
    body_start: int
    trouble: str | None = None


def split_front_matter(text: str) -> FrontMatter:
    """Find and parse the table at the top of a file; never raises, an unclosed fence is text."""
    opening = _FENCE.match(text)
    if opening is None:
        return _split_json(text)
    fence = opening[1]
    closing = re.compile(rf"^{re.escape(fence)}[ \t]*(?:\r?\n|\Z)", re.MULTILINE).search(text, opening.end())
    if closing is None or closing.start() - opening.end() > MAX_CHARACTERS:
        return FrontMatter({}, 0)
    raw = text[opening.end() : closing.start()]
    if fence == "---" and not _looks_like_yaml(raw):
        return FrontMatter({}, 0)
    table, trouble = _PARSERS[fence](raw)
    if fence == "---" and raw.strip() and not table and trouble is None:
        # A sentence with a colon between two rules is valid YAML, and no table.
        return FrontMatter({}, 0)
    return FrontMatter(table, closing.end(), trouble)


def opens_front_matter(text: str) -> bool:
    """Tell whether a text begins as front matter does, closed or not."""
    return _FENCE.match(text) is not None or _split_json(text).body_start > 0


def _split_json(text: str) -> FrontMatter:
    """Read the JSON object that a file begins with (Hugo); anything else in braces is text."""
    opening = _OPENING_BRACE.match(text)
    if opening is None:
        return FrontMatter({}, 0)
    try:
        table, length = json.JSONDecoder().raw_decode(text[opening.end() : opening.end() + MAX_CHARACTERS])
    except (ValueError, RecursionError):
        return FrontMatter({}, 0)
    closing = _LINE_END.match(text, opening.end() + length)
    return FrontMatter(table, closing.end()) if closing else FrontMatter({}, 0)


def _looks_like_yaml(raw: str) -> bool:
    """Tell a table from the text between two rules that a post without front matter may begin with."""
    return not raw.strip() or any(":" in line for line in raw.splitlines())


def _parse_yaml(raw: str) -> tuple[dict[str, Any], str | None]:
    trouble = None
    # A tab is the usual fault in hand-written YAML, and two spaces are what its author saw.
    for attempt in (raw, raw.replace("\t", "  ")):
        try:
            table = parse_yaml(attempt)
        except ValueError as error:
            trouble = trouble or str(error)
        else:
            return _keyed(table), trouble
    return _parse_lines(raw), trouble


def _parse_toml(raw: str) -> tuple[dict[str, Any], str | None]:
    try:
        return tomllib.loads(raw.replace("\r\n", "\n")), None
    except (ValueError, RecursionError) as error:
        return {}, str(error).splitlines()[0]


def _parse_json(raw: str) -> tuple[dict[str, Any], str | None]:
    """Read a JSON object whose braces are left out, as Hexo has it between `;;;`."""
    try:
        return dict(json.loads("{" + raw + "}")), None
    except (ValueError, RecursionError) as error:
        return {}, str(error).splitlines()[0]


def _parse_lines(raw: str) -> dict[str, Any]:
    """Read `key: value` lines alone, for a table that YAML refuses (an unquoted `:` or `[` in a title)."""
    found = (_SIMPLE_LINE.fullmatch(line.rstrip()) for line in raw.splitlines())
    return {line[1]: line[2].strip().strip("\"'") for line in found if line}


def _keyed(table: object) -> dict[str, Any]:
    return {scalar_text(key): value for key, value in table.items()} if isinstance(table, dict) else {}


_PARSERS = {"---": _parse_yaml, "+++": _parse_toml, ";;;": _parse_json}
