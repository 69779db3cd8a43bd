"""The route that gives a text which is not published yet its list."""

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
from flask import Flask, Response
from msgspec import UNSET

from recommender.model.answer import related_answer
from recommender.model.model import Model
from recommender.site.post import Post, Source
from recommender.web.answers import RelatedAnswer
from recommender.web.desks import NO_LIST, Desks
from recommender.web.operation import JSON, operation
from recommender.web.query import asked_limit
from recommender.web.questions import TextQuestion


def register_texts(app: Flask, current_model: Callable[[], Model], desks: Desks) -> None:
    """Add the route of texts.

    Args:
        current_model: gives the model, or aborts where there is none yet.
        desks: make the lists.
    """

    @app.post("/api/v1/related")
    @operation(RelatedAnswer, body=TextQuestion, problems=NO_LIST)
    def related_to_text(body: TextQuestion) -> Response:
        """Give a text that is not published yet the list that it would get."""
        model = current_model()
        ranked = desks.rank(model, lambda desk: desk.rank(_source(body)))
        limit = asked_limit(model, body.limit)
        answer = related_answer(ranked, len(ranked.posts) - 1, limit, body.threshold, explain=body.explain)
        return Response(msgspec.json.encode(answer), mimetype=JSON)


def _source(text: TextQuestion) -> Source:
    published = datetime.now(UTC) if text.date is UNSET else text.date
    return Source(Post(text.path, None, text.title, published, tuple(text.tags)), text.body, text.markup)
