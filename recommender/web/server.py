"""Run the app under gunicorn: several worker processes, graceful stop."""

import logging
import logging.handlers
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication

from recommender.errors import SettingsError
from recommender.web.settings import ServiceSettings

if TYPE_CHECKING:
    from flask import Flask

_THREADS = 4
_SECONDS_TO_FINISH = 5
#: The access log on standard output.
_STDOUT = Path("-")


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, app: "Flask", options: dict[str, Any]) -> None:
        self._app = app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            # Older gunicorns know no control socket, newer ones open it unless told not to.
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> "Flask":
        return self._app


def _check_free(host: str, port: int) -> None:
    """Try the address first: gunicorn would try for seconds and tell it in ten lines."""
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            pass
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no host name"
        raise SettingsError(
            f"{host}:{port}: cannot listen there ({reason}); choose another --host or --port"
        ) from error


def serve(folder: Path, settings: ServiceSettings, *, host: str, port: int, workers: int) -> None:
    """Answer requests until SIGTERM or SIGINT; requests under way are finished.

    The app is made before the workers are forked, so that they share the model's pages.

    Raises:
        SettingsError: the address cannot be listened on, or the folder for events or the access log cannot be
            written into.
    """
    _check_free(host, port)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # Workers add up what they count in files; the library reads where when it is first imported.
    counts = tempfile.mkdtemp(prefix="recommender-metrics-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = counts
    try:
        from recommender.web.app import create_app
        from recommender.web.metrics import forget_worker

        app = create_app(folder, settings, tell_access=_access_log(settings.access_log))
    except BaseException:
        shutil.rmtree(counts, ignore_errors=True)
        raise
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = {
        "bind": [address],
        "workers": workers,
        "threads": _THREADS,
        "worker_class": "gthread",
        "graceful_timeout": _SECONDS_TO_FINISH,
        "limit_request_line": 8190,
        "proc_name": "recommender",
        "control_socket_disable": True,
        "child_exit": lambda server, worker: forget_worker(worker.pid),
        "on_exit": lambda server: shutil.rmtree(counts, ignore_errors=True),
    }
    _Server(app, options).run()


def _access_log(target: Path | None) -> Callable[[str], None] | None:
    """Open the access log: lines of JSON, into a file that may be moved away while it is written, or to stdout.

    Raises:
        SettingsError: the file cannot be written.
    """
    if target is None:
        return None
    try:
        handler = (
            logging.StreamHandler(sys.stdout) if target == _STDOUT else logging.handlers.WatchedFileHandler(target)
        )
    except OSError as error:
        raise SettingsError(f"{target}: the access log cannot be written there ({error.strerror})") from error
    handler.setFormatter(logging.Formatter("%(message)s"))
    log = logging.getLogger("recommender.access")
    log.propagate = False
    log.addHandler(handler)
    return log.info
