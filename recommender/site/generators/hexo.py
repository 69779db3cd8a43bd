"""Hexo: which files are posts and which address each of them gets."""

from datetime import datetime
from pathlib import Path

from recommender.settings import SiteSettings
from recommender.site.generators.folder import Folder


def find_hexo(root: Path, settings: SiteSettings, now: datetime) -> Folder | None:
    """Read the site as Hexo's if it has Hexo's files, else None."""
    return None
