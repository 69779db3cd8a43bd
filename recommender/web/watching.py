"""Every answer counted, and written into the access log where there is one."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import msgspec

from recommender.web.metrics import Metrics

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

#: Where a view leaves the length of the list that it gives.
LENGTH = "recommender.list_length"

_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
_OTHER = "other"
_MAX_SHOWN = 500
#: Names of the query that say which post is meant; what readers search for is theirs.
_NAMES = ("url", "path", "id")


def watched(
    answer: "WSGIApplication", routes: frozenset[str], metrics: Metrics, tell: Callable[[str], None] | None
) -> "WSGIApplication":
    """Watch an application from outside, so that answers of every kind are seen.

    Args:
        routes: the paths that are told apart; no other path becomes a name of a counter.
        tell: takes a line of the access log; None for no log.
    """

    def with_counts(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        started, begun = time.perf_counter(), _Begun()

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            begun.status, begun.headers = status[:3], headers
            return start_response(status, headers, *error)

        try:
            return answer(environ, start)
        finally:
            seconds = time.perf_counter() - started
            path, method = environ.get("PATH_INFO", ""), environ["REQUEST_METHOD"]
            known = path if path in routes else _OTHER
            metrics.count_request(method if method in _METHODS else _OTHER, known, begun.status, seconds)
            if environ.get(LENGTH) is not None:
                metrics.count_list(environ[LENGTH])
            if tell is not None:
                tell(_line(environ, begun, seconds))

    return with_counts


class _Begun:
    """How an answer began; one that never did is a fault."""

    status = "500"
    headers: Sequence[tuple[str, str]] = ()

    @property
    def size(self) -> int:
        return int(next((value for name, value in self.headers if name == "Content-Length"), 0))


def _line(environ: "WSGIEnvironment", begun: _Begun, seconds: float) -> str:
    """Write one request as JSON: nothing of who asked, and of the query only which post is meant."""
    entry = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "method": environ["REQUEST_METHOD"][:_MAX_SHOWN],
        "path": _text(environ.get("PATH_INFO", "")),
        "post": _asked_post(environ.get("QUERY_STRING", "")),
        "status": int(begun.status),
        "bytes": begun.size,
        "ms": round(seconds * 1000, 2),
    }
    return msgspec.json.encode(entry).decode()


def _asked_post(query: str) -> str | None:
    given = (value for name, value in parse_qsl(query) if name in _NAMES)
    return next(given, "")[:_MAX_SHOWN] or None


def _text(path: str) -> str:
    # WSGI hands bytes on as Latin-1.
    return path.encode("latin-1").decode("utf-8", "replace")[:_MAX_SHOWN]
