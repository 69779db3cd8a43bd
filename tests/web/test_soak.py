"""Hours in small: good requests, hostile ones, models that change and break, workers that are killed, all at once.

A request under way in a worker that is killed breaks off, as it would behind any proxy; the proxy asks once more, and
so do these clients. Whatever is not answered then has failed.
"""

import contextlib
import http.client
import os
import random
import signal
import socket
import statistics
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from recommender.model.storage import load_model
from tests.web.test_swaps import swap

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is looked up in /proc")

GOOD = (
    "/api/v1/related?url=/2024/06/10/ume-shigoto/&limit=5",
    "/api/v1/related?url=/2024/06/10/ume-shigoto/&explain=true",
    "/api/v1/posts?q=%E6%A2%85",
    "/embed/related?url=/2024/06/10/ume-shigoto/&style=cards",
    "/?url=/2024/06/10/ume-shigoto/",
    "/openapi.json",
    "/readyz",
)
HOSTILE = (
    b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /api/v1/related?limit=999999&url=%00%ff HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /api/v1/related HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n[[[[[[[[[",
    b"POST /api/v1/related HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n",
    b"GET /../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    b"\x00\x01\x02\x03\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-A: b\r\n" * 500 + b"\r\n",
    b"GET / HT",
)
#: Of the workers together, from the first part of the time to the last.
MOST_GROWTH = 1.1


class Load:
    """Clients of all kinds, until told to stop."""

    def __init__(self, address: str) -> None:
        self._host = urlsplit(address).netloc
        self._stopped = threading.Event()
        self.answers = 0
        self.retries = 0
        self.hostile = 0
        self.failed: list[str] = []

    def stop(self) -> None:
        """Let all come to an end."""
        self._stopped.set()

    def ask(self) -> None:
        """Ask what readers' pages and their author ask."""
        while not self._stopped.is_set():
            for path in GOOD:
                self._ask(path)

    def attack(self, seed: int) -> None:
        """Send what no browser sends, and leave at any moment."""
        lot = random.Random(seed)
        host, port = self._host.split(":")
        while not self._stopped.is_set():
            with contextlib.suppress(OSError), socket.create_connection((host, int(port)), timeout=1) as connection:
                connection.sendall(lot.choice(HOSTILE))
                if lot.random() < 0.7:
                    connection.recv(1000)
            self.hostile += 1
            time.sleep(0.01)

    def _ask(self, path: str) -> None:
        for last in (False, True):
            try:
                with contextlib.closing(http.client.HTTPConnection(self._host, timeout=20)) as connection:
                    connection.request("GET", path)
                    answer = connection.getresponse()
                    answer.read()
            except (OSError, http.client.HTTPException) as error:
                if last:
                    self.failed.append(f"{path}: {error!r}")
                self.retries += 1
                continue
            self.answers += 1
            if answer.status != 200:
                self.failed.append(f"{path}: {answer.status}")
            return


def workers_of(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(child) for child in children]


def held(process: int) -> tuple[int, int]:
    """Give the bytes of its own and the files open, of all workers together."""
    memory = files = 0
    for worker in workers_of(process):
        with contextlib.suppress(OSError):
            status = Path(f"/proc/{worker}/smaps_rollup").read_text()
            memory += sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("Private_"))
            files += len(list(Path(f"/proc/{worker}/fd").iterdir()))
    return memory * 1024, files


@pytest.mark.parametrize("seconds", [8, pytest.param(600, marks=pytest.mark.slow)])
def test_nothing_fails_and_nothing_grows(start_service, versions, tmp_path, seconds, record_property):
    folder = tmp_path / "served"
    folder.mkdir()
    swap(versions[0], folder)
    service = start_service(folder, "--workers", "2")
    load = Load(service.address)
    threads = [threading.Thread(target=load.ask) for _ in range(3)]
    threads += [threading.Thread(target=load.attack, args=(seed,)) for seed in range(2)]
    for thread in threads:
        thread.start()
    lot, start, number, kills, samples = random.Random(0), time.monotonic(), 0, 0, []
    while time.monotonic() - start < seconds:
        time.sleep(1)
        number += 1
        swap(versions[number % 2], folder, is_broken=number % 5 == 0)
        if number % 4 == 0:
            os.kill(lot.choice(workers_of(service.process.pid)), signal.SIGKILL)
            kills += 1
        elif number % 4 == 3:
            samples.append(held(service.process.pid))
    # The last one may have been a broken one.
    swap(versions[0], folder)
    load.stop()
    for thread in threads:
        thread.join()
    third = max(1, len(samples) // 3)
    (memory, files), (later_memory, later_files) = (
        [statistics.median(values) for values in zip(*some, strict=True)]
        for some in (samples[:third], samples[-third:])
    )
    growth = f"memory × {later_memory / memory:.2f}, open files × {later_files / files:.2f}"
    tried = f"{load.answers:,} good, {load.hostile:,} hostile, {number} models, {kills} kills"
    record_property("tried", f"{tried} ({growth})")
    assert load.failed == []
    assert load.answers > 20 * seconds
    assert kills > 0
    assert load.retries <= 8 * kills, "only what a killed worker held breaks off"
    assert len(list(folder.iterdir())) == 2, "one manifest, one folder of data"
    if seconds > 60:
        assert later_memory <= MOST_GROWTH * memory
        assert later_files <= MOST_GROWTH * files
    assert load_model(folder).manifest.version
    assert service.stop() == 0
