"""The Flask app: routes to answers."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, abort, jsonify, render_template, request

from recommender.model.answer import related_answer
from recommender.model.model import Model, post_json
from recommender.web.holder import ModelHolder
from recommender.web.problem import register_problems
from recommender.web.query import POST_NAMES, asked_number, asked_post, asked_share
from recommender.web.settings import ServiceSettings

_POSTS_PER_PAGE = 50
_MAX_LIMIT = 20
_MAX_AGE = 60
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def create_app(folder: Path, settings: ServiceSettings | None = None) -> Flask:
    """Make the app for the model in `folder`; the model may come later and may change at any time."""
    settings = settings or ServiceSettings()
    app = Flask("recommender.web")
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.config["MAX_CONTENT_LENGTH"] = 1_000_000
    app.config["TRUSTED_HOSTS"] = list(settings.hosts) or None
    holder = ModelHolder(folder)
    register_problems(app)

    def model() -> Model:
        current = holder.current()
        if current is None:
            abort(503, "no model yet; run `recommender train`")
        return current

    @app.get("/api/v1/related")
    def related() -> Response:
        current = model()
        number = asked_post(current, request.args)
        limit = asked_number(request.args, "limit", _default_limit(current), 1, _MAX_LIMIT)
        answer = related_answer(current, number, limit, asked_share(request.args, "threshold"))
        return _cached(jsonify(answer), current)

    @app.get("/api/v1/posts")
    def posts() -> Response:
        current = model()
        page = asked_number(request.args, "page", 1, 1, 100_000)
        found = _search(current, request.args.get("q", ""))
        first = (page - 1) * _POSTS_PER_PAGE
        shown = [
            {"id": current.posts[one].id, **post_json(current.posts[one])} for one in found[first:][:_POSTS_PER_PAGE]
        ]
        return _cached(jsonify({"posts": shown, "page": page, "total": len(found)}), current)

    @app.get("/embed/related")
    def embed() -> Response:
        current = model()
        number = asked_post(current, request.args)
        limit = asked_number(request.args, "limit", _default_limit(current), 1, _MAX_LIMIT)
        items = current.related(number, limit, asked_share(request.args, "threshold"))
        heading = current.manifest.settings.get("inject", {}).get("heading", "あわせて読みたい")
        return _cached(Response(render_template("embed.html", items=items, heading=heading)), current)

    @app.get("/")
    def preview() -> Response:
        current = model()
        words = request.args.get("q", "")
        number_of_page = asked_number(request.args, "page", 1, 1, 100_000)
        found = _search(current, words)
        first = (number_of_page - 1) * _POSTS_PER_PAGE
        shown = found[first:][:_POSTS_PER_PAGE]
        number = asked_post(current, request.args) if POST_NAMES & set(request.args) else None
        chosen = shown[0] if number is None and shown else number
        page = render_template(
            "preview.html",
            site=current.manifest.site.get("name", ""),
            words=words,
            total=len(found),
            first=first,
            page=number_of_page,
            posts=[current.posts[one] for one in shown],
            post=None if chosen is None else current.posts[chosen],
            items=[] if chosen is None else current.related(chosen, _default_limit(current)),
            manifest=current.manifest,
        )
        return _cached(Response(page), current)

    @app.get("/healthz")
    def healthz() -> Response:
        return jsonify({"status": "ok"})

    @app.get("/readyz")
    def readyz() -> Response:
        current = holder.current()
        status = {"model": current.manifest.version if current else None, "refused": holder.trouble is not None}
        answer = jsonify({"status": "ready" if current else "no model", **status})
        answer.status_code = 200 if current else 503
        return answer

    @app.after_request
    def secured(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return app


def _default_limit(model: Model) -> int:
    return int(model.manifest.settings.get("ranking", {}).get("limit", 5))


def _search(model: Model, words: str) -> list[int]:
    """Find the open posts whose title or URL holds every word, newest first."""
    wanted = _folded(words[:200]).split()
    return [number for number, text in _searchable(model) if all(word in text for word in wanted)]


@lru_cache(maxsize=2)
def _searchable(model: Model) -> list[tuple[int, str]]:
    """Give number, title and URL of the open posts that are listed, newest first; made once a model."""
    shown = (post.concealed is None and post.withheld != "unlisted" for post in model.posts)
    numbers = [number for number, is_shown in enumerate(shown) if is_shown]
    dates = [post.date.timestamp() if post.date else float("-inf") for post in model.posts]
    numbers.sort(key=lambda number: (-dates[number], number))
    return [(number, _folded(f"{model.posts[number].title} {model.posts[number].url or ''}")) for number in numbers]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _cached(response: Response, model: Model) -> Response:
    """Let caches keep an answer for a minute, and ask whether the model is still the same after that."""
    response.set_etag(f"{model.manifest.version}-{model.manifest.trained_at}")
    response.cache_control.public = True
    response.cache_control.max_age = _MAX_AGE
    response.make_conditional(request)
    return response
