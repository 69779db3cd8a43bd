"""Hatena Blog, as blogsync keeps it in files."""

from datetime import datetime
from pathlib import Path

from recommender.settings import SiteSettings
from recommender.site.generators.folder import Folder


def find_hatena(root: Path, settings: SiteSettings, now: datetime) -> Folder | None:
    """Read the site as Hatena's if it has Hatena's files, else None."""
    return None
