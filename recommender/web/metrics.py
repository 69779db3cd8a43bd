"""What operators count, in Prometheus' form; right over several workers."""

import os
import threading
from functools import cache
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from recommender.model.model import Model
from recommender.whole_file import is_running

#: Names the folder through which workers add up; set before this module is first imported.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
MEDIA_TYPE = CONTENT_TYPE_LATEST

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
_LENGTHS = (0, 1, 2, 3, 5, 10, 20)


class Metrics:
    """Counts what one service does; with `FOLDER` in the environment, what all its workers do."""

    def __init__(self) -> None:
        own = CollectorRegistry()
        self._lock = threading.Lock()
        self._own = own
        self._model: Model | None = None
        seconds = Histogram(
            "recommender_request_seconds",
            "Time until an answer begins; its count is that of the requests.",
            ["method", "route", "status"],
            buckets=_SECONDS,
            registry=own,
        )
        self._seconds_of = cache(seconds.labels)
        self._lengths = Histogram(
            "recommender_list_length", "Links in the lists that were given.", buckets=_LENGTHS, registry=own
        )
        self._events = Counter("recommender_events_total", "What became of reported events.", ["outcome"], registry=own)
        self._refused = Counter(
            "recommender_models_refused_total", "Models in the folder that could not be served.", registry=own
        )
        self._workers = Gauge(
            "recommender_model_workers",
            "Workers that answer from this version of the model.",
            ["version"],
            registry=own,
            multiprocess_mode="livesum",
        )
        self._trained = Gauge(
            "recommender_model_trained_timestamp_seconds",
            "When the newest model that is served was trained.",
            registry=own,
            multiprocess_mode="livemax",
        )

    def count_request(self, method: str, route: str, status: str, seconds: float) -> None:
        """Count an answer and the time until it began."""
        self._seconds_of(method, route, status).observe(seconds)

    def count_list(self, length: int) -> None:
        """Count a list that was given."""
        self._lengths.observe(length)

    def count_event(self, outcome: str) -> None:
        """Count what became of an event, one of `event_log.OUTCOMES`."""
        self._events.labels(outcome).inc()

    def count_refusal(self) -> None:
        """Count a model that could not be taken up."""
        self._refused.inc()

    def note_model(self, model: Model) -> None:
        """Note the model that this process answers from; the same one again costs nothing."""
        if model is self._model:
            return
        with self._lock:
            if self._model is not None:
                self._workers.labels(self._model.manifest.version).set(0)
            self._workers.labels(model.manifest.version).set(1)
            self._trained.set(model.manifest.trained_time.timestamp())
            self._model = model

    def exposition(self) -> bytes:
        """Give all counts as text."""
        if FOLDER not in os.environ:
            return bytes(generate_latest(self._own))
        _forget_dead_workers(Path(os.environ[FOLDER]))
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return bytes(generate_latest(together))


def _forget_dead_workers(folder: Path) -> None:
    """Let what only a living worker has (its model) go with it; what it counted stays."""
    for file in folder.glob("gauge_live*_*.db"):
        process = int(file.stem.rpartition("_")[2])
        if not is_running(process):
            mark_process_dead(process)  # type: ignore[no-untyped-call]
