"""What the service offers at a route: a view with its question read and checked, and what is told of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import msgspec
from flask import Response

from recommender.web.query import read_body, read_query

View = Callable[..., Response]

JSON = "application/json"
#: A hundred addresses of the longest, percent-encoded.
_MAX_BYTES = 1_000_000
_ATTRIBUTE = "operation"


@dataclass(frozen=True)
class Operation:
    """What the description of the API says of a view.

    Attributes:
        answers: for each status the shape of a JSON answer, the media type of another, or None where it has no body.
        problems: statuses of errors, with the reason of each.
        query: the question in the query.
        body: the question in the body.
    """

    answers: dict[int, Any]
    problems: dict[int, str]
    query: type[msgspec.Struct] | None
    body: Any


def operation(
    answer: Any,
    *,
    status: int = 200,
    also: dict[int, Any] | None = None,
    query: type[msgspec.Struct] | None = None,
    body: Any = None,
    body_types: tuple[str, ...] = (JSON,),
    body_bytes: int = _MAX_BYTES,
    problems: dict[int, str] | None = None,
) -> Callable[[View], View]:
    """Give a view its question as the argument `query` or `body`, and remember what it offers.

    Args:
        answer: the shape of a JSON answer, the media type of another, or None where it has no body.
        also: answers with another status, likewise.
        body_types: in what the JSON of the body may be sent.
        body_bytes: how long it may be.

    The first line of the view's docstring is its summary.
    """
    bad = {400: "The question is not as described."} if query or body else {}
    bad |= {413: "The body is too long.", 415: "The body is not sent as JSON."} if body else {}
    offered = Operation({status: answer, **(also or {})}, {**bad, **(problems or {})}, query, body)

    def decorate(view: View) -> View:
        @wraps(view)
        def checked() -> Response:
            if body is not None:
                return view(body=read_body(body, body_types, body_bytes))
            return view() if query is None else view(query=read_query(query))

        setattr(checked, _ATTRIBUTE, offered)
        return checked

    return decorate


def operation_of(view: Any) -> Operation | None:
    """Give what was remembered of a view."""
    return getattr(view, _ATTRIBUTE, None)
