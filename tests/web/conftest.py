import contextlib
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import pytest
from flask import Flask
from flask.testing import FlaskClient

from recommender.training import train
from recommender.web import holder as holder_module
from recommender.web.app import create_app


class Service(NamedTuple):
    """The real server over a real socket."""

    process: subprocess.Popen
    address: str

    def stop(self) -> int:
        """Ask it to stop and give its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=20)


@pytest.fixture(scope="session")
def app(training, example_folder) -> Flask:
    app = create_app(example_folder)
    app.testing = True
    return app


@pytest.fixture
def client(app) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def folder(training, example_folder, tmp_path, monkeypatch) -> Path:
    """A model of the test's own, looked at with every request."""
    monkeypatch.setattr(holder_module, "_LOOK_EVERY", 0)
    return Path(shutil.copytree(example_folder, tmp_path / "model"))


@pytest.fixture(scope="module")
def start_service(free_port) -> Iterator[Callable[..., Service]]:
    """Serve a model on a free port of this machine until the tests of the module are through."""
    pytest.importorskip("gunicorn", reason="the server needs gunicorn, which Windows has not")
    processes = []

    def start(folder: Path, *options: str) -> Service:
        port = free_port()
        command = [sys.executable, "-m", "recommender", "serve", "--model", str(folder), "--port", str(port), *options]
        processes.append(subprocess.Popen(command, stderr=subprocess.DEVNULL))
        address = f"http://127.0.0.1:{port}"
        for _ in range(400):
            with contextlib.suppress(OSError):
                urlopen(f"{address}/healthz").close()
                break
            time.sleep(0.05)
        return Service(processes[-1], address)

    yield start
    for process in processes:
        process.kill()
        process.wait()


@pytest.fixture
def versions(training, example_folder, blog, tmp_path) -> list[Path]:
    """Two models of one blog whose lists differ."""
    (blog / "_posts" / "2026-10-01-nuka.md").write_text(
        "---\ntitle: ぬか床と梅\ntags: [保存食]\n---\n梅と塩でぬか床を混ぜる。\n", encoding="utf-8"
    )
    train(blog, tmp_path / "other", fresh=True)
    return [example_folder, tmp_path / "other"]
