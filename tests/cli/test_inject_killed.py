"""A run of inject that is killed at any moment leaves every file old or new, and the next run finishes."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "blog"

#: Forks a run of the command for every line of arguments, so that its modules are loaded once; says the run's number.
FORKS = """
import os, sys
from recommender.cli.main import cli
import recommender.cli.inject
for line in iter(sys.stdin.readline, ""):
    child = os.fork()
    if not child:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            cli.main(["inject", *line.split()], standalone_mode=False)
        finally:
            os._exit(0)
    print(child, flush=True)
    # Until it is asked for, an ended run keeps its number: the kill meets no other process.
    sys.stdin.readline()
    os.waitpid(child, 0)
    print("ended", flush=True)
"""


class Runs:
    """Runs of `recommender inject` that can be killed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def start(self, *arguments: object) -> int:
        """Start one and give its number."""
        self._say(*arguments)
        return int(self._process.stdout.readline())

    def wait(self) -> None:
        """Wait until the one that was started last has ended."""
        self._say("end")
        assert self._process.stdout.readline() == "ended\n"

    def run(self, *arguments: object) -> float:
        """Run one to its end and give the seconds that it took."""
        started = time.monotonic()
        self.start(*arguments)
        self.wait()
        return time.monotonic() - started

    def _say(self, *words: object) -> None:
        self._process.stdin.write(" ".join(map(str, words)) + "\n")
        self._process.stdin.flush()


@pytest.fixture
def runs():
    one_thread = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(
        [sys.executable, "-c", FORKS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=one_thread
    ) as process:
        yield Runs(process)
        process.stdin.close()


def contents(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def posts_of(found: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in found.items() if not path.rpartition("/")[2].startswith(".recommender-")}


@pytest.mark.parametrize("kills", [10, pytest.param(200, marks=pytest.mark.slow)])
def test_a_killed_run_leaves_each_file_old_or_new_and_the_next_one_finishes(
    runs, training, example_folder, tmp_path, kills
):
    blog = Path(shutil.copytree(EXAMPLE, tmp_path / "blog"))
    arguments = (blog, "--model", example_folder)
    runs.run(*arguments)
    injected = contents(blog)
    seconds = runs.run(*arguments, "--remove")
    bare = contents(blog)
    assert injected != bare
    moments = random.Random(kills)
    in_between = 0
    for number in range(kills):
        run = runs.start(*arguments, *(["--remove"] if number % 2 else []))
        time.sleep(moments.uniform(0, seconds))
        os.kill(run, signal.SIGKILL)
        runs.wait()
        found = contents(blog)
        posts = posts_of(found)
        in_between += len(found) > len(posts) or posts not in (injected, bare)
        assert posts.keys() == bare.keys(), "nothing is lost"
        assert [path for path in posts if posts[path] not in (injected[path], bare[path])] == [], "nothing is torn"
        if number % 5 == 4:
            runs.run(*arguments)
            assert contents(blog) == injected, "the next run finishes and clears up"
    assert kills < 100 or in_between > kills / 10, "kills met the writing"
