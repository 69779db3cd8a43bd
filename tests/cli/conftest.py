"""Commands run in processes of their own, which tests kill."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

#: Forks a run of the command for every line of arguments, so that its modules are loaded once; says the run's number.
FORKS = """
import os, sys
from recommender.cli.main import cli
import recommender.cli.inject, recommender.cli.train, recommender.training
for line in iter(sys.stdin.readline, ""):
    child = os.fork()
    if not child:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            cli.main(line.split(), standalone_mode=False)
        finally:
            os._exit(0)
    print(child, flush=True)
    # Until it is asked for, an ended run keeps its number: the kill meets no other process.
    sys.stdin.readline()
    os.waitpid(child, 0)
    print("ended", flush=True)
"""


class Runs:
    """Runs of `recommender` that can be killed."""

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
def runs() -> Iterator[Runs]:
    one_thread = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(
        [sys.executable, "-c", FORKS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=one_thread
    ) as process:
        yield Runs(process)
        process.stdin.close()
