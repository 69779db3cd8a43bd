"""Finished answers, kept as long as the model is the same: the second asking costs next to nothing."""

import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from werkzeug.wsgi import ClosingIterator

from recommender.model.model import Model
from recommender.web.watching import LENGTH

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

#: Bytes of bodies that a process keeps: the lists of a thousand posts and more.
_MAX_BYTES = 4_000_000
#: Longer questions are seldom asked twice.
_MAX_QUERY = 1000
#: What an answer depends on.
_ASKED = ("PATH_INFO", "QUERY_STRING", "HTTP_HOST", "HTTP_ORIGIN")
#: Who sends one of these may get less than the whole answer.
_CONDITIONS = frozenset({"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"})

_Question: TypeAlias = tuple[str | None, ...]


def remembering(
    answer: "WSGIApplication", routes: frozenset[str], current_model: Callable[[], Model | None]
) -> "WSGIApplication":
    """Let an application be asked once for each question, as long as the model is the same.

    Args:
        routes: paths whose answers are made of the model and the question alone.
        current_model: gives the model; None where there is none yet.
    """
    answers = _Answers()

    def asked_once(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        model = current_model()
        if (
            model is None
            or environ.get("PATH_INFO") not in routes
            or environ["REQUEST_METHOD"] != "GET"
            or not _CONDITIONS.isdisjoint(environ)
        ):
            return answer(environ, start_response)
        question = tuple(map(environ.get, _ASKED))
        known = answers.find(model, question)
        if known is None:
            known = _ask(answer, environ)
            # Another model may have been swapped in meanwhile: what it said is for this asker alone.
            if known.status.startswith("200") and model is current_model():
                answers.keep(model, question, known)
        environ[LENGTH] = known.length
        start_response(known.status, list(known.headers))
        return [known.body]

    return asked_once


class _Answer(NamedTuple):
    status: str
    headers: list[tuple[str, str]]
    body: bytes
    length: int | None


def _ask(answer: "WSGIApplication", environ: "WSGIEnvironment") -> _Answer:
    begun = "500", list[tuple[str, str]]()

    def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
        nonlocal begun
        # The server dates each answer itself.
        begun = status, [(name, value) for name, value in headers if name != "Date"]
        return lambda content: None

    with closing(ClosingIterator(answer(environ, start))) as parts:
        body = b"".join(parts)
    return _Answer(*begun, body, environ.get(LENGTH))


class _Answers:
    """Answers by question; of one model at a time, the oldest go first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: Model | None = None
        self._by_question: dict[_Question, _Answer] = {}
        self._bytes = 0

    def find(self, model: Model, question: _Question) -> _Answer | None:
        return self._by_question.get(question) if self._model is model else None

    def keep(self, model: Model, question: _Question, answer: _Answer) -> None:
        if sum(map(len, filter(None, question))) > _MAX_QUERY:
            return
        with self._lock:
            if self._model is not model:
                self._model, self._by_question, self._bytes = model, {}, 0
            if question not in self._by_question:
                self._by_question[question] = answer
                self._bytes += len(answer.body)
            while self._bytes > _MAX_BYTES:
                self._bytes -= len(self._by_question.pop(next(iter(self._by_question))).body)
