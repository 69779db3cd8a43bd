"""Whether readers can open a post, and whether it may be recommended to them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from recommender.site.dates import parse_date
from recommender.site.scalars import is_false, is_true, scalar_text
from recommender.site.tables import as_table, lower_keys
from recommender.site.tags import read_tags
from recommender.site.url import host, url_key

#: WordPress's and Pelican's words for a post that readers cannot open; `hidden` is one they can (Pelican).
_STATUS_REASONS = {
    "draft": "draft",
    "auto-draft": "draft",
    "pending": "draft",
    "下書き": "draft",
    "private": "private",
    "非公開": "private",
    "trash": "unpublished",
}
EXPIRY_KEYS = ("expirydate", "expires", "unpublishdate")
_CANONICAL_KEYS = ("canonical_url", "canonical", "canonicalurl")


def concealed_reason(table: Mapping[str, Any], date: datetime | None, *, now: datetime, future: bool) -> str | None:
    """Say why readers cannot open the post now, None where they can.

    Args:
        table: front matter, keys in lower case.
        date: the post's date.
        now: the site's clock.
        future: whether the site publishes posts before their date.
    """
    # Whatever else stands there (はい, 1月まで), nobody writes `draft` about a post that is done.
    if scalar_text(table.get("draft")).strip() and not is_false(table["draft"]):
        return "draft"
    if "published" in table and (is_false(table["published"]) or not scalar_text(table["published"]).strip()):
        return "unpublished"
    status = _STATUS_REASONS.get(_status(table))
    if status or is_true(table.get("private")):
        return status or "private"
    if any(_is_past(table.get(key), now) for key in EXPIRY_KEYS):
        return "expired"
    if date is not None and date > now and not future:
        return "future"
    return None


def next_change(table: Mapping[str, Any], date: datetime | None, *, now: datetime) -> datetime | None:
    """Give the next moment at which a post comes out or expires by its dates, None where there is none."""
    expiries = (parse_date(table[key], now.tzinfo or UTC) for key in EXPIRY_KEYS if table.get(key))
    return min((one for one in (date, *expiries) if one is not None and one > now), default=None)


def withheld_reason(table: Mapping[str, Any], url: str | None, hosts: frozenset[str]) -> str | None:
    """Say why an open post is not recommended, None where it may be."""
    if _is_noindex(table) or _is_noindex(lower_keys(as_table(table.get("seo")))):
        return "noindex"
    if _is_out_of_sitemap(table):
        return "not in sitemap"
    if any(_leads_away(table.get(key)) for key in ("redirect_to", "redirect")):
        return "redirect"
    # jekyll-paginate and hexo-hide-posts leave a post with `hidden` out of the site's own lists.
    if is_true(table.get("unlisted")) or is_true(table.get("hidden")) or _status(table) == "hidden":
        return "unlisted"
    canonical = _canonical(table)
    if canonical and url and _is_elsewhere(canonical, url, hosts):
        return "canonical elsewhere"
    return None


def _status(table: Mapping[str, Any]) -> str:
    return scalar_text(table.get("status")).strip().lower()


def _is_past(value: object, now: datetime) -> bool:
    date = parse_date(value, now.tzinfo or UTC) if value else None
    return date is not None and date <= now


def _is_noindex(table: Mapping[str, Any]) -> bool:
    robots = table.get("robots")
    if isinstance(robots, dict):
        return is_false(robots.get("index")) or is_true(robots.get("noindex"))
    words = {word.lower() for text in read_tags(robots) for word in text.replace(",", " ").split()}
    return bool(words & {"noindex", "none"}) or any(is_true(table.get(key)) for key in ("noindex", "robotsnoindex"))


def _is_out_of_sitemap(table: Mapping[str, Any]) -> bool:
    sitemap = table.get("sitemap")
    inside = lower_keys(as_table(sitemap))
    excluded = (inside.get("disable"), inside.get("exclude"), table.get("sitemap_exclude"), table.get("sitemapexclude"))
    return is_false(sitemap) or any(map(is_true, excluded))


def _leads_away(target: object) -> bool:
    return target is True or (bool(read_tags(target)) and not is_false(target))


def _canonical(table: Mapping[str, Any]) -> str:
    texts = (scalar_text(table.get(key)).strip() for key in _CANONICAL_KEYS)
    return next((text for text in texts if text and not is_true(text) and not is_false(text)), "")


def _is_elsewhere(canonical: str, url: str, hosts: frozenset[str]) -> bool:
    canonical_host = host(canonical)
    if canonical_host is not None and hosts and canonical_host not in hosts:
        return True
    return url_key(canonical) != url_key(url)
