"""Headers of every answer: what browsers may do with it, and whose pages may read it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request

from recommender.web.settings import ANY_ORIGIN, ServiceSettings

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

#: Nothing of ours is run, framed or sent anywhere; the preview loads its style sheet.
_SECURITY = (
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
)
#: What a page of a configured origin may send, told for a day.
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": "86400",
}


def register_headers(app: Flask, settings: ServiceSettings) -> None:
    """Let every answer carry the headers of security, and let pages of the configured origins read it."""
    app.wsgi_app = _secured(app.wsgi_app)  # type: ignore[assignment, method-assign]
    if settings.origins:

        @app.after_request
        def readable(response: Response) -> Response:
            _allow(response, settings)
            return response


def _secured(answer: "WSGIApplication") -> "WSGIApplication":
    """Add the headers that an answer has not set itself, below Flask, where they cost a twentieth."""

    def with_headers(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            known = {name for name, _ in headers}
            return start_response(status, [*headers, *(one for one in _SECURITY if one[0] not in known)], *error)

        return answer(environ, start)

    return with_headers


def is_from_elsewhere(settings: ServiceSettings) -> bool:
    """Tell whether the request was sent by a page of an origin that is not configured.

    Browsers say where a page is from; a request that says nothing comes from no page.
    """
    origin = request.headers.get("Origin")
    own = request.host_url.rstrip("/")
    return origin is not None and origin != own and not {origin, ANY_ORIGIN} & set(settings.origins)


def _allow(response: Response, settings: ServiceSettings) -> None:
    origin = request.headers.get("Origin")
    if ANY_ORIGIN in settings.origins:
        response.headers["Access-Control-Allow-Origin"] = ANY_ORIGIN
    else:
        # Without this a cache would hand one page's leave to another's.
        response.vary.add("Origin")
        if origin not in settings.origins:
            return
        response.headers["Access-Control-Allow-Origin"] = origin
    if request.method == "OPTIONS":
        response.headers.update(_PREFLIGHT)
