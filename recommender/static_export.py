"""What the service answers, as files for a site without one: a file a post, an index, nothing that is out of date."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from recommender.errors import SettingsError
from recommender.model.answer import model_answer, related_answer
from recommender.model.model import Model, post_json
from recommender.whole_file import write_whole

_FOLDER = "related"
_INDEX = "index.json"
_OWN_NAME = re.compile(r"[0-9a-f]{12}\.json")


class StaticExport(NamedTuple):
    """How many files of posts stand there now, how many of them are new or changed, how many old ones went."""

    posts: int
    written: int
    removed: int


def export_static(model: Model, limit: int, out: Path) -> StaticExport:
    """Write `related/ID.json` for each post that readers can open, as `GET /api/v1/related` answers, and an index.

    The index is written after the files that it names, and files of posts that are gone go last: whoever reads
    meanwhile finds every file that the index names.

    Args:
        limit: links per post.
        out: folder of the site; made where it is not there.

    Raises:
        SettingsError: the folder holds somebody else's index, or cannot be written into.
    """
    folder = out / _FOLDER
    numbers = [number for number, post in enumerate(model.posts) if not post.concealed]
    contents = {f"{model.posts[one].id}.json": _json(related_answer(model, one, limit)) for one in numbers}
    posts = [{"id": model.posts[one].id, **post_json(model.posts[one])} for one in numbers]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _check_is_ours(folder / _INDEX)
        written = sum(_write(folder / name, content) for name, content in contents.items())
        _write(folder / _INDEX, _json({"posts": posts, "model": model_answer(model)}))
        stale = [file for file in sorted(folder.iterdir()) if file.name not in contents and _is_of_post(file)]
        for file in stale:
            file.unlink()
    except OSError as error:
        raise SettingsError(f"--out {out}: cannot be written ({error.strerror}); choose another place") from error
    return StaticExport(len(contents), written, len(stale))


def _write(file: Path, content: bytes) -> bool:
    """Write a file unless it is the same already."""
    if file.is_file() and file.read_bytes() == content:
        return False
    write_whole(file, content)
    return True


def _check_is_ours(index: Path) -> None:
    if index.exists() and not {"posts", "model"} <= set(_table(index)):
        raise SettingsError(f"{index}: is no index of this program; give another folder with --out")


def _is_of_post(file: Path) -> bool:
    """Tell whether a file is one of those that this program writes: by its name, and by the post that it is of."""
    if not _OWN_NAME.fullmatch(file.name) or not file.is_file():
        return False
    table = _table(file)
    return isinstance(table.get("post"), dict) and table["post"].get("id") == file.stem and "related" in table


def _table(file: Path) -> Mapping[str, Any]:
    """Read the object in a file, an empty one where there is none."""
    try:
        table = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        return {}
    return table if isinstance(table, dict) else {}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
