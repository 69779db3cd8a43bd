"""What an operator may say about the service."""

import pytest

from recommender.errors import SettingsError
from recommender.web.settings import ServiceSettings


@pytest.mark.parametrize(
    ("given", "sent_by_browsers"),
    [
        ("https://blog.example", "https://blog.example"),
        (" https://Blog.Example/ ", "https://blog.example"),
        ("https://blog.example:443", "https://blog.example"),
        ("http://localhost:1313", "http://localhost:1313"),
        ("https://日本語.jp", "https://xn--wgv71a119e.jp"),
        ("http://[::1]:80/", "http://[::1]"),
        ("*", "*"),
    ],
)
def test_an_origin_is_known_in_the_form_that_browsers_send(given, sent_by_browsers):
    assert ServiceSettings(origins=(given,)).origins == (sent_by_browsers,)


@pytest.mark.parametrize(
    "given",
    ["", "blog.example", "https://", "https://blog.example/a", "https://u@blog.example", "ftp://a.b", "https://a:b"],
)
def test_what_is_no_origin_is_told_what_one_looks_like(given):
    with pytest.raises(SettingsError, match=r'expected the like of "https://blog\.example"'):
        ServiceSettings(origins=(given,))


def test_without_settings_no_other_page_reads_and_nothing_is_kept():
    settings = ServiceSettings()
    assert (settings.origins, settings.hosts, settings.events) == ((), (), None)
