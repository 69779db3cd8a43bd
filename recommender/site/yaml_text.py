"""YAML as people write it in front matter and settings: safe to load, dates left as they stand."""

from itertools import pairwise
from typing import Any, NamedTuple

import yaml

from recommender.site.dates import YamlTimestamp


class YamlError(ValueError):
    """What a parser found wrong.

    Attributes:
        problem: what was found.
        line: where in the text, from 1; None if the parser does not say.
    """

    def __init__(self, problem: str, line: int | None = None) -> None:
        super().__init__(problem if line is None else f"{problem} in line {line}")
        self.problem, self.line = problem, line


class _Loader(yaml.CSafeLoader):
    """Safe YAML in which a timestamp stays text: `parse_date` knows the site's zone, YAML does not."""


_Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: YamlTimestamp(node.value))


def parse_yaml(text: str) -> Any:
    """Parse one YAML document; of keys that stand twice the last one counts.

    Raises:
        YamlError: it is not YAML; a ValueError that says what was found in which line.
    """
    try:
        return yaml.load(text, _Loader)  # noqa: S506  (a subclass of the safe loader)
    except yaml.MarkedYAMLError as error:
        mark = _first_mark(error)
        raise YamlError(error.problem or error.context or "no YAML", mark.line + 1 if mark else None) from error
    except yaml.reader.ReaderError as error:
        line = None if isinstance(error.position, str) else text.count("\n", 0, _position(text, error)) + 1
        raise YamlError("control characters are not allowed", line) from error
    except (yaml.YAMLError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        # A tag like !!int on what is none makes PyYAML stumble in its own ways.
        raise YamlError(f"a value cannot be read ({type(error).__name__})") from error
    except RecursionError as error:
        raise YamlError("nested too deeply") from error


class YamlKey(NamedTuple):
    """One key at the top of a table: the offsets of its first line and of the line after its value."""

    name: str
    start: int
    end: int


class YamlTable(NamedTuple):
    """Where the keys of a table stand, each on lines of its own that begin with `indent`."""

    keys: tuple[YamlKey, ...]
    indent: str


def locate_yaml_keys(text: str) -> YamlTable:
    """Find the lines of every key of a table; comments and blank lines between keys belong to none of them.

    Raises:
        YamlError: it is not YAML, no table, or a table that is not written with a key a line.
    """
    try:
        node = yaml.compose(text, _Loader)
    except yaml.MarkedYAMLError as error:
        mark = _first_mark(error)
        raise YamlError(error.problem or error.context or "no YAML", mark.line + 1 if mark else None) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise YamlError("cannot be parsed") from error
    if node is None:
        return YamlTable((), "")
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise YamlError("no table with a key a line")
    starts = [text.rfind("\n", 0, key.start_mark.index) + 1 for key, _ in node.value]
    indents = {text[start : key.start_mark.index] for start, (key, _) in zip(starts, node.value, strict=True)}
    if len(indents) != 1 or "".join(indents).strip(" "):
        raise YamlError("no table with a key a line")
    names = [str(key.value) for key, _ in node.value]
    values = (value for _, value in node.value)
    parts = zip(values, pairwise([*starts, len(text)]), strict=True)
    ends = [_value_end(text, value, start, end) for value, (start, end) in parts]
    return YamlTable(tuple(map(YamlKey, names, starts, ends)), indents.pop())


def _value_end(text: str, value: yaml.Node, start: int, end: int) -> int:
    """Give the offset of the line after a value, of which `end` is the next key's."""
    if isinstance(value, yaml.ScalarNode) and value.style in ("|", ">"):
        # Here blank lines and what looks like comments are text.
        return max(start, min(end, int(value.end_mark.index)))
    lines = text[start:end].splitlines(keepends=True)
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        end -= len(lines.pop())
    return end


def _first_mark(error: yaml.MarkedYAMLError) -> Any:
    """Give the place of the fault: where what stays open begins, else where the parser stumbled."""
    opens = "quoted" in (error.context or "") or "flow" in (error.context or "")
    return (error.context_mark if opens else None) or error.problem_mark


def _position(text: str, error: yaml.reader.ReaderError) -> int:
    """Give the character that a reader's byte offset stands for."""
    return len(text.encode(errors="surrogatepass")[: error.position].decode(errors="ignore"))
