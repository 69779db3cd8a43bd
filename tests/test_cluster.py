"""A training on a Dask cluster: real schedulers and workers, each a process."""

import json
import random
import signal
import subprocess
import sys
import time

import pytest

from recommender.cluster import on_cluster
from recommender.errors import SettingsError
from recommender.model.storage import load_model
from recommender.shelf import Shelf
from recommender.training import train

pytest.importorskip("distributed")
WORDS = [one + other for one in "梅塩瓶旅庭花鍋茶紙窓" for other in "畑壺味道色音箱棚"]


def dask(*arguments):
    command = [sys.executable, "-m", "dask", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def cluster(tmp_path):
    """Start a scheduler and two workers; give its address and the workers."""
    file = tmp_path / "scheduler.json"
    processes = [
        dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    ]
    try:
        deadline = time.monotonic() + 60
        while not file.exists() or not file.read_text():
            assert time.monotonic() < deadline, "the scheduler did not start"
            time.sleep(0.1)
        address = json.loads(file.read_text())["address"]
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path)]
        processes += [dask("worker", address, *options) for _ in range(2)]
        wait_for_workers(address, 2)
        yield address, processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


def wait_for_workers(address, count):
    import distributed

    with distributed.Client(address, timeout=60) as client:
        client.wait_for_workers(count, timeout=60)


@pytest.fixture
def blog(tmp_path):
    """Write as many posts as it takes for the lists to be made by workers."""
    root = tmp_path / "blog"
    root.mkdir()
    choices = random.Random(3)
    for number in range(1_001):
        text = "。".join(choices.sample(WORDS, 6))
        (root / f"{number:04}.md").write_text(
            f"---\ntitle: {text[:2]}\ndate: 2024-01-01\n---\n{text}。\n", encoding="utf-8"
        )
    return root


def test_lists_are_those_of_one_machine_though_a_worker_dies_on_the_way(cluster, blog, tmp_path, monkeypatch):
    address, workers = cluster
    lost, sent, write = [], set(), Shelf.write

    def record(shelf, value):
        sent.add(type(value).__name__)
        return write(shelf, value)

    def lose_a_worker(step, done, total):
        if step == "comparing" and 0 < done < total and not lost:
            workers[0].send_signal(signal.SIGKILL)
            lost.append(step)

    monkeypatch.setattr(Shelf, "write", record)
    with on_cluster(address) as count:
        assert count == 2
        train(blog, tmp_path / "there", jobs=count, progress=lose_a_worker)
    assert sent >= {"Vectors", "Index", "Pairs", "ListMaker"}, "every heavy step is done by workers"
    train(blog, tmp_path / "here", jobs=1)
    assert lost
    here, there = load_model(tmp_path / "here"), load_model(tmp_path / "there")
    assert all(here.related(number, 20) == there.related(number, 20) for number in range(1_001))


def test_a_scheduler_that_does_not_answer_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("recommender.cluster._PATIENCE", 0.5)
    with (
        pytest.raises(SettingsError, match="no Dask scheduler answers"),
        on_cluster("tcp://127.0.0.1:9"),
    ):
        pass
