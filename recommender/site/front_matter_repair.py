"""Front matter that its format refuses, read key by key: one fault costs one value, not the table."""

import re
import textwrap
import tomllib
from collections.abc import Iterator
from typing import Any

from recommender.site.tables import text_keys
from recommender.site.yaml_text import YamlError, parse_yaml

#: More lines than people write; beyond it values are read as text alone, which bounds the work.
_MAX_LINES = 300
# The colon of a Japanese keyboard is a fault to YAML and a colon to its author; `https://` begins no key.
_YAML_KEY = re.compile(r"[\"']?([^\W\d][\w.-]*)[\"']?[ \t\u3000]*[:：](?!//)[ \t\u3000]*(.*)", re.DOTALL)
_TOML_KEY = re.compile(r"[\"']?([^\W\d][\w.-]*)[\"']?[ \t]*=[ \t]*(.*)", re.DOTALL)
_TOML_SECTION = re.compile(r"\[{1,2}[^\[\]]{1,200}\]{1,2}[ \t]*")
# The part of a line before its value: indentation, dashes of a list, a key.
_LINE = re.compile(r"([ ]*(?:-[ ]+){0,5}(?:[^\W\d][\w.-]*[ ]*:[ ]+)?)(\S.*)")
# What a merge leaves behind where two versions of a table met.
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?:[ \t].*)?")
_FLOW_LIST = re.compile(r"\[([^\[\]]*)\]")


def repair_yaml(raw: str) -> dict[str, Any]:
    """Read each top-level key of a YAML table by itself; a value that YAML refuses is text."""
    lines = textwrap.dedent(raw.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    if len(lines) > _MAX_LINES:
        return {key: value for line in lines for key, value in _text_of_entry([line]).items()}
    table: dict[str, Any] = {}
    for entry in _yaml_entries(lines):
        table.update(_parse_entry(entry))
    return table


def repair_toml(raw: str) -> dict[str, Any]:
    """Read each top-level key and each section of a TOML table by itself; a value that TOML refuses is text."""
    lines = raw.split("\n")
    table: dict[str, Any] = {}
    for entry in _toml_entries(lines):
        try:
            table.update(tomllib.loads("\n".join(entry)) if len(lines) <= _MAX_LINES else {})
        except (ValueError, RecursionError):
            found = _TOML_KEY.fullmatch(entry[0])
            if found:
                table[found[1]] = _unquoted(found[2].strip())
    return table


def _yaml_entries(lines: list[str]) -> Iterator[list[str]]:
    """Cut a table before each line that begins with a key; an indented one counts below a value that is complete."""
    entry: list[str] = []
    for line in lines:
        found = _YAML_KEY.match(line.lstrip(" ") if entry and _is_complete(entry[0]) else line)
        if found:
            if entry:
                yield entry
            entry = [line.lstrip(" ")]
        elif entry and not _CONFLICT.fullmatch(line):
            entry.append(line)
    if entry:
        yield entry


def _is_complete(line: str) -> bool:
    found = _YAML_KEY.match(line)
    return found is not None and bool(found[2].strip()) and found[2][0] not in "[{|>&"


def _toml_entries(lines: list[str]) -> Iterator[list[str]]:
    entry: list[str] = []
    in_section = False
    for line in lines:
        is_section = _TOML_SECTION.fullmatch(line) is not None
        if is_section or (not in_section and _TOML_KEY.match(line)):
            if entry:
                yield entry
            entry, in_section = [line], in_section or is_section
        elif entry:
            entry.append(line)
    if entry:
        yield entry


def _parse_entry(entry: list[str]) -> dict[str, Any]:
    key = _YAML_KEY.match(entry[0])
    for attempt in (entry, [_repaired(line) for line in entry]):
        try:
            table = parse_yaml("\n".join(attempt))
        except YamlError:
            continue
        if isinstance(table, dict):
            named = text_keys(table)
            # To YAML `title:庭: 夏` has the key `title:庭`.
            if key is not None and key[1] in named:
                return named
    return _text_of_entry(entry)


def _text_of_entry(entry: list[str]) -> dict[str, Any]:
    found = _YAML_KEY.fullmatch(" ".join(line.strip() for line in entry))
    return {found[1]: _unquoted(found[2].strip())} if found else {}


def _repaired(line: str) -> str:
    """Quote the value of a line that is no YAML by itself, or each value of a list in brackets."""
    try:
        parse_yaml(line.strip())
    except YamlError:
        found = _LINE.fullmatch(line)
        if found is None:
            return line
        listed = _FLOW_LIST.fullmatch(found[2].strip())
        if listed:
            return f"{found[1]}[{', '.join(_quoted(one.strip()) for one in listed[1].split(',') if one.strip())}]"
        return found[1] + _quoted(found[2].strip())
    return line


def _quoted(value: str) -> str:
    return "'" + _unquoted(value).replace("'", "''") + "'"


def _unquoted(value: str) -> str:
    """Take off the quotes that were meant to enclose a value; those of `"a" b` and `"a" and "b"` belong to it."""
    quote = value[:1]
    if quote not in ("'", '"'):
        return value
    if value.count(quote) == 2 and value.endswith(quote):
        return value[1:-1]
    return value.strip(quote) if value.count(quote) % 2 else value
