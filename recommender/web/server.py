"""Run the app under gunicorn: several worker processes, graceful stop."""

import logging
import socket
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from recommender.errors import SettingsError
from recommender.web.app import create_app
from recommender.web.settings import ServiceSettings

_THREADS = 4
_SECONDS_TO_FINISH = 5


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app = app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            # Older gunicorns know no control socket, newer ones open it unless told not to.
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
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
        SettingsError: the address cannot be listened on, or the folder for events cannot be written into.
    """
    _check_free(host, port)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
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
    }
    _Server(create_app(folder, settings), options).run()
