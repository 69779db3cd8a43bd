"""Small sites, written by the test that reads them."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from recommender.settings import SiteSettings
from recommender.site.post import Skipped, Source
from recommender.site.reader import Site, open_site

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write files into the site, folders and all."""

    def write_files(files: dict[str, str]) -> Path:
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8", newline="")
        return tmp_path

    return write_files


@pytest.fixture
def open_jekyll(write: Callable[..., Path]) -> Callable[..., Site]:
    """Open a Jekyll site in Tokyo's time, or with another `_config.yml`."""

    def open_files(files: dict[str, str], *, config: str = "timezone: Asia/Tokyo\n", **settings: object) -> Site:
        root = write({"_config.yml": config, **files})
        (root / "_posts").mkdir(exist_ok=True)
        return open_site(root, SiteSettings(**settings), now=NOW)

    return open_files


@pytest.fixture
def read_jekyll(open_jekyll: Callable[..., Site]) -> Callable[..., Source | Skipped]:
    """Read one file of a Jekyll site from its path and front matter."""

    def read(path: str, front_matter: str = "", **site: object) -> Source | Skipped:
        return open_jekyll({path: f"---\n{front_matter}\n---\n本文\n"}, **site).read(path)

    return read


@pytest.fixture
def read_folder(write: Callable[..., Path]) -> Callable[..., Source | Skipped]:
    """Read one file of a plain folder from its path and whole text."""

    def read(path: str, text: str = "本文\n", **settings: object) -> Source | Skipped:
        return open_site(write({path: text}), SiteSettings(**settings), now=NOW).read(path)

    return read
