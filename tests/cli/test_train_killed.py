"""A training that is killed, or that finds no room, leaves the old model or the new one, whole; nothing grows."""

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from recommender.model.storage import load_model
from tests.conftest import EXAMPLE

POST = "_posts/2024-06-10-ume-shigoto.md"


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


@pytest.mark.parametrize("kills", [6, pytest.param(200, marks=pytest.mark.slow)])
def test_a_killed_training_leaves_the_old_model_or_the_new_one(runs, tmp_path, kills, record_property):
    record_property("tried", kills)
    blog, folder = Path(shutil.copytree(EXAMPLE, tmp_path / "blog")), tmp_path / "model"
    arguments = ("train", blog, "--model", folder, "--fresh", "--samples", "0")
    old = (blog / POST).read_bytes()
    texts = (old, old + "\n庭の土を耕して、種を蒔く。\n".encode())
    versions = []
    for text in texts:
        (blog / POST).write_bytes(text)
        seconds = runs.run(*arguments)
        versions.append(load_model(folder).manifest.version)
    tidy = (names(folder.parent), len(names(folder)))
    moments = random.Random(kills)
    seen = set()
    for number in range(kills):
        (blog / POST).write_bytes(texts[number % 2])
        run = runs.start(*arguments)
        time.sleep(moments.uniform(0, seconds))
        os.kill(run, signal.SIGKILL)
        runs.wait()
        seen.add(load_model(folder).manifest.version)
        if number % 5 == 4:
            runs.run(*arguments)
            assert load_model(folder).manifest.version == versions[number % 2], "the next one finishes"
            assert (names(folder.parent), len(names(folder))) == tidy, "and clears up"
    assert seen <= set(versions)
    assert kills < 100 or len(seen) == 2


@pytest.mark.parametrize("most_bytes", [0, 2_000, 20_000])
def test_a_full_disk_leaves_the_old_model_and_says_so(tmp_path, most_bytes):
    blog, folder = Path(shutil.copytree(EXAMPLE, tmp_path / "blog")), tmp_path / "model"
    command = [sys.executable, "-m", "recommender", "train", str(blog), "--model", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    before = load_model(folder).manifest
    (blog / POST).write_text("---\ntitle: 梅\n---\n梅を干す。", encoding="utf-8")
    full = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes)),
    )
    assert full.returncode == 2
    # Where nothing at all can be written, joblib warns of it first.
    # With not a byte to spare, even what is only passed between processes has no place.
    assert re.search("cannot write the model|temporary directory", full.stderr.splitlines()[-1])
    assert "Traceback" not in full.stderr
    assert load_model(folder).manifest == before
    subprocess.run(command, check=True, capture_output=True)
    assert load_model(folder).manifest.version != before.version
    assert names(folder) == sorted(["manifest.json", load_model(folder).manifest.data_folder])
