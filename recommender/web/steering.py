"""Decisions of the author by a click: shown as a patch, written only when that is confirmed.

There are such routes only where a preview runs for the author alone; every order carries the token of its pages.
"""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from typing import Any, Literal, Protocol

from flask import Flask, Response, abort, render_template

from recommender.errors import PostError, RecommenderError, SettingsError, UnknownPostError
from recommender.model.model import Model
from recommender.site.post import Post
from recommender.web.operation import operation
from recommender.web.query import named_post, read_form
from recommender.web.questions import SteerOrder, SteerQuestion
from recommender.web.wording import PAGE, STEERED, in_language

_MAX_BYTES = 10_000


class Planned(Protocol):
    """What would be written into a file."""

    @property
    def path(self) -> str:
        """The file below the site's root."""

    @property
    def new(self) -> str | None:
        """Its text as it would be."""


class TodayLink(Protocol):
    """A link of the list that a post's file holds now."""

    @property
    def written(self) -> str:
        """As it stands there."""

    @property
    def post(self) -> Post | None:
        """Where it leads; None where it is dead."""


class Steering(Protocol):
    """The files of the site behind a preview."""

    def today(self, model: Model, post: Post) -> Sequence[TodayLink]:
        """Give the list that the post's file holds now."""

    def plan(
        self, model: Model, what: Literal["pin", "block", "never"], post: Post, target: Post, *, undo: bool
    ) -> Planned:
        """Work out what a decision would write."""

    def patch(self, change: Any) -> list[str]:
        """Give the lines of its patch."""

    def carry_out(self, change: Any) -> None:
        """Write it, and train anew."""


def register_steering(app: Flask, current_model: Callable[[], Model], steering: Steering) -> None:
    """Add the page that asks for confirmation, and the one that writes.

    Args:
        current_model: gives the model, or aborts where there is none yet.
    """
    # Pages of other origins cannot read it.
    token = secrets.token_urlsafe()

    def planned(model: Model, query: SteerQuestion) -> Planned:
        return steering.plan(model, query.what, _post(model, query.id), _post(model, query.target), undo=query.undo)

    def page(model: Model, query: SteerQuestion, change: Planned | None, refusal: str = "") -> Response:
        answer = Response(
            render_template(
                "steer.html",
                lang=query.lang,
                say=lambda name: in_language(PAGE[name], query.lang),
                decision=in_language(STEERED[query.what, query.undo], query.lang),
                query=query,
                post=_post(model, query.id),
                target=_post(model, query.target),
                patch=steering.patch(change) if change else [],
                seen=_digest(change) if change else "",
                refusal=refusal,
                token=token,
            ),
            409 if refusal else 200,
        )
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @app.get("/steer")
    @operation("text/html", query=SteerQuestion, problems={404: "No such post."})
    def steer(query: SteerQuestion) -> Response:
        """Show what a decision would write."""
        model = current_model()
        try:
            return page(model, query, planned(model, query))
        except (PostError, SettingsError) as error:
            return page(model, query, None, str(error))

    @app.post("/steer")
    def write() -> Response:
        order = read_form(SteerOrder, _MAX_BYTES)
        model = current_model()
        if not secrets.compare_digest(order.token.encode(), token.encode()):
            abort(403, "the page is of an earlier preview; load it again")
        change = None
        try:
            change = planned(model, order)
            if _digest(change) != order.seen:
                return page(model, order, change, in_language(PAGE["changed"], order.lang))
            steering.carry_out(change)
        except UnknownPostError:
            raise
        except RecommenderError as error:
            return page(model, order, change, str(error))
        answer = Response(status=303)
        answer.headers["Location"] = f"./?id={order.id}&lang={order.lang}&written={order.what}"
        return answer


def _post(model: Model, name: str) -> Post:
    number = named_post(model, name)
    if number is None:
        raise UnknownPostError(name)
    return model.posts[number]


def _digest(change: Planned) -> str:
    return hashlib.sha256((change.new or "").encode()).hexdigest()
