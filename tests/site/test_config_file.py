import pytest

from recommender.errors import SiteError
from recommender.site.config_file import read_config_file


def test_a_file_of_settings_far_too_large_is_refused_unread(write):
    file = write({"_config.yml": "a: b\n" * 100_001}) / "_config.yml"
    with pytest.raises(SiteError, match="500,005 bytes, at most 500,000 are read as settings"):
        read_config_file(file)
