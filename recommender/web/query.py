"""What a request asks for, checked at the door."""

from collections.abc import Mapping

from flask import abort

from recommender.errors import UnknownPostError
from recommender.model.model import Model

#: Under these names a request asks for a post; it gives one of them.
POST_NAMES = frozenset({"url", "path", "id"})


def asked_post(model: Model, arguments: Mapping[str, str]) -> int:
    """Give the number of the post that a request asks for by `url`, `path` or `id`.

    Raises:
        UnknownPostError: there is none, or readers cannot open it.
    """
    given = sorted(POST_NAMES & set(arguments))
    if len(given) != 1:
        abort(400, f"give one of url, path and id; found {', '.join(given) or 'none'}")
    value = arguments[given[0]]
    look_up = {"url": model.names.by_url, "path": model.names.by_path, "id": model.names.by_id}
    number = look_up[given[0]](value)
    if number is None or model.posts[number].concealed:
        raise UnknownPostError(value)
    return number


def asked_number(arguments: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    """Give a whole number of the query, or the default where it is not given."""
    text = arguments.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 8 and least <= int(text) <= most):
        abort(400, f"{name} is {text[:40]!r}, expected a whole number from {least} to {most}")
    return int(text)


def asked_share(arguments: Mapping[str, str], name: str) -> float:
    """Give a number from 0 to 1 of the query, 0 where it is not given."""
    text = arguments.get(name, "0")
    try:
        share = float(text) if text.isascii() else -1.0
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        abort(400, f"{name} is {text[:40]!r}, expected a number from 0 to 1")
    return share
