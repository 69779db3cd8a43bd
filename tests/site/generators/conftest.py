"""Small Hugo sites, written by the test that reads them."""

import pytest

from recommender.settings import SiteSettings
from recommender.site.reader import open_site
from tests.site.conftest import NOW

HUGO_TOML = 'baseURL = "https://niwa.example/"\n'


@pytest.fixture
def open_hugo(write):
    """Open a Hugo site from its files and `hugo.toml`."""

    def open_files(files, *, config=HUGO_TOML, **settings):
        return open_site(write({"hugo.toml": config, **files}), SiteSettings(**settings), now=NOW)

    return open_files


@pytest.fixture
def read_hugo(open_hugo):
    """Read one page of a Hugo site from its path and front matter."""

    def read(path, front_matter="", *, beside=None, **site):
        files = {path: f"---\n{front_matter}\n---\n本文\n", **(beside or {})}
        return open_hugo(files, **site).read(path)

    return read
