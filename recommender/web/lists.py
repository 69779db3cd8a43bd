"""The routes of the API that answer from the model."""

from collections.abc import Callable

import msgspec
from flask import Blueprint, Flask, Response, request

from recommender.model.answer import list_answer, model_answer, related_answer
from recommender.model.model import Model, post_json
from recommender.web.answers import ListsAnswer, PostsAnswer, RelatedAnswer
from recommender.web.caching import cached
from recommender.web.operation import JSON, operation
from recommender.web.query import asked_limit, asked_post, named_post
from recommender.web.questions import ExplainedListQuestion, ListsQuestion, PageQuestion
from recommender.web.search import search
from recommender.web.watching import LENGTH

POSTS_PER_PAGE = 50
NO_POST = {404: "No such post, or none that readers can open."}
NO_MODEL = {503: "There is no model yet."}


def register_lists(app: Flask, current_model: Callable[[], Model]) -> None:
    """Add the routes of lists and posts.

    Args:
        current_model: gives the model, or aborts where there is none yet.
    """
    routes = Blueprint("lists", __name__, url_prefix="/api/v1")

    @routes.get("/related")
    @operation(RelatedAnswer, query=ExplainedListQuestion, problems=NO_POST | NO_MODEL)
    def related(query: ExplainedListQuestion) -> Response:
        """Give the posts related to one post, best first; a known post without any has an empty list."""
        model = current_model()
        number = asked_post(model, query)
        limit = asked_limit(model, query.limit)
        answer = related_answer(model, number, limit, query.threshold, explain=query.explain)
        request.environ[LENGTH] = len(answer["related"])
        return cached(_json(answer), model)

    @routes.post("/related:batch")
    @operation(ListsAnswer, body=ListsQuestion, problems=NO_MODEL)
    def lists(body: ListsQuestion) -> Response:
        """Give the lists of several posts at once, in the order asked, null for an unknown post."""
        model = current_model()
        limit = asked_limit(model, body.limit)
        numbers = [named_post(model, name) for name in body.posts]
        shown = [None if one is None else list_answer(model, one, limit, body.threshold) for one in numbers]
        return _json({"lists": shown, "model": model_answer(model)})

    @routes.get("/posts")
    @operation(PostsAnswer, query=PageQuestion, problems=NO_MODEL)
    def posts(query: PageQuestion) -> Response:
        """Find posts whose title or URL holds every word, newest first, fifty a page."""
        model = current_model()
        found = search(model, query.q)
        page = [model.posts[one] for one in found[(query.page - 1) * POSTS_PER_PAGE :][:POSTS_PER_PAGE]]
        shown = [{"id": post.id, **post_json(post)} for post in page]
        return cached(_json({"posts": shown, "page": query.page, "total": len(found)}), model)

    app.register_blueprint(routes)


def _json(answer: object) -> Response:
    return Response(msgspec.json.encode(answer), mimetype=JSON)
