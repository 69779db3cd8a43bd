"""Front matter: the YAML, TOML or JSON table above a post's text."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any, NamedTuple

from recommender.site.dates import parse_date
from recommender.site.front_matter_repair import repair_toml, repair_yaml
from recommender.site.json_text import whole_letters
from recommender.site.scalars import scalar_text, title_text
from recommender.site.tables import as_table, text_keys
from recommender.site.yaml_text import YamlError, parse_yaml

#: A table longer than this is not front matter that a person wrote; bounds the parsers' work per post, which for
#: TOML's dotted keys and YAML's merges grows with the square.
MAX_CHARACTERS = 20_000

_FENCE = re.compile(r"\ufeff?[ \t\r\n]*(---|\+\+\+|;;;)[ \t]*(?:\r\n?|\n|\Z)")
# The fence comes first, for the search to jump to it; then that it begins its line. YAML may end by dots (Jekyll).
_CLOSING = {
    "---": re.compile(r"(?:---(?<![^\r\n]---)|\.\.\.(?<![^\r\n]\.\.\.))[ \t]*(?:\r\n?|\n|\Z)"),
    "+++": re.compile(r"\+\+\+(?<![^\r\n]\+\+\+)[ \t]*(?:\r\n?|\n|\Z)"),
    ";;;": re.compile(r";;;(?<![^\r\n];;;)[ \t]*(?:\r\n?|\n|\Z)"),
}
_OPENING_BRACE = re.compile(r"\ufeff?[ \t\r\n]*(?=\{[ \t\r\n]*[\"}])")
# A key and a value that no other line can make something else of.
_FIRST_KEY = re.compile(r"[A-Za-z_][\w-]*:[ \t]+[^\s:#'\"&*!|>\[{%@`?-][^\r\n:#]*\r?\n", re.ASCII)
_LINE_END = re.compile(r"[ \t]*(?:\r\n?|\n|\Z)")
_LINE_ENDS = re.compile(r"\r\n?|\n")
# A key that begins a line, as a person who means front matter writes one.
_PLAIN_KEY = re.compile(r"^[ \t]*[A-Za-z_][\w-]*[ \t]*[:：](?!//)", re.MULTILINE)
_KEY_WITHOUT_BLANK = re.compile(r"[A-Za-z_][\w-]*[:：](?!//).*")
_TOP_KEY = re.compile(r"^(\w[\w-]*)[ \t]*:(?=[ \t\r\n]|\Z)", re.MULTILINE)
_WRITTEN_TITLE = re.compile(r"^[\"']?title[\"']?[ \t]*:[ \t]+([^\s#][^\r\n#]*)", re.MULTILINE | re.IGNORECASE)
# Placeholders of tools and templates, and no mistake.
_NO_DATE = re.compile(r"0000|0001|1970-01-01|\{\{|null|none", re.I)
# What YAML's readers refuse.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_TOML_PLACE = re.compile(r" \(at line (\d+), column \d+\)$")


@dataclass(frozen=True)
class FrontMatter:
    """The table of a post and where its text begins.

    Attributes:
        table: keys as the author wrote them; a title is text, whatever YAML takes it for.
        body_start: offset of the first character below the front matter, 0 without one.
        trouble: what was wrong with the table, in which line of the file, and what to do, where it was read as
            well as could be, else None.
    """

    table: dict[str, Any]
    body_start: int
    trouble: str | None = None


def split_front_matter(text: str) -> FrontMatter:
    """Find and parse the table at the top of a file; never raises, an unclosed fence is text.

    Of keys that stand twice the last counts. A value that the format refuses is read as the text it was meant to be.
    """
    opening = _FENCE.match(text)
    if opening is None:
        return _split_json(text)
    fence = opening[1]
    closing = _CLOSING[fence].search(text, opening.end())
    if closing is None or closing.start() - opening.end() > MAX_CHARACTERS:
        return FrontMatter({}, 0, _unclosed(text, opening))
    raw = text[opening.end() : closing.start()]
    if fence == "---" and raw.strip() and ":" not in raw and "：" not in raw:
        return FrontMatter({}, 0)
    table, trouble = _PARSERS[fence](raw, opening[0])
    if fence == "---" and raw.strip() and not table:
        # A sentence with a colon between two rules is valid YAML, or nearly so, and no table.
        return FrontMatter({}, 0)
    return FrontMatter(_with_titles(table, raw), closing.end(), trouble or _unreadable(table, raw, opening[0]))


def find_body_start(text: str) -> int:
    """Give the `body_start` of `split_front_matter`, without reading a table that plainly is one."""
    opening = _FENCE.match(text)
    if opening is not None and _FIRST_KEY.match(text, opening.end()):
        closing = _CLOSING[opening[1]].search(text, opening.end())
        if closing is not None and closing.start() - opening.end() <= MAX_CHARACTERS:
            return closing.end()
    return split_front_matter(text).body_start


class FrontMatterSpan(NamedTuple):
    """Where the table stands: `fence` is what encloses it, `start` and `end` are offsets of what is within.

    Of JSON in braces, whose fence is `{`, the braces are within.
    """

    fence: str
    start: int
    end: int


def locate_front_matter(text: str) -> FrontMatterSpan | None:
    """Find what `split_front_matter` parses, None without front matter."""
    body_start = split_front_matter(text).body_start
    if not body_start:
        return None
    opening = _FENCE.match(text)
    if opening is None:
        start = text.index("{")
        return FrontMatterSpan("{", start, text.rindex("}", start, body_start) + 1)
    closing = _CLOSING[opening[1]].search(text, opening.end())
    return FrontMatterSpan(opening[1], opening.end(), closing.start()) if closing else None


def opens_front_matter(text: str) -> bool:
    """Tell whether a text begins as front matter does, closed or not."""
    return _FENCE.match(text) is not None or _split_json(text).body_start > 0


def _unclosed(text: str, opening: re.Match[str]) -> str | None:
    """Say that a table is never closed, of a text that begins with a fence and a key."""
    first = text[opening.end() : opening.end() + 200]
    if not _PLAIN_KEY.match(first):
        return None
    return (
        f"line {_line_ends(opening[0])}: {opening[1]} opens a table that is never closed; write {opening[1]} below it"
    )


def _unreadable(table: Mapping[str, Any], raw: str, above: str) -> str | None:
    """Tell of a date that is none."""
    for key in ("date", "Date"):
        written = scalar_text(table.get(key)).strip()
        if written and parse_date(written, UTC) is None and not _NO_DATE.match(written):
            found = re.search(rf"^[\"']?{key}\b", raw, re.MULTILINE)
            place = f"line {_line_ends(above) + _line_ends(raw[: found.start()]) + 1}: " if found else ""
            return f'{place}date "{written[:40]}" is no date; write YYYY-MM-DD or YYYY-MM-DD HH:MM:SS +0900'
    return None


def _split_json(text: str) -> FrontMatter:
    """Read the JSON object that a file begins with (Hugo); anything else in braces is text."""
    opening = _OPENING_BRACE.match(text)
    if opening is None:
        return FrontMatter({}, 0)
    try:
        table, length = json.JSONDecoder().raw_decode(text[opening.end() : opening.end() + MAX_CHARACTERS])
        table = whole_letters(table)
    except (ValueError, RecursionError):
        return FrontMatter({}, 0)
    closing = _LINE_END.match(text, opening.end() + length)
    return FrontMatter(_with_titles(table, ""), closing.end()) if closing else FrontMatter({}, 0)


def _parse_yaml(raw: str, above: str) -> tuple[dict[str, Any], str | None]:
    try:
        table = parse_yaml(raw)
    except YamlError as error:
        return _mend_yaml(raw, error, above)
    if isinstance(table, dict):
        return text_keys(table), _doubled_key(raw, len(table), above)
    lines = [line for line in raw.splitlines() if line.strip()]
    if isinstance(table, str) and all(map(_KEY_WITHOUT_BLANK.fullmatch, lines)):
        return repair_yaml(raw), f"line {_line_ends(above) + 1}: no blank after the colon; write one"
    return {}, None


def _mend_yaml(raw: str, error: YamlError, above: str) -> tuple[dict[str, Any], str | None]:
    """Read a table that YAML refuses; none where no line of it looks like one of a table."""
    place = f"line {_line_ends(above) + error.line}: " if error.line else ""
    # A tab is the usual fault in hand-written YAML, and two spaces are what its author saw.
    plain = _CONTROLS.sub("", raw).replace("\t", "  ")
    if plain != raw:
        try:
            table = parse_yaml(plain)
        except YamlError:
            table = None
        if isinstance(table, dict):
            remedy = "remove its control characters" if _CONTROLS.search(raw) else "indent by spaces, not by tabs"
            return text_keys(table), f"{place}{error.problem}; {remedy}"
    if not _PLAIN_KEY.search(plain):
        return {}, None
    return repair_yaml(plain), f"{place}{error.problem}; put the value in quotes"


def _doubled_key(raw: str, count: int, above: str) -> str | None:
    """Tell which top-level key stands twice in a table of `count` keys."""
    if raw.count("\n") == count:
        # A key a line, as most tables are.
        return None
    keys = _TOP_KEY.findall(raw)
    if len(keys) == len(set(keys)):
        return None
    seen: set[str] = set()
    for found in _TOP_KEY.finditer(raw):
        if found[1] in seen:
            line = _line_ends(above) + _line_ends(raw[: found.start()]) + 1
            return f"line {line}: {found[1]} stands twice, the last one counts; remove the other"
        seen.add(found[1])
    return None


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _parse_toml(raw: str, above: str) -> tuple[dict[str, Any], str | None]:
    lines = _LINE_ENDS.sub("\n", raw) if "\r" in raw else raw
    try:
        return tomllib.loads(lines), None
    except (ValueError, RecursionError) as error:
        problem = str(error).splitlines()[0] if str(error) else "nested too deeply"
        place = _TOML_PLACE.search(problem)
        where = f"line {_line_ends(above) + int(place[1])}: " if place else ""
        return repair_toml(
            _CONTROLS.sub("", lines)
        ), f"{where}{_TOML_PLACE.sub('', problem)}; write it as TOML, texts in quotes"


def _parse_json(raw: str, above: str) -> tuple[dict[str, Any], str | None]:
    """Read a JSON object whose braces are left out, as Hexo has it between `;;;`."""
    try:
        return dict(whole_letters(json.loads("{" + raw + "}"))), None
    except json.JSONDecodeError as error:
        return _read_loose_json(raw), f"line {_line_ends(above) + error.lineno}: {error.msg}; write the table as JSON"
    except (ValueError, RecursionError) as error:
        return {}, f"{str(error).splitlines()[0]}; write the table as JSON"


def _read_loose_json(raw: str) -> dict[str, Any]:
    """Read JSON with bare words or a comma too many, which YAML allows."""
    try:
        table = parse_yaml("{" + raw + "}")
    except YamlError:
        return {}
    return text_keys(as_table(table))


def _with_titles(table: dict[str, Any], raw: str) -> dict[str, Any]:
    """Make a title the text that stands there: to YAML 0123 is 83, `on` is true and `[庭]` a list."""
    for key in ("title", "Title", "TITLE"):
        value = table.get(key)
        if value is not None and not isinstance(value, str):
            written = _WRITTEN_TITLE.search(raw) if isinstance(value, (bool, int, float)) else None
            table = {**table, key: written[1].strip() if written else title_text(value)}
    return table


_PARSERS = {"---": _parse_yaml, "+++": _parse_toml, ";;;": _parse_json}
