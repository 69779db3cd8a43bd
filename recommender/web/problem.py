"""Errors as RFC 9457 problem details."""

import json
from http import HTTPStatus

from flask import Flask, Response
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from recommender.errors import UnknownPostError


def problem(status: int, detail: str) -> Response:
    """Make an answer of type application/problem+json."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return Response(json.dumps(body, ensure_ascii=False), status, mimetype="application/problem+json")


def register_problems(app: Flask) -> None:
    """Let every error of the app answer as a problem; none tells anything of the machine."""

    @app.errorhandler(HTTPException)
    def http_problem(error: HTTPException) -> Response:
        answer = problem(error.code or 500, error.description or "")
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))
        return answer

    @app.errorhandler(UnknownPostError)
    def unknown_post(error: UnknownPostError) -> Response:
        # One text for all: whether a draft exists is nobody's business.
        return problem(404, "no such post; give its url, path or id as the site has it")
