from datetime import UTC, datetime

import pytest

from recommender.site.visibility import concealed_reason, is_true, withheld_reason

NOW = datetime(2026, 11, 1, tzinfo=UTC)
PAST, LATER = datetime(2026, 10, 31, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)
OWN = frozenset({"engawa.example"})


@pytest.mark.parametrize(
    ("table", "date", "reason"),
    [
        ({}, PAST, None),
        ({}, None, None),
        ({}, NOW, None),
        ({}, LATER, "future"),
        ({"draft": True}, PAST, "draft"),
        ({"draft": "yes"}, PAST, "draft"),
        ({"draft": False}, PAST, None),
        ({"draft": None}, PAST, None),
        ({"published": False}, PAST, "unpublished"),
        ({"published": None}, PAST, "unpublished"),
        ({"published": True}, PAST, None),
        ({"published": True}, LATER, "future"),
        ({"draft": True, "published": False}, LATER, "draft"),
    ],
)
def test_drafts_unpublished_and_future_posts_are_concealed(table, date, reason):
    assert concealed_reason(table, date, now=NOW, future=False) == reason


def test_a_site_with_future_posts_shows_them():
    assert concealed_reason({}, LATER, now=NOW, future=True) is None


def test_a_publishing_date_does_not_unpublish():
    assert concealed_reason({"published": "2024-05-01"}, PAST, now=NOW, future=False) is None


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ({}, None),
        ({"robots": "noindex, nofollow"}, "noindex"),
        ({"robots": ["NoIndex"]}, "noindex"),
        ({"robots": "index"}, None),
        ({"noindex": True}, "noindex"),
        ({"noindex": False}, None),
        ({"sitemap": False}, "not in sitemap"),
        ({"sitemap": True}, None),
        ({"sitemap": {"priority": 0.5}}, None),
        ({"redirect_to": "https://other.example/"}, "redirect"),
        ({"redirect_to": None}, None),
        ({"unlisted": True}, "unlisted"),
        ({"canonical_url": "https://other.example/a/"}, "canonical elsewhere"),
        ({"canonical": "/b/"}, "canonical elsewhere"),
        ({"canonical_url": "https://engawa.example/a/"}, None),
        ({"canonical_url": "https://www.engawa.example/a/index.html"}, None),
        ({"canonical_url": "/a"}, None),
        ({"canonical_url": ""}, None),
    ],
)
def test_a_post_that_asks_not_to_be_found_is_withheld(table, reason):
    assert withheld_reason(table, "/a/", OWN) == reason


def test_a_site_that_does_not_know_its_host_compares_canonical_paths():
    assert withheld_reason({"canonical_url": "https://any.example/a/"}, "/a/", frozenset()) is None


def test_a_draft_without_address_has_no_canonical_elsewhere():
    assert withheld_reason({"canonical_url": "https://other.example/a/"}, None, OWN) is None


@pytest.mark.parametrize("value", [True, "true", "True", " yes ", "on", "1", 1])
def test_words_for_yes_are_true(value):
    assert is_true(value)


@pytest.mark.parametrize("value", [False, None, "", "false", "no", "off", "0", 0, "はい", []])
def test_everything_else_is_false(value):
    assert not is_true(value)
