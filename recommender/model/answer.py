"""The answer to "which posts are related to this one?", alike on the command line and over HTTP."""

from typing import Any

from recommender.model.model import Model, post_json


def related_answer(
    model: Model, number: int, limit: int, threshold: float = 0.0, *, explain: bool = False
) -> dict[str, Any]:
    """Give post, list and model as plain data.

    Args:
        explain: also say how each score came about, and which candidates were left out and why.
    """
    answer = {**list_answer(model, number, limit, threshold, explain=explain), "model": model_answer(model)}
    if explain:
        answer["left_out"] = [one.to_json() for one in model.left_out(number)]
    return answer


def list_answer(
    model: Model, number: int, limit: int, threshold: float = 0.0, *, explain: bool = False
) -> dict[str, Any]:
    """Give post and list as plain data.

    Args:
        explain: also say how each score came about.
    """
    items = model.related(number, limit, threshold)
    return {
        "post": {"id": model.posts[number].id, **post_json(model.posts[number])},
        "related": [{**item.to_json(), **(item.explanation() if explain else {})} for item in items],
    }


def model_answer(model: Model) -> dict[str, str]:
    """Say which model an answer is from."""
    return {"version": model.manifest.version, "trained_at": model.manifest.trained_at}
