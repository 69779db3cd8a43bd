from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from recommender.site.visibility import concealed_reason, withheld_reason
from tests.site.conftest import NOW

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
        ({"status": "Draft"}, PAST, "draft"),
        ({"status": "pending"}, PAST, "draft"),
        ({"status": "下書き"}, PAST, "draft"),
        ({"status": "private"}, PAST, "private"),
        ({"status": "trash"}, PAST, "unpublished"),
        ({"status": "publish"}, PAST, None),
        ({"status": ["draft"]}, PAST, None),
        ({"private": True}, PAST, "private"),
        ({"private": False}, PAST, None),
        ({"expirydate": "2026-10-31"}, PAST, "expired"),
        ({"expires": date(2026, 10, 31)}, PAST, "expired"),
        ({"unpublishdate": "Oct 31, 2026"}, PAST, "expired"),
        ({"expirydate": "2026-11-02"}, PAST, None),
        ({"expirydate": "9999-12-31"}, PAST, None),
        ({"expires": 3600}, PAST, None),
        ({"expires": None}, PAST, None),
    ],
)
def test_drafts_unpublished_private_expired_and_future_posts_are_concealed(table, date, reason):
    assert concealed_reason(table, date, now=NOW, future=False) == reason


@pytest.mark.parametrize(("zone", "reason"), [("Asia/Tokyo", "expired"), ("America/New_York", None)])
def test_a_post_expires_by_the_clock_of_its_site(zone, reason):
    now = datetime(2026, 10, 31, 16, tzinfo=UTC).astimezone(ZoneInfo(zone))
    assert concealed_reason({"expirydate": "2026-11-01"}, PAST, now=now, future=False) == reason


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
        ({"robots": "none"}, "noindex"),
        ({"robots": "all, noarchive"}, None),
        ({"robots": {"index": False}}, "noindex"),
        ({"robots": {"index": True}}, None),
        ({"robotsnoindex": True}, "noindex"),
        ({"seo": {"noindex": True}}, "noindex"),
        ({"seo": {"robots": ["noindex"]}}, "noindex"),
        ({"seo": {"title": "庭"}}, None),
        ({"seo": "庭"}, None),
        ({"sitemap": {"disable": True}}, "not in sitemap"),
        ({"sitemap": {"exclude": "yes"}}, "not in sitemap"),
        ({"sitemap_exclude": True}, "not in sitemap"),
        ({"noindex": True}, "noindex"),
        ({"noindex": False}, None),
        ({"sitemap": False}, "not in sitemap"),
        ({"sitemap": True}, None),
        ({"sitemap": {"priority": 0.5}}, None),
        ({"redirect_to": "https://other.example/"}, "redirect"),
        ({"redirect_to": None}, None),
        ({"redirect": "/b/"}, "redirect"),
        ({"redirect_to": ["/b/"]}, "redirect"),
        ({"redirect": False}, None),
        ({"redirect_to": ""}, None),
        ({"unlisted": True}, "unlisted"),
        ({"hidden": True}, "unlisted"),
        ({"hidden": False}, None),
        ({"status": "hidden"}, "unlisted"),
        ({"status": " Hidden"}, "unlisted"),
        ({"search_exclude": True}, None),
        ({"canonical_url": "https://other.example/a/"}, "canonical elsewhere"),
        ({"canonical": "/b/"}, "canonical elsewhere"),
        ({"canonical_url": "https://engawa.example/a/"}, None),
        ({"canonical_url": "https://www.engawa.example/a/index.html"}, None),
        ({"canonical_url": "/a"}, None),
        ({"canonical_url": ""}, None),
        ({"canonical_url": True}, None),
        ({"canonical_url": None, "canonical": "https://other.example/a/"}, "canonical elsewhere"),
        ({"canonicalurl": "https://other.example/a/"}, "canonical elsewhere"),
        ({"canonicalurl": "http://ENGAWA.example/a?utm=1"}, None),
        ({"canonical": "https://engawa.example/"}, "canonical elsewhere"),
    ],
)
def test_a_post_that_asks_not_to_be_found_is_withheld(table, reason):
    assert withheld_reason(table, "/a/", OWN) == reason


@pytest.mark.parametrize(
    "canonical", ["/が/", "/か\u3099", "/%E3%81%8C/index.html", "https://engawa.example/%e3%81%8b%e3%82%99"]
)
def test_a_canonical_address_in_another_spelling_is_the_posts_own(canonical):
    assert withheld_reason({"canonical_url": canonical}, "/が/", OWN) is None


def test_a_site_that_does_not_know_its_host_compares_canonical_paths():
    assert withheld_reason({"canonical_url": "https://any.example/a/"}, "/a/", frozenset()) is None


def test_a_draft_without_address_has_no_canonical_elsewhere():
    assert withheld_reason({"canonical_url": "https://other.example/a/"}, None, OWN) is None


@pytest.mark.parametrize("draft", ["はい", "true", "1月まで", 1])
def test_whatever_is_written_behind_draft_but_false_makes_one(draft):
    assert concealed_reason({"draft": draft}, None, now=NOW, future=False) == "draft"


@pytest.mark.parametrize("draft", [False, "no", "", None, 0])
def test_a_draft_that_is_false_or_empty_is_none(draft):
    assert concealed_reason({"draft": draft}, None, now=NOW, future=False) is None
