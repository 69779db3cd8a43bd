"""Write model folders.

A folder holds `manifest.json` and the data in `data-VERSION/`. New data are written beside the old, then the manifest
is replaced in one rename: a reader finds the old model or the new one, never a mixture. Data are JSON and NumPy
arrays; reading them executes nothing.
"""

import hashlib
import io
import json
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.errors import ModelError
from recommender.folder_lock import lock_folder
from recommender.model.layout import LIST_DTYPES, POSTS, TEXTS, WORDS
from recommender.model.manifest import FILE_NAME, FORMAT, FileEntry, Manifest
from recommender.model.model import Arrays
from recommender.model.texts import Texts
from recommender.progress import Progress, Tally, silent
from recommender.site.post import Post
from recommender.whole_file import is_aside, remove_leftovers, write_whole

#: Writing takes seconds: whoever comes second has its turn after the other.
_WAIT_SECONDS = 60
_OWN_NAME = re.compile(r"data-[0-9a-f]{16}|\.data-aside-.+")


def save_model(
    folder: Path,
    posts: Sequence[Post],
    words: Sequence[str],
    arrays: Arrays,
    *,
    trained_at: datetime,
    site: Mapping[str, Any],
    settings: Mapping[str, Any],
    weights: Mapping[str, float],
    made_with: Mapping[str, str],
    skipped: Sequence[Mapping[str, str]],
    inputs: str = "",
    current_until: str | None = None,
    churn: Mapping[str, Any] | None = None,
    texts: Texts | None = None,
    progress: Progress = silent,
) -> Manifest:
    """Write a model and swap it in; the one that was there stays until then.

    Args:
        words: the spellings that `arrays.terms` points at.
        inputs: a digest of what the model is made of, and `current_until` when that will say no more.
        churn: what changed in the lists that stood before; it makes no other version.
        texts: what a later text is ranked by; without it the model gives the lists of its posts alone.

    Raises:
        ModelError: the folder holds something else, or cannot be written.
    """
    contents = {POSTS: _json([_post_table(post) for post in posts]), WORDS: _json(list(words))}
    if texts:
        contents[TEXTS] = _json(texts.to_table())
    entries = {name: FileEntry(_sha256(content), len(content)) for name, content in contents.items()}
    numbers = {name: getattr(arrays, name) for name in LIST_DTYPES}
    for name, values in {**numbers, **(texts.to_arrays() if texts else {})}.items():
        array = np.ascontiguousarray(values, dtype=LIST_DTYPES.get(name, values.dtype))
        file = f"{name}.npy"
        contents[file] = _npy(array)
        entries[file] = FileEntry(_sha256(contents[file]), len(contents[file]), array.dtype.str, array.shape)
    stable = [site, settings, weights, made_with, {name: entry.sha256 for name, entry in entries.items()}]
    manifest = Manifest(
        version=_sha256(_json(stable))[:16],
        trained_at=trained_at.isoformat(timespec="seconds"),
        site=site,
        settings=settings,
        weights=weights,
        made_with=made_with,
        skipped=tuple(skipped),
        inputs=inputs,
        current_until=current_until,
        churn=churn or {},
        files=entries,
    )
    try:
        _check_is_ours(folder)
        folder.mkdir(parents=True, exist_ok=True)
        # What one training has written, and not yet named in the manifest, another one would clear away.
        with lock_folder(folder, wait=_WAIT_SECONDS):
            _write_data(folder, manifest.data_folder, contents, Tally(progress, "writing", len(contents)))
            write_whole(folder / FILE_NAME, manifest.to_json().encode())
            _remove_other_data(folder, manifest.data_folder)
            remove_leftovers(folder)
    except TimeoutError as error:
        raise ModelError(
            f"{folder}: another training has been writing there for {_WAIT_SECONDS} seconds; what was there stays; "
            "wait until it is done, then run this again"
        ) from error
    except OSError as error:
        raise ModelError(
            f"{folder}: cannot write the model ({error.strerror}); what was there stays; "
            "check its permissions and the space left, or give another folder with --model"
        ) from error
    return manifest


def _check_is_ours(folder: Path) -> None:
    """Refuse to write into a folder of somebody else's files."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ModelError(f"{folder}: is a file, expected a folder for the model; give another one with --model")
    manifest = folder / FILE_NAME
    # What an interrupted first training left is ours too.
    is_ours = _claims_to_be_ours(manifest) if manifest.exists() else all(map(_is_own_name, folder.iterdir()))
    if not is_ours:
        raise ModelError(f"{folder}: holds other files than a model; give an empty or new folder with --model")


def _claims_to_be_ours(manifest: Path) -> bool:
    """Tell a model's manifest, of any version and even a damaged one, from other programs' files of that name."""
    return f'"format": "{FORMAT}"'.encode() in manifest.read_bytes()[:1000]


def _is_own_name(file: Path) -> bool:
    return _OWN_NAME.fullmatch(file.name) is not None or is_aside(file.name)


def _write_data(folder: Path, name: str, contents: Mapping[str, bytes], tally: Tally) -> None:
    if _is_whole(folder / name, contents):
        return
    shutil.rmtree(folder / name, ignore_errors=True)
    aside = Path(tempfile.mkdtemp(prefix=".data-aside-", dir=folder))
    try:
        for file, content in contents.items():
            write_whole(aside / file, content)
            tally.add(1)
        aside.chmod(0o755)
        aside.rename(folder / name)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _is_whole(folder: Path, contents: Mapping[str, bytes]) -> bool:
    return all(
        (folder / name).is_file() and (folder / name).read_bytes() == content for name, content in contents.items()
    )


def _remove_other_data(folder: Path, kept: str) -> None:
    for one in folder.iterdir():
        if one.is_dir() and _is_own_name(one) and one.name != kept:
            shutil.rmtree(one, ignore_errors=True)


def _npy(array: NDArray[Any]) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=False)
    return stream.getvalue()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _post_table(post: Post) -> dict[str, Any]:
    """Give a post's fields that differ from the defaults."""
    defaults = {field.name: field.default for field in fields(Post)}
    table = {
        name: value
        for name, value in asdict(post).items()
        if name != "changes_at" and (value != defaults[name] or name in ("path", "url", "title"))
    }
    if post.date:
        table["date"] = post.date.isoformat()
    return table


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
