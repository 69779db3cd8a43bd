"""Read model folders, every file checked before it is used (how they are written: `saving`)."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from recommender.errors import ModelError
from recommender.model.checks import check_ranges
from recommender.model.layout import LIST_DTYPES, POSTS, TEXT_DTYPES, TEXTS, WORDS
from recommender.model.manifest import FILE_NAME, FileEntry, Manifest, parse_manifest
from recommender.model.model import Arrays, Model
from recommender.site.post import Post

if TYPE_CHECKING:
    from recommender.model.texts import Texts

# A browser takes "//host", and with a backslash or a tab in between too, for another site.
_ADDRESS = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def load_model(folder: Path) -> Model:
    """Read a model, every file checked against the manifest before it is used.

    Raises:
        ModelError: there is no model, or it is damaged or of another format.
    """
    manifest = read_manifest(folder)
    expected = {POSTS, WORDS, *(f"{name}.npy" for name in LIST_DTYPES)}
    of_texts = {TEXTS, *(f"{name}.npy" for name in TEXT_DTYPES)}
    if set(manifest.files) not in (expected, expected | of_texts):
        raise ModelError(f"{folder}: holds {sorted(manifest.files)}, expected {sorted(expected)}; train again")
    data = folder / manifest.data_folder
    contents = {name: _checked(data / name, manifest.files[name]) for name in sorted(expected)}
    arrays = Arrays(**{name: _load_array(data / f"{name}.npy", manifest, dtype) for name, dtype in LIST_DTYPES.items()})
    try:
        posts = [_post(table) for table in json.loads(contents[POSTS])]
        words = _texts(json.loads(contents[WORDS]))
        model = Model(manifest, posts, words, arrays, partial(_load_texts, data, manifest, len(posts)))
        # Made here, where a post of another shape is still the model's fault.
        _ = model.names
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ModelError(f"{data}: posts or words cannot be read ({type(error).__name__}); train again") from error
    check_ranges(arrays, len(posts), len(words), len(manifest.weights), folder)
    return model


def _load_texts(data: Path, manifest: Manifest, n_posts: int) -> "Texts":
    """Read what a later text is ranked by: large, and seldom asked for."""
    # Vectors need SciPy and Numba, which no answer about a post of the site does.
    from recommender.model.texts import texts_from

    if TEXTS not in manifest.files:
        raise ModelError(f"{data}: holds no texts to rank another by; train again")
    files = (TEXTS, *(f"{name}.npy" for name in TEXT_DTYPES))
    contents = {name: _checked(data / name, manifest.files[name]) for name in files}
    arrays = {name: _load_array(data / f"{name}.npy", manifest, dtype) for name, dtype in TEXT_DTYPES.items()}
    try:
        return texts_from(arrays, json.loads(contents[TEXTS]), n_posts)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ModelError(f"{data}: its texts cannot be read ({type(error).__name__}: {error}); train again") from error


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
    if hashlib.sha256(content).hexdigest() != entry.sha256:
        raise ModelError(f"{file}: its SHA-256 is not the manifest's; the file is damaged, train again")
    return content


def _load_array(file: Path, manifest: Manifest, dtype: type) -> NDArray[Any]:
    entry = manifest.files[file.name]
    try:
        array: NDArray[Any] = np.load(file, mmap_mode="r", allow_pickle=False)
    except (ValueError, OSError, EOFError) as error:
        raise ModelError(f"{file}: no NumPy array ({type(error).__name__}); train again") from error
    if not isinstance(array, np.ndarray) or array.dtype != dtype or array.shape != entry.shape:
        raise ModelError(
            f"{file}: not the array of {np.dtype(dtype)} {entry.shape} that the manifest names; train again"
        )
    # Still the file's pages, without the cost of a memmap's own subclass at every index.
    return array.view(np.ndarray)


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
    for known in (post.concealed, post.withheld, post.language, post.translation_key, post.series, post.fingerprint):
        if not isinstance(known, str | None):
            raise TypeError("expected a text or nothing")
    if post.changes_at is not None:
        raise TypeError("a model says nothing of when posts change")
    if not (isinstance(post.shows_list, bool) and isinstance(post.is_evergreen, bool)):
        raise TypeError("expected true or false")
    if post.date is not None and post.date.tzinfo is None:
        raise ValueError("a date has no time zone")
    # An address is printed into pages: nothing but a place on the site may stand there.
    if post.url is not None and not _ADDRESS.fullmatch(post.url):
        raise ValueError("an address begins with one slash")
    return post
