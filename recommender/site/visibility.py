"""Whether readers can open a post, and whether it may be recommended to them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from recommender.site.scalars import is_false, is_true, scalar_text
from recommender.site.tags import read_tags
from recommender.site.url import host, url_key


def concealed_reason(table: Mapping[str, Any], date: datetime | None, *, now: datetime, future: bool) -> str | None:
    """Say why readers cannot open the post yet, None where they can.

    Args:
        table: front matter, keys in lower case.
        date: the post's date.
        now: the site's clock.
        future: whether the site publishes posts before their date.
    """
    if is_true(table.get("draft")):
        return "draft"
    if "published" in table and (is_false(table["published"]) or not scalar_text(table["published"]).strip()):
        return "unpublished"
    if date is not None and date > now and not future:
        return "future"
    return None


def withheld_reason(table: Mapping[str, Any], url: str | None, hosts: frozenset[str]) -> str | None:
    """Say why an open post is not recommended, None where it may be."""
    if "noindex" in " ".join(read_tags(table.get("robots"))).lower() or is_true(table.get("noindex")):
        return "noindex"
    if is_false(table.get("sitemap")):
        return "not in sitemap"
    if table.get("redirect_to"):
        return "redirect"
    if is_true(table.get("unlisted")):
        return "unlisted"
    canonical = scalar_text(table.get("canonical_url") or table.get("canonical"))
    if canonical and url and _is_elsewhere(canonical, url, hosts):
        return "canonical elsewhere"
    return None


def _is_elsewhere(canonical: str, url: str, hosts: frozenset[str]) -> bool:
    canonical_host = host(canonical)
    if canonical_host is not None and hosts and canonical_host not in hosts:
        return True
    return url_key(canonical) != url_key(url)
