"""Events kept in files, one a day: lines that are whole, within bounds, and never waited for."""

import atexit
import errno
import logging
import os
import queue
import threading
import time
from collections.abc import Callable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from recommender.errors import SettingsError
from recommender.web.settings import EventLimits

#: What becomes of an event: kept, or dropped for one of these reasons.
WRITTEN, TOO_MANY, QUEUE_FULL, FILES_FULL, DISK = OUTCOMES = ("written", "rate", "queue", "size", "disk")

_FILES = "events-*.jsonl"
_QUEUE = 1000
#: So many events beyond the rate may come at once, in seconds of the rate.
_BURST = 10
_SECONDS_TO_FINISH = 2.0

_log = logging.getLogger("recommender.web")


class _Line(NamedTuple):
    day: str
    content: bytes


class EventLog:
    """Appends events to the files of a folder.

    Several processes may append to one folder. Each has a thread that writes, started with its first event: threads
    do not survive the fork by which a server makes its workers.
    """

    def __init__(self, folder: Path, limits: EventLimits, count: Callable[[str], None] = lambda outcome: None) -> None:
        """Prepare the folder.

        Args:
            count: is told what became of each event, one of `OUTCOMES`.

        Raises:
            SettingsError: the folder cannot be made or written into.
        """
        self._folder = folder
        self._limits = limits
        self._count = count
        self._queue: queue.Queue[_Line] | None = None
        self._lock = threading.Lock()
        self._writer: threading.Thread | None = None
        self._allowance = float(limits.per_second * _BURST)
        self._asked = time.monotonic()
        self._trouble: str | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsError(
                f"{folder}: no folder for events can be made ({error.strerror}); choose another place"
            ) from error
        if not os.access(folder, os.W_OK | os.X_OK):
            raise SettingsError(f"{folder}: events cannot be written; change its permissions or choose another place")

    def take(self, event: Mapping[str, Any]) -> bool:
        """Keep an event soon; False where there are too many.

        Args:
            event: begins with its `time` after ISO 8601, whose day names the file.
        """
        if not self._is_allowed():
            self._count(TOO_MANY)
            return False
        try:
            self._open_queue().put_nowait(_Line(str(event["time"])[:10], msgspec.json.encode(event) + b"\n"))
        except queue.Full:
            self._count(QUEUE_FULL)
            return False
        return True

    def finish(self) -> None:
        """Wait until what was taken is written, two seconds at most."""
        waiting = self._queue
        if waiting is not None:
            with waiting.all_tasks_done:
                waiting.all_tasks_done.wait_for(lambda: not waiting.unfinished_tasks, _SECONDS_TO_FINISH)

    def _is_allowed(self) -> bool:
        """Take from an allowance that grows with time."""
        with self._lock:
            now = time.monotonic()
            grown = self._allowance + (now - self._asked) * self._limits.per_second
            self._asked, self._allowance = now, min(grown, self._limits.per_second * _BURST)
            if self._allowance < 1:
                return False
            self._allowance -= 1
            return True

    def _open_queue(self) -> "queue.Queue[_Line]":
        with self._lock:
            if self._queue is None or self._writer is None or not self._writer.is_alive():
                # Made where it is used: gevent's workers have other locks than the process that they come from.
                self._queue = queue.Queue(_QUEUE)
                self._writer = threading.Thread(target=self._write_all, args=[self._queue], name="events", daemon=True)
                self._writer.start()
                atexit.register(self.finish)
            return self._queue

    def _write_all(self, waiting: "queue.Queue[_Line]") -> None:
        while True:
            lines = [waiting.get()]
            while len(lines) < _QUEUE and not waiting.empty():
                lines.append(waiting.get())
            for day, of_day in groupby(lines, lambda line: line.day):
                contents = [line.content for line in of_day]
                outcome = self._write(self._folder / f"events-{day}.jsonl", contents)
                for _ in contents:
                    self._count(outcome)
                    waiting.task_done()

    def _write(self, file: Path, contents: list[bytes]) -> str:
        """Append lines to a file, all or none of them."""
        content = b"".join(contents)
        try:
            if _size(self._folder) + len(content) > self._limits.total_bytes:
                return self._refuse(FILES_FULL, f"{self._folder} holds {self._limits.total_bytes:,} bytes")
            if not append_whole(file, content, self._limits.file_bytes):
                return self._refuse(FILES_FULL, f"{file} holds {self._limits.file_bytes:,} bytes")
        except OSError as error:
            return self._refuse(DISK, f"{file}: {error.strerror}")
        self._trouble = None
        return WRITTEN

    def _refuse(self, outcome: str, trouble: str) -> str:
        # Told once, not for every reader.
        if trouble != self._trouble:
            _log.error("events are dropped: %s", trouble)
        self._trouble = trouble
        return outcome


def append_whole(file: Path, content: bytes, most: int) -> bool:
    """Append to a file, all or nothing, whoever else appends; False where it would be longer than `most`.

    Raises:
        OSError: it cannot be written.
    """
    # Windows has neither this nor the server.
    import fcntl

    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o640)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        before = os.fstat(descriptor).st_size
        if before + len(content) > most:
            return False
        try:
            written = os.write(descriptor, content)
        except OSError:
            os.ftruncate(descriptor, before)
            raise
        if written < len(content):
            # A disk that is almost full takes the beginning of a line.
            os.ftruncate(descriptor, before)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return True
    finally:
        os.close(descriptor)


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.glob(_FILES))
