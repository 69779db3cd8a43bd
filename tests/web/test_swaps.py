"""Models change and break under load, and every answer is that of a whole one."""

import contextlib
import http.client
import json
import shutil
import threading
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from recommender.model.answer import list_answer
from recommender.model.manifest import FILE_NAME
from recommender.model.model import Model
from recommender.model.storage import load_model, read_manifest

CLIENTS = 6


def swap(version: Path, folder: Path, *, is_broken: bool = False) -> None:
    """Put a model in place as a training does: data first, then the manifest, then the old data goes."""
    data = read_manifest(version).data_folder
    shutil.rmtree(folder / data, ignore_errors=True)
    shutil.copytree(version / data, folder / data)
    if is_broken:
        with (folder / data / "targets.npy").open("r+b") as file:
            file.truncate(200)
    shutil.copy(version / FILE_NAME, folder / "aside")
    (folder / "aside").replace(folder / FILE_NAME)
    for old in folder.glob("data-*"):
        if old.name != data:
            shutil.rmtree(old)


class Readers:
    """Clients that ask for lists one after the other and compare each answer with what the models say."""

    def __init__(self, address: str, models: list[Model]) -> None:
        self._host = urlsplit(address).netloc
        self._expected = {
            post.url: [list_answer(model, number, 5) for model in models if (number := model.names.by_url(post.url))]
            for post in models[0].posts
            if post.url and not post.concealed
        }
        self._stopped = threading.Event()
        self.faults: list[str] = []
        self.answers = 0
        self.versions: set[str] = set()

    def stop(self) -> None:
        """Let all come to an end."""
        self._stopped.set()

    def run(self) -> None:
        """Ask until told to stop."""
        with contextlib.closing(http.client.HTTPConnection(self._host, timeout=20)) as connection:
            while not self._stopped.is_set():
                for url in self._expected:
                    self._ask(connection, url)

    def _ask(self, connection: http.client.HTTPConnection, url: str) -> None:
        connection.request("GET", f"/api/v1/related?url={quote(url)}&limit=5")
        answer = connection.getresponse()
        content = answer.read()
        self.answers += 1
        if answer.status != 200:
            self.faults.append(f"{url}: {answer.status} {content[:200]!r}")
            return
        table = json.loads(content)
        self.versions.add(table.pop("model")["version"])
        if table not in self._expected[url]:
            self.faults.append(f"{url}: a list of no model")


@pytest.mark.parametrize(("seconds", "pause"), [(4, 0.2), pytest.param(60, 1.0, marks=pytest.mark.slow)])
def test_no_request_fails_and_every_answer_is_of_one_model(start_service, versions, tmp_path, seconds, pause):
    folder = tmp_path / "served"
    folder.mkdir()
    swap(versions[0], folder)
    service = start_service(folder, "--workers", "2")
    readers = Readers(service.address, [load_model(version) for version in versions])
    threads = [threading.Thread(target=readers.run) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    until, number = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        time.sleep(pause)
        number += 1
        swap(versions[number % 2], folder, is_broken=number % 5 == 0)
    readers.stop()
    for thread in threads:
        thread.join()
    assert readers.faults == []
    assert readers.answers > 100 * seconds
    assert readers.versions == {read_manifest(version).version for version in versions}
    assert service.stop() == 0


def test_a_new_model_is_answered_from_within_two_seconds_by_every_worker(start_service, versions, tmp_path):
    folder = tmp_path / "served"
    folder.mkdir()
    swap(versions[0], folder)
    service = start_service(folder, "--workers", "3")
    host = urlsplit(service.address).netloc
    new = read_manifest(versions[1]).version

    def ask() -> str:
        with contextlib.closing(http.client.HTTPConnection(host, timeout=20)) as connection:
            connection.request("GET", "/readyz")
            return json.loads(connection.getresponse().read())["model"]

    assert {ask() for _ in range(30)} == {read_manifest(versions[0]).version}
    swap(versions[1], folder)
    time.sleep(2)
    assert {ask() for _ in range(60)} == {new}
    assert service.stop() == 0
