"""Write into a site's recommender.toml, and leave every byte alone that is not asked for."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from recommender.errors import SettingsError
from recommender.settings.parsing import FILE_NAME
from recommender.whole_file import write_whole

_BOM = "\ufeff"
_RULES = re.compile(r"^[ \t]*\[rules\][^\n]*\n", re.M)


def write_weights(site: Path, weights: Mapping[str, float]) -> Path:
    """Put weights into SITE/recommender.toml, which is made if there is none; those that it had are replaced.

    Returns:
        The file.

    Raises:
        SettingsError: the file cannot be read or written, or is so written that only a person can change it; it stays.
    """
    file = site / FILE_NAME
    try:
        # Line ends as they are: read_text would turn them all into one kind.
        old = file.read_bytes().decode() if file.exists() else ""
        new = with_weights(old, weights)
        if new != old:
            write_whole(file, new.encode())
    except OSError as error:
        raise SettingsError(f"{file}: cannot be written ({error.strerror}); check its permissions") from error
    except (ValueError, TOMLKitError) as error:
        raise SettingsError(
            f"{file}: cannot be changed safely ({error}); write into it: {_by_hand(weights)}"
        ) from error
    return file


def with_weights(text: str, weights: Mapping[str, float]) -> str:
    """Set the weights in the text of a recommender.toml; comments, order and line ends of all else stay.

    Weights that stand there get the new values where they stand; without any, a table of them is put at the end.

    Raises:
        ValueError: the text is not TOML, holds no table where one belongs, or the outcome would not be the same
            settings with these weights.
    """
    body = text.removeprefix(_BOM)
    expected = tomllib.loads(body)
    ranking = expected.setdefault("ranking", {})
    if not isinstance(ranking, dict) or not isinstance(ranking.setdefault("weights", {}), dict):
        raise ValueError("ranking or its weights are no table")
    ranking["weights"] = dict(weights)
    return _checked(text, _set_weights(body, weights), expected)


def _checked(text: str, new: str, expected: Mapping[str, Any]) -> str:
    """Give a new text the line ends and mark of the old one.

    Raises:
        ValueError: it says something else than it should.
    """
    body = text.removeprefix(_BOM)
    if "\r\n" in body and body.count("\r\n") == body.count("\n"):
        new = new.replace("\r\n", "\n").replace("\n", "\r\n")
    if tomllib.loads(new) != expected:
        raise ValueError("its tables are nested in an unusual way")
    return (_BOM if text != body else "") + new


def with_never(text: str, paths: Sequence[str]) -> str:
    """Set the posts that are recommended nowhere in the text of a recommender.toml; all else stays as it is.

    Raises:
        ValueError: the text is not TOML, or so written that only a person can change it.
    """
    body = text.removeprefix(_BOM)
    expected = tomllib.loads(body)
    rules = expected.setdefault("rules", {})
    if not isinstance(rules, dict):
        raise ValueError("rules is no table")
    rules["never"] = list(paths)
    return _checked(text, _set_never(body, list(paths)), expected)


def _set_never(text: str, paths: list[str]) -> str:
    document = tomlkit.parse(text)
    rules: Any = document.get("rules")
    if rules is not None and ("never" in rules or isinstance(rules, tomlkit.items.InlineTable)):
        rules["never"] = paths
        return tomlkit.dumps(document)
    line = f"never = {tomlkit.item(paths).as_string()}\n"
    header = _RULES.search(text)
    if header:
        return text[: header.end()] + line + text[header.end() :]
    return text + _gap(text) + "[rules]\n" + line


def _set_weights(text: str, weights: Mapping[str, float]) -> str:
    document = tomlkit.parse(text)
    ranking: Any = document.get("ranking", {})
    if "weights" in ranking:
        for name, weight in weights.items():
            ranking["weights"][name] = weight
        for name in set(ranking["weights"]) - set(weights):
            del ranking["weights"][name]
    elif isinstance(ranking, tomlkit.items.InlineTable):
        ranking["weights"] = tomlkit.inline_table()
        ranking["weights"].update(weights)
    else:
        # Not into [ranking]: a comment over the table that follows is, to the parser, the end of the one before.
        return text + _gap(text) + "\n".join(["[ranking.weights]", *_lines(weights), ""])
    return tomlkit.dumps(document)


def _gap(text: str) -> str:
    if not text.strip():
        return ""
    return "\n" if text.endswith("\n") else "\n\n"


def _lines(weights: Mapping[str, float]) -> list[str]:
    return [f"{name} = {weight}" for name, weight in weights.items()]


def _by_hand(weights: Mapping[str, float]) -> str:
    return f"[ranking] weights = {{ {', '.join(_lines(weights))} }}"
