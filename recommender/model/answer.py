"""The answer to "which posts are related to this one?", alike on the command line and over HTTP."""

from typing import Any

from recommender.model.model import Model, post_json


def related_answer(model: Model, number: int, limit: int, threshold: float = 0.0) -> dict[str, Any]:
    """Give post, list and model as plain data."""
    return {
        "post": {"id": model.posts[number].id, **post_json(model.posts[number])},
        "related": [item.to_json() for item in model.related(number, limit, threshold)],
        "model": {"version": model.manifest.version, "trained_at": model.manifest.trained_at},
    }
