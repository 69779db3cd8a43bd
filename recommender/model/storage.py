"""Write and read model folders.

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
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.errors import ModelError
from recommender.model.checks import check_ranges
from recommender.model.manifest import FILE_NAME, FORMAT, FileEntry, Manifest, parse_manifest
from recommender.model.model import Arrays, Model
from recommender.site.post import Post
from recommender.whole_file import write_whole

_POSTS = "posts.json"
_WORDS = "words.json"
_OWN_NAME = re.compile(r"data-[0-9a-f]{16}|\.data-aside-.+|\.manifest\.json\..+")
# A browser takes "//host", and with a backslash or a tab in between too, for another site.
_ADDRESS = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
_DTYPES = {
    "targets": np.int32,
    "scores": np.float32,
    "sources": np.int8,
    "signals": np.float32,
    "terms": np.int32,
    "relevances": np.float32,
    "moved": np.int32,
    "best_signals": np.float32,
    "left_out": np.int32,
    "left_relevances": np.float32,
}


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
) -> Manifest:
    """Write a model and swap it in; the one that was there stays until then.

    Args:
        words: the spellings that `arrays.terms` points at.

    Raises:
        ModelError: the folder holds something else, or cannot be written.
    """
    contents = {_POSTS: _json([_post_table(post) for post in posts]), _WORDS: _json(list(words))}
    entries = {name: FileEntry(_sha256(content), len(content)) for name, content in contents.items()}
    for name, dtype in _DTYPES.items():
        array = np.ascontiguousarray(getattr(arrays, name), dtype=dtype)
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
        files=entries,
    )
    try:
        _check_is_ours(folder)
        folder.mkdir(parents=True, exist_ok=True)
        _write_data(folder, manifest.data_folder, contents)
        write_whole(folder / FILE_NAME, manifest.to_json().encode())
        _remove_other_data(folder, manifest.data_folder)
    except OSError as error:
        raise ModelError(
            f"{folder}: cannot write the model ({error.strerror}); what was there stays; "
            "check its permissions and the space left, or give another folder with --model"
        ) from error
    return manifest


def load_model(folder: Path) -> Model:
    """Read a model, every file checked against the manifest before it is used.

    Raises:
        ModelError: there is no model, or it is damaged or of another format.
    """
    manifest = read_manifest(folder)
    expected = {_POSTS, _WORDS, *(f"{name}.npy" for name in _DTYPES)}
    if set(manifest.files) != expected:
        raise ModelError(f"{folder}: holds {sorted(manifest.files)}, expected {sorted(expected)}; train again")
    data = folder / manifest.data_folder
    contents = {name: _checked(data / name, entry) for name, entry in manifest.files.items()}
    arrays = Arrays(**{name: _load_array(data / f"{name}.npy", manifest, name) for name in _DTYPES})
    try:
        posts = [_post(table) for table in json.loads(contents[_POSTS])]
        words = _texts(json.loads(contents[_WORDS]))
        model = Model(manifest, posts, words, arrays)
        # Made here, where a post of another shape is still the model's fault.
        _ = model.names
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ModelError(f"{data}: posts or words cannot be read ({type(error).__name__}); train again") from error
    check_ranges(arrays, len(posts), len(words), len(manifest.weights), folder)
    return model


def read_manifest(folder: Path) -> Manifest:
    """Read the head of a model alone.

    Raises:
        ModelError: there is none, or it is not ours.
    """
    try:
        return parse_manifest((folder / FILE_NAME).read_bytes(), str(folder / FILE_NAME))
    except FileNotFoundError:
        raise ModelError(
            f"{folder}: no model here; run `recommender train` first, or give its folder with --model"
        ) from None
    except NotADirectoryError:
        raise ModelError(f"{folder}: is a file, expected a model's folder; give it with --model") from None
    except OSError as error:
        raise ModelError(f"{folder}: cannot be read ({error.strerror}); check its permissions") from error


def _checked(file: Path, entry: FileEntry) -> bytes:
    try:
        if file.stat().st_size != entry.bytes:
            raise ModelError(f"{file}: {file.stat().st_size:,} bytes, expected {entry.bytes:,}; train again")
        content = file.read_bytes()
    except OSError as error:
        raise ModelError(f"{file}: cannot be read ({error.strerror}); train again") from error
    if _sha256(content) != entry.sha256:
        raise ModelError(f"{file}: its SHA-256 is not the manifest's; the file is damaged, train again")
    return content


def _load_array(file: Path, manifest: Manifest, name: str) -> NDArray[Any]:
    entry = manifest.files[file.name]
    try:
        array: NDArray[Any] = np.load(file, mmap_mode="r", allow_pickle=False)
    except (ValueError, OSError, EOFError) as error:
        raise ModelError(f"{file}: no NumPy array ({type(error).__name__}); train again") from error
    if not isinstance(array, np.ndarray) or array.dtype != _DTYPES[name] or array.shape != entry.shape:
        raise ModelError(
            f"{file}: not the array of {np.dtype(_DTYPES[name])} {entry.shape} that the manifest names; train again"
        )
    return array


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
    return _OWN_NAME.fullmatch(file.name) is not None


def _write_data(folder: Path, name: str, contents: Mapping[str, bytes]) -> None:
    if _is_whole(folder / name, contents):
        return
    shutil.rmtree(folder / name, ignore_errors=True)
    aside = Path(tempfile.mkdtemp(prefix=".data-aside-", dir=folder))
    try:
        for file, content in contents.items():
            write_whole(aside / file, content)
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


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _post_table(post: Post) -> dict[str, Any]:
    """Give a post's fields that differ from the defaults."""
    defaults = {field.name: field.default for field in fields(Post)}
    table = {
        name: value
        for name, value in asdict(post).items()
        if value != defaults[name] or name in ("path", "url", "title")
    }
    if post.date:
        table["date"] = post.date.isoformat()
    return table


def _texts(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TypeError("expected a list of texts")
    return value


def _post(table: Mapping[str, Any]) -> Post:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}
    date = values.get("date")
    post = Post(**{**values, "date": datetime.fromisoformat(date) if date else None})
    lists = (post.tags, post.categories, post.aliases, post.pins, post.excludes)
    for text in (post.path, post.title, *chain.from_iterable(lists)):
        # Lone surrogates are no text either: they could not be printed.
        text.encode()
    # An address is printed into pages: nothing but a place on the site may stand there.
    if post.url is not None and not _ADDRESS.fullmatch(post.url):
        raise ValueError("an address begins with one slash")
    return post
