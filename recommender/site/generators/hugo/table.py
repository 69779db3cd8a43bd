"""Front matter of Hugo's pages put into the keys that all generators share."""

import posixpath
from collections.abc import Mapping
from typing import Any

from recommender.site.scalars import is_false, is_true, scalar_text
from recommender.site.tables import as_table, lower_keys
from recommender.site.tags import read_tags
from recommender.site.visibility import EXPIRY_KEYS


def shared_table(table: Mapping[str, Any]) -> dict[str, Any]:
    """Give a table with the keys that Hugo and its themes have for what other generators call otherwise.

    `[params]` holds values of its own in newer versions. `draft` goes before `published`; a page that lists do not
    show is not recommended either. Dates of expiry are left out: Hugo judges them by its own rules, or not at all.
    """
    shared = {**lower_keys(as_table(table.get("params"))), **table}
    if "draft" in shared or not is_false(shared.get("published")):
        shared.pop("published", None)
    for key in EXPIRY_KEYS:
        shared.pop(key, None)
    if is_true(shared.pop("private", None)) or _build(shared).get("list", "always") not in ("always", "true"):
        shared["unlisted"] = True
    return shared


def concealed_by_build(table: Mapping[str, Any], *, is_leaf_bundle: bool) -> str | None:
    """Say why Hugo writes no page for a file, None where it does: build options, headless bundles, other formats."""
    outputs = read_tags(table.get("outputs"))
    if _build(table).get("render", "always") not in ("always", "true"):
        return "not rendered"
    if is_leaf_bundle and is_true(table.get("headless")):
        return "headless"
    return "no HTML output" if outputs and "html" not in (one.lower() for one in outputs) else None


def alias_paths(table: Mapping[str, Any], link: str, prefix: str) -> tuple[str, ...]:
    """Give the page's further addresses; one without a slash at its start stands beside the page."""
    beside = posixpath.dirname(link.rstrip("/"))
    return tuple(
        posixpath.join("/", prefix, one.lstrip("/")) if one.startswith("/") else posixpath.join(beside, one)
        for one in read_tags(table.get("aliases"))
        if "://" not in one
    )


def _build(table: Mapping[str, Any]) -> dict[str, str]:
    options = table.get("build") or table.get("_build")
    return {key: scalar_text(one).lower() for key, one in lower_keys(as_table(options)).items()}
