"""A model that somebody forged, checksums and all, is refused or answers; nothing else happens."""

import hashlib
import io
import json
import random
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from recommender.errors import ModelError, RecommenderError
from recommender.model.answer import related_answer
from recommender.model.manifest import FILE_NAME
from recommender.model.storage import load_model
from recommender.site.post import Post, Source
from recommender.unpublished import Desk

NUMBERS = [-1, 0, 1, 2**31 - 1, -(2**31), -(2**63), 10**6, 1e30, -1e30, float("nan"), float("inf")]
VALUES = [None, 5, -1, 1e308, "", [], {}, "../../etc/passwd", "javascript:alert(1)", "//evil.example", "\ud800", "梅"]
TEXT = Source(Post("", None, "梅と新しょうが", None, ("梅",)), "青梅を洗い、砂糖と塩を量る。")


def forge_array(content: bytes, rng: random.Random) -> tuple[bytes, tuple[int, ...]]:
    """Put numbers into an array that do not belong there, or cut, turn or double it."""
    array = np.load(io.BytesIO(content))
    match rng.randrange(5):
        case 0:
            flat = array.reshape(-1)
            for _ in range(min(len(flat), 5)):
                with np.errstate(all="ignore"):
                    flat[rng.randrange(len(flat))] = np.float64(rng.choice(NUMBERS)).astype(array.dtype)
        case 1:
            array = array[:-1]
        case 2:
            array = np.roll(array, 1, axis=0)
        case 3:
            array = array[::-1].copy()
        case _:
            array = np.concatenate([array, array])
    written = io.BytesIO()
    np.save(written, array)
    return written.getvalue(), array.shape


def forge_table(table: Any, rng: random.Random) -> None:
    """Take a value out somewhere, or put another in its place."""
    if not isinstance(table, dict | list) or not table:
        return
    place = rng.choice(list(table)) if isinstance(table, dict) else rng.randrange(len(table))
    if rng.random() < 0.2:
        del table[place]
    elif rng.random() < 0.3 or not isinstance(table[place], dict | list):
        table[place] = rng.choice(VALUES)
    else:
        forge_table(table[place], rng)


def forge(folder: Path, rng: random.Random) -> None:
    """Change one file of a model, and the manifest so that it fits."""
    manifest = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    name = rng.choice(sorted(manifest["files"]))
    file, entry = folder / f"data-{manifest['version']}" / name, manifest["files"][name]
    if name.endswith(".npy"):
        content, entry["shape"] = forge_array(file.read_bytes(), rng)
    else:
        table = json.loads(file.read_bytes())
        forge_table(table, rng)
        content = json.dumps(table).encode()
    file.write_bytes(content)
    entry |= {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    if rng.random() < 0.15:
        forge_table(manifest, rng)
    (folder / FILE_NAME).write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize("times", [60, pytest.param(2000, marks=pytest.mark.slow)])
def test_a_forged_model_is_refused_or_answers(training, example_folder, tmp_path, times, record_property):
    record_property("tried", times)
    refused = 0
    for number in range(times):
        folder = Path(shutil.copytree(example_folder, tmp_path / "model"))
        forge(folder, random.Random(number))
        try:
            model = load_model(folder)
            for post in range(len(model.posts)):
                related_answer(model, post, 20, explain=True)
            Desk(model).rank(TEXT)
        except RecommenderError:
            refused += 1
        shutil.rmtree(folder)
    assert refused > times / 10


def test_a_row_that_ends_before_all_numbers_is_refused(training, example_folder, tmp_path):
    """Its length wraps round to one that looks right, and the program walked out of the array."""
    folder = Path(shutil.copytree(example_folder, tmp_path / "model"))
    manifest = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    file = folder / f"data-{manifest['version']}" / "phrase_passages_indptr.npy"
    array = np.load(file)
    array[-1] = -(2**63)
    np.save(file, array)
    content = file.read_bytes()
    manifest["files"][file.name] |= {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    (folder / FILE_NAME).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ModelError, match="phrase_passages do not fit"):
        Desk(load_model(folder)).rank(TEXT)
