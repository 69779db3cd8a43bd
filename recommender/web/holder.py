"""The model that is being served: taken up when it changes, kept when its successor is broken."""

import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from recommender.errors import ModelError
from recommender.model.manifest import FILE_NAME
from recommender.model.model import Model
from recommender.model.storage import load_model

#: How often the folder is looked at, in seconds; a look is one stat.
_LOOK_EVERY = 0.5

_log = logging.getLogger("recommender.web")


class ModelHolder:
    """Gives the newest whole model of a folder."""

    def __init__(self, folder: Path, count_refusal: Callable[[], None] = lambda: None) -> None:
        """Look into the folder.

        Args:
            count_refusal: is told of each model that could not be taken up.
        """
        self._folder = folder
        self._count_refusal = count_refusal
        self._lock = threading.Lock()
        self._model: Model | None = None
        self._trouble: str | None = None
        self._seen: tuple[int, int, int] | None = None
        self._looked = float("-inf")
        self.current()

    @property
    def trouble(self) -> str | None:
        """Why the model in the folder is not the one that is served; None if it is. It names no folder."""
        if self._trouble is None:
            return None
        return self._trouble.replace(f"{self._folder}{os.sep}", "").replace(str(self._folder), "model")

    def current(self) -> Model | None:
        """Give the model to answer from; None as long as there has been none."""
        now = time.monotonic()
        # One thread looks, the others answer from what is there.
        if now - self._looked >= _LOOK_EVERY and self._lock.acquire(blocking=False):
            try:
                self._looked = now
                self._take_up()
            finally:
                self._lock.release()
        return self._model

    def _take_up(self) -> None:
        stamp = self._stamp()
        if stamp == self._seen and stamp is not None:
            return
        try:
            model = load_model(self._folder)
        except ModelError as error:
            if str(error) != self._trouble:
                _log.error("model refused: %s", error)
                if self._stamp() is not None:
                    self._count_refusal()
            self._trouble = str(error)
            # A model swapped in while this one was being read is whole at the next look.
            self._seen = stamp if stamp == self._stamp() else None
            return
        self._model, self._trouble, self._seen = model, None, stamp
        _log.info("model %s taken up, %d posts", model.manifest.version, len(model.posts))

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            status = (self._folder / FILE_NAME).stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino
