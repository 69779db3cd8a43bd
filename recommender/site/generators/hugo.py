"""Hugo: which files are pages and which address each of them gets."""

from datetime import datetime
from pathlib import Path

from recommender.settings import SiteSettings
from recommender.site.generators.folder import Folder


def find_hugo(root: Path, settings: SiteSettings, now: datetime) -> Folder | None:
    """Read the site as Hugo's if it has Hugo's files, else None."""
    return None
