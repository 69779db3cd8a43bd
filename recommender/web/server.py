"""Run the app under gunicorn: several worker processes, each with a greenlet a connection, and graceful stop."""

import gc
import logging
import logging.handlers
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gevent
from gunicorn.app.base import BaseApplication

from recommender.errors import SettingsError
from recommender.web.settings import ServiceSettings

if TYPE_CHECKING:
    from flask import Flask

    from recommender.web.steering import Steering

#: Of one worker at once. Those that say nothing or send slowly take a greenlet each and keep nobody waiting.
_CONNECTIONS = 1000
_SECONDS_TO_FINISH = 5
#: The access log on standard output.
_STDOUT = Path("-")


def serve(
    folder: Path,
    settings: ServiceSettings,
    *,
    host: str,
    port: int,
    workers: int,
    steering: "Steering | None" = None,
) -> None:
    """Answer requests until SIGTERM or SIGINT; requests under way are finished.

    The app is made before the workers are forked, so that they share the model's pages.

    Args:
        steering: the files of the site, where the service is a preview for its author alone.

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

        app = create_app(folder, settings, steering=steering, tell_access=_access_log(settings.access_log))
    except BaseException:
        shutil.rmtree(counts, ignore_errors=True)
        raise
    hooks = {"on_exit": lambda server: shutil.rmtree(counts, ignore_errors=True)}
    run(app, host=host, port=port, workers=workers, hooks=hooks)


def run(app: "Flask", *, host: str, port: int, workers: int, hooks: Mapping[str, Any] | None = None) -> None:
    """Run any app under the server as we set it up.

    Args:
        hooks: gunicorn's, by name.
    """
    # What was made before the workers stays where it is: a collection would copy its pages into each of them.
    gc.freeze()
    options = {
        "bind": [f"[{host}]:{port}" if ":" in host else f"{host}:{port}"],
        "workers": workers,
        "worker_class": "gevent",
        "worker_connections": _CONNECTIONS,
        "graceful_timeout": _SECONDS_TO_FINISH,
        "limit_request_line": 8190,
        "proc_name": "recommender",
        "control_socket_disable": True,
        # Whoever sends one request after the other lets the others have their turn (p99 a tenth under full load).
        "post_request": lambda worker, request, environ, response: gevent.sleep(0),
        "worker_exit": lambda server, worker: _end_quietly(),
        **(hooks or {}),
    }
    _Server(app, options).run()


def _end_quietly() -> None:
    """Let a worker that has ended say no more: log handlers outlive gevent's locks, told as a fault at every stop."""
    sys.unraisablehook = lambda fault: None


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


def _access_log(target: Path | None) -> Callable[[str], None] | None:
    """Open the access log: lines of JSON, into a file that may be moved away while it is written, or to stdout.

    Raises:
        SettingsError: the file cannot be written.
    """
    if target is None:
        return None
    to_stdout = target == _STDOUT
    try:
        handler = logging.StreamHandler(sys.stdout) if to_stdout else logging.handlers.WatchedFileHandler(target)
    except OSError as error:
        raise SettingsError(f"{target}: the access log cannot be written there ({error.strerror})") from error
    handler.setFormatter(logging.Formatter("%(message)s"))
    log = logging.getLogger("recommender.access")
    log.propagate = False
    log.addHandler(handler)
    return log.info
