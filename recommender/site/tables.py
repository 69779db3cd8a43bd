"""Tables of front matter and settings, whatever their author wrote in place of one."""

from collections.abc import Mapping
from typing import Any

from recommender.site.scalars import scalar_text


def as_table(value: object) -> dict[Any, Any]:
    """Give a table as it is, and an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def text_keys(table: Mapping[Any, Any]) -> dict[str, Any]:
    """Make every key a text: to YAML `on` and `2026` are none."""
    return {scalar_text(key): value for key, value in table.items()}


def lower_keys(table: Mapping[Any, Any]) -> dict[str, Any]:
    """Fold the case of keys: blogsync writes `Title`, most others `title`."""
    return {scalar_text(key).lower(): value for key, value in table.items()}
