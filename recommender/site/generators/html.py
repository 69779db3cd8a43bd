"""Built pages: a folder of HTML, read by what each page says of itself."""

from datetime import datetime
from pathlib import Path

from recommender.settings import SiteSettings
from recommender.site.generators.folder import Folder


def find_html(root: Path, settings: SiteSettings, now: datetime) -> Folder | None:
    """Read the site as Html's if it has Html's files, else None."""
    return None
