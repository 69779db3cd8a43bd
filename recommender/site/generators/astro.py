"""Astro: Markdown and MDX in content folders."""

from datetime import datetime
from pathlib import Path

from recommender.settings import SiteSettings
from recommender.site.generators.folder import Folder


def find_astro(root: Path, settings: SiteSettings, now: datetime) -> Folder | None:
    """Read the site as Astro's if it has Astro's files, else None."""
    return None
