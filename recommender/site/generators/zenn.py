"""Zenn: articles and books of a repository that Zenn publishes."""

from datetime import datetime
from pathlib import Path

from recommender.settings import SiteSettings
from recommender.site.generators.folder import Folder


def find_zenn(root: Path, settings: SiteSettings, now: datetime) -> Folder | None:
    """Read the site as Zenn's if it has Zenn's files, else None."""
    return None
