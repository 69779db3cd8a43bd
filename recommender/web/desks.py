"""Lists made on demand: of texts that are not published yet, and of posts with other settings."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from flask import abort

from recommender.errors import ModelError, PostError, SettingsError
from recommender.model.model import Model

if TYPE_CHECKING:
    from recommender.unpublished import Desk

#: A list takes a tenth of a second: whoever finds the desk taken waits for a few others at most.
_WAIT_SECONDS = 3.0
#: Why there is none, for the description of a route.
NO_LIST = {503: "There is no model yet, it holds no texts, or too many lists are being made."}


class Desks:
    """The desk of the newest model; one list at a time, so that many leave room for other requests."""

    def __init__(self) -> None:
        """Begin without one: tokenizer and vectors take a second to load, which no start need wait for."""
        self._lock = threading.Lock()
        self._for: tuple[Model, date] | None = None
        self._desk: Desk | None = None

    def rank(self, model: Model, work: Callable[["Desk"], Model]) -> Model:
        """Let the desk of a model make a list; abort where it cannot."""
        if not self._lock.acquire(timeout=_WAIT_SECONDS):
            abort(503, "too many lists at once; try again in a few seconds")
        try:
            return work(self._desk_for(model))
        except PostError as error:
            abort(400, f"body: {error}")
        except (ModelError, SettingsError):
            # What they say is of files of this machine.
            abort(503, "the model cannot make lists here; train again on this machine")
        finally:
            self._lock.release()

    def _desk_for(self, model: Model) -> "Desk":
        from recommender.unpublished import Desk

        now = datetime.now(UTC)
        if self._desk is None or self._for != (model, now.date()):
            self._desk, self._for = Desk(model, now=now), (model, now.date())
        return self._desk
