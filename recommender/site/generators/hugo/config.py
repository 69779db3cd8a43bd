"""Hugo's settings: `hugo.toml` and its like, joined with the folder `config/`, keys in lower case."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from recommender.site.config_file import read_config_file
from recommender.site.scalars import scalar_text
from recommender.site.tables import as_table

_SUFFIXES = (".toml", ".yaml", ".yml", ".json")
#: Deeper tables are no settings that a person wrote.
_MAX_DEPTH = 50
_MAIN_NAMES = ("hugo", "config")
#: In the order in which Hugo joins them; `hugo` builds for production unless told otherwise.
_ENVIRONMENTS = ("_default", "production")


def find_config(root: Path) -> dict[str, Any] | None:
    """Read all settings of a Hugo site, None if nothing at `root` is Hugo's.

    `config.toml` and its like are known as Hugo's only beside `content/`: other programs have such files too.

    Raises:
        SiteError: a file of settings cannot be parsed.
    """
    mains = [file for name in _MAIN_NAMES for file in _existing(root, name)]
    folders = [root / "config" / name for name in _ENVIRONMENTS]
    parts = [file for folder in folders for file in _settings_below(folder)]
    is_hugos = any(file.stem == "hugo" for file in mains) or any(
        file.stem == "hugo" for file in parts if file.parent.name in _ENVIRONMENTS
    )
    if not is_hugos and not ((mains or parts) and (root / "content").is_dir()):
        return None
    return _joined(mains, parts)


def tables(value: object) -> tuple[dict[str, Any], ...]:
    """Give the tables of a list, or the one that stands alone."""
    values = value if isinstance(value, list) else [value]
    return tuple(one for one in values if isinstance(one, dict))


def lowered(value: Any) -> Any:
    """Fold the case of keys at every depth, as Hugo does: `baseURL` and `baseurl` are one."""
    return _lowered(value, {}, depth=0)


def _lowered(value: Any, done: dict[int, Any], *, depth: int) -> Any:
    if not isinstance(value, (dict, list)) or depth == _MAX_DEPTH:
        return value
    # By YAML's aliases a list may stand in a text a million times, or hold itself: each is folded once.
    if id(value) not in done:
        done[id(value)] = value
        if isinstance(value, dict):
            folded: Any = {scalar_text(key).lower(): _lowered(one, done, depth=depth + 1) for key, one in value.items()}
        else:
            folded = [_lowered(one, done, depth=depth + 1) for one in value]
        done[id(value)] = folded
    return done[id(value)]


def _joined(mains: list[Path], parts: list[Path]) -> dict[str, Any]:
    """Join the first of the main files with those of `config/`, the later over the earlier.

    Raises:
        SiteError: one of them cannot be parsed.
    """
    config: dict[str, Any] = _read(mains[0]) if mains else {}
    for file in parts:
        config = _merged(config, _under_its_name(file, _read(file)))
    return config


def _existing(folder: Path, name: str) -> list[Path]:
    return [file for suffix in _SUFFIXES if (file := folder / (name + suffix)).is_file()]


def _settings_below(folder: Path) -> list[Path]:
    try:
        files = sorted(file for file in folder.rglob("*") if file.is_file() and file.suffix.lower() in _SUFFIXES)
    except OSError:
        return []
    return sorted(files, key=lambda file: file.stem not in _MAIN_NAMES)


def _under_its_name(file: Path, content: dict[str, Any]) -> dict[str, Any]:
    """Put `params.toml` under `params`, and `params.ja.toml` under the language; `hugo.toml` is the whole."""
    name, _, language = file.stem.lower().partition(".")
    if name in _MAIN_NAMES:
        return content
    # A file may repeat its own name as the only table within.
    content = content[name] if list(content) == [name] and isinstance(content[name], dict) else content
    return {"languages": {language: {name: content}}} if language else {name: content}


def _merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = _merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def _read(file: Path) -> dict[str, Any]:
    return as_table(lowered(read_config_file(file)))
