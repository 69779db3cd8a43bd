"""A model of three posts whose lists are written by hand, and folders that hold it."""

import contextlib
import hashlib
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from recommender.model.manifest import Manifest
from recommender.model.model import Arrays
from recommender.model.saving import save_model
from recommender.site.post import Post

Save = Callable[..., Manifest]
Forge = Callable[[Path, str, bytes], None]


def hand_made_posts() -> list[Post]:
    return [
        Post("a.md", "/a/", "梅しごと", datetime(2026, 6, 1, 9, tzinfo=UTC), ("Node.js", "台所"), ("暮らし",)),
        Post("b.md", "/b/", "梅干し", tags=("node", "台所"), aliases=("/old-b/",), pins=("a",), excludes=("c",)),
        Post("c.md", None, "下書き", concealed="draft", withheld="noindex", shows_list=False),
    ]


def hand_made_arrays() -> Arrays:
    """Post a: b (scored), then c (recent); post b: a (pin); post c: a and b, though it shows no list."""
    return Arrays(
        targets=np.array([[1, 2], [0, -1], [0, 1]], np.int32),
        scores=np.array([[0.43213, 0.0], [0.5, 0.0], [0.25, 0.125]], np.float32),
        sources=np.array([[1, 3], [0, 0], [1, 1]], np.int8),
        signals=np.array([[[0.25, 0.5], [0, 0]], [[0.75, 1], [0, 0]], [[0, 0], [0, 0]]], np.float32),
        terms=np.array([[[1, 0], [-1, -1]], [[0, 0], [-1, -1]], [[-1, -1], [-1, -1]]], np.int32),
        relevances=np.array([[0.54016, 0.0], [0.5, 0.0], [0.25, 0.125]], np.float32),
        moved=np.array([[[8, 2], [-1, -1]], [[9, -1], [-1, -1]], [[-1, -1], [-1, -1]]], np.int32),
        best_signals=np.array([[0.5, 1.0], [0.75, 1.0], [0, 0]], np.float32),
        left_out=np.array([[[2, 3, 1]], [[-1, -1, -1]], [[-1, -1, -1]]], np.int32),
        left_relevances=np.array([[0.31], [0], [0]], np.float32),
    )


@pytest.fixture
def posts() -> list[Post]:
    return hand_made_posts()


@pytest.fixture
def arrays() -> Arrays:
    return hand_made_arrays()


@pytest.fixture(scope="session")
def save() -> Save:
    """Save the model of three posts, or one that differs from it as the keywords say."""

    def make(folder: Path, **changes: Any) -> Manifest:
        values = {
            "posts": hand_made_posts(),
            "words": ["梅", "塩"],
            "arrays": hand_made_arrays(),
            "trained_at": datetime(2026, 11, 1, tzinfo=UTC),
            "site": {"name": "blog", "posts": 3},
            "settings": {"tags": {"alias": {"nodejs": ["Node.js", "node"]}}},
            "weights": {"text": 0.75, "tags": 0.0},
            "made_with": {"recommender": "0.1.0"},
            "skipped": [{"path": "d.md", "reason": "is UTF-16"}],
        }
        return save_model(folder, **{**values, **changes})

    return make


@pytest.fixture
def stored(save: Save, tmp_path: Path) -> Path:
    save(tmp_path / "model")
    return tmp_path / "model"


@pytest.fixture(scope="session")
def forge() -> Forge:
    """Replace a data file and write its hash, size and shape (if it has one) into the manifest, as a forger would."""

    def replace(folder: Path, name: str, content: bytes) -> None:
        manifest = folder / "manifest.json"
        table = json.loads(manifest.read_text(encoding="utf-8"))
        entry = table["files"][name]
        entry |= {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        with contextlib.suppress(ValueError, EOFError, AttributeError):
            entry["shape"] = np.load(io.BytesIO(content), allow_pickle=False).shape
        manifest.write_text(json.dumps(table), encoding="utf-8")
        (folder / f"data-{table['version']}" / name).write_bytes(content)

    return replace
