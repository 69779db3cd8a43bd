"""Finished answers, kept as long as the model is the same: the second asking costs next to nothing."""

import threading
from collections.abc import Callable
from functools import wraps
from typing import NamedTuple, TypeAlias

from flask import Response, request

from recommender.model.model import Model
from recommender.web.watching import LENGTH

View: TypeAlias = Callable[[], Response]

#: Bytes of bodies that a process keeps a view. A list of five takes three thousand.
_MAX_BYTES = 8_000_000
#: Longer questions are seldom asked twice.
_MAX_QUERY = 1000
#: Of the headers, those that views set.
_KEPT = ("Content-Type", "ETag", "Cache-Control")
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")


def remembered(current_model: Callable[[], Model]) -> Callable[[View], View]:
    """Let a view be asked once for each query, as long as the model is the same.

    Args:
        current_model: gives the model, or aborts where there is none yet.
    """

    def decorate(view: View) -> View:
        answers = _Answers()

        @wraps(view)
        def asked_once() -> Response:
            model, query = current_model(), request.query_string
            known = answers.find(model, query)
            if known is None:
                answer = view()
                # Another model may have been swapped in meanwhile: what it said is kept for its own askers alone.
                if answer.status_code == 200 and len(query) <= _MAX_QUERY and model is current_model():
                    answers.keep(model, query, answer)
                return answer
            answer = Response(known.body, headers=known.headers)
            request.environ[LENGTH] = known.length
            if any(name in request.environ for name in _CONDITIONS):
                answer.make_conditional(request)
            return answer

        return asked_once

    return decorate


class _Answer(NamedTuple):
    body: bytes
    headers: dict[str, str]
    length: int


class _Answers:
    """Answers by query; of one model at a time, the oldest go first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: Model | None = None
        self._by_query: dict[bytes, _Answer] = {}
        self._bytes = 0

    def find(self, model: Model, query: bytes) -> _Answer | None:
        return self._by_query.get(query) if self._model is model else None

    def keep(self, model: Model, query: bytes, answer: Response) -> None:
        headers = {name: value for name, value in answer.headers if name in _KEPT}
        known = _Answer(answer.get_data(), headers, request.environ.get(LENGTH, 0))
        with self._lock:
            if self._model is not model:
                self._model, self._by_query, self._bytes = model, {}, 0
            if query not in self._by_query:
                self._by_query[query] = known
                self._bytes += len(known.body)
            while self._bytes > _MAX_BYTES:
                self._bytes -= len(self._by_query.pop(next(iter(self._by_query))).body)
