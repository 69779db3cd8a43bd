"""The route that gives a text which is not published yet its list."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import msgspec
from flask import Flask, Response, abort
from msgspec import UNSET

from recommender.errors import ModelError, PostError, SettingsError
from recommender.model.answer import related_answer
from recommender.model.model import Model
from recommender.site.post import Post, Source
from recommender.web.answers import RelatedAnswer
from recommender.web.operation import JSON, operation
from recommender.web.query import asked_limit
from recommender.web.questions import TextQuestion

if TYPE_CHECKING:
    from recommender.unpublished import Desk

#: A text takes a tenth of a second: whoever finds the desk taken waits for a few others at most.
_WAIT_SECONDS = 3.0
_PROBLEMS = {503: "There is no model yet, it holds no texts, or too many texts are waiting."}


def register_texts(app: Flask, current_model: Callable[[], Model]) -> None:
    """Add the route of texts.

    Args:
        current_model: gives the model, or aborts where there is none yet.
    """
    desks = _Desks()

    @app.post("/api/v1/related")
    @operation(RelatedAnswer, body=TextQuestion, problems=_PROBLEMS)
    def related_to_text(body: TextQuestion) -> Response:
        """Give a text that is not published yet the list that it would get."""
        model = current_model()
        ranked = desks.rank(model, _source(body))
        limit = asked_limit(model, body.limit)
        answer = related_answer(ranked, len(ranked.posts) - 1, limit, body.threshold, explain=body.explain)
        return Response(msgspec.json.encode(answer), mimetype=JSON)


class _Desks:
    """The desk of the newest model; one text at a time, so that many leave room for other requests."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._for: tuple[Model, date] | None = None
        self._desk: Desk | None = None

    def rank(self, model: Model, source: Source) -> Model:
        if not self._lock.acquire(timeout=_WAIT_SECONDS):
            abort(503, "too many texts at once; try again in a few seconds")
        try:
            return self._desk_for(model).rank(source)
        except PostError as error:
            abort(400, f"body: {error}")
        except (ModelError, SettingsError):
            # What they say is of files of this machine.
            abort(503, "the model cannot rank other texts here; train again on this machine")
        finally:
            self._lock.release()

    def _desk_for(self, model: Model) -> "Desk":
        # Tokenizer and vectors take a second to load, which the service's start need not wait for.
        from recommender.unpublished import Desk

        now = datetime.now(UTC)
        if self._desk is None or self._for != (model, now.date()):
            self._desk, self._for = Desk(model, now=now), (model, now.date())
        return self._desk


def _source(text: TextQuestion) -> Source:
    published = datetime.now(UTC) if text.date is UNSET else text.date
    return Source(Post(text.path, None, text.title, published, tuple(text.tags)), text.body, text.markup)
