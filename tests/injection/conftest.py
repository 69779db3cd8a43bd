"""Small plain-folder sites, and models whose lists are written by hand."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from recommender.model.manifest import Manifest
from recommender.model.model import Arrays, Model
from recommender.ranking.sources import SOURCES
from recommender.settings import SiteSettings
from recommender.site.post import Post
from recommender.site.reader import Site, open_site

MakeSite = Callable[[Mapping[str, str | bytes]], Site]
MakeModel = Callable[..., Model]


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    """Write files and open the folder that holds them."""

    def make(files: Mapping[str, str | bytes]) -> Site:
        root = tmp_path / "site"
        for path, text in files.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return open_site(root, SiteSettings(generator="folder"), now=datetime(2026, 11, 1, tzinfo=UTC))

    return make


@pytest.fixture
def make_model() -> MakeModel:
    """Make a model from `{path: {related path: score}}`; a post at `a.md` is called 題a and lives at `/a.md`."""

    def make(
        lists: Mapping[str, Mapping[str, float]],
        *,
        source: str = "scored",
        urls: Mapping[str, str | None] | None = None,
        titles: Mapping[str, str] | None = None,
        silent: tuple[str, ...] = (),
    ) -> Model:
        paths = list(lists)
        width = max(map(len, lists.values()), default=0)
        targets = np.full((len(paths), width), -1, np.int32)
        scores = np.zeros((len(paths), width), np.float32)
        for row, related in enumerate(lists.values()):
            targets[row, : len(related)] = [paths.index(path) for path in related]
            scores[row, : len(related)] = list(related.values())
        sources = np.full_like(targets, SOURCES.index(source), dtype=np.int8)
        no_terms = np.full((*targets.shape, 0), -1, np.int32)
        posts = [
            Post(
                path,
                {path: "/" + path, **(urls or {})}[path],
                (titles or {}).get(path, "題" + path.removesuffix(".md")),
                shows_list=path not in silent,
            )
            for path in paths
        ]
        manifest = Manifest("0" * 16, "2026-11-01T00:00:00+00:00", {}, {}, {}, {}, (), {})
        return Model(
            manifest,
            posts,
            [],
            Arrays.of_lists(targets, scores, sources, np.zeros((*targets.shape, 0), np.float32), no_terms),
        )

    return make
