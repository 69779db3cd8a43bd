"""A Ctrl-C ends what runs, and breaks nothing."""

import signal
import subprocess
import sys
import threading

import pytest

from recommender.interrupts import held_back, insisted_on


@pytest.fixture(autouse=True)
def heeded():
    """Have a Ctrl-C raise an error, also where whatever runs the tests in the background ignores it."""
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, handler)


def test_a_ctrl_c_waits_for_the_end_of_a_block():
    done = []

    def press() -> None:
        with held_back():
            signal.raise_signal(signal.SIGINT)
            done.append("all")

    with pytest.raises(KeyboardInterrupt):
        press()
    assert done == ["all"]
    with held_back():
        done.append("more")
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_a_ctrl_c_is_none_for_other_threads_and_none_that_nobody_wants():
    def hold() -> None:
        with held_back():
            done.append("in a thread")

    done: list[str] = []
    thread = threading.Thread(target=hold)
    thread.start()
    thread.join()
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with insisted_on(), held_back():
            signal.raise_signal(signal.SIGINT)
            done.append("ignored")
    finally:
        signal.signal(signal.SIGINT, handler)
    assert done == ["in a thread", "ignored"]


def test_what_a_library_makes_of_a_ctrl_c_is_a_ctrl_c():
    def load() -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise ImportError("initialization failed") from None

    with pytest.raises(KeyboardInterrupt), insisted_on():
        load()
    with pytest.raises(ImportError), insisted_on():
        raise ImportError("no such module")


_LOOP = """
import signal
from recommender.compiled import compiled, event

@compiled
def double(number):
    return 2 * number

class Press(event.Listener):
    def on_start(self, _):
        signal.raise_signal(signal.SIGINT)
    def on_end(self, _):
        compiled_in_peace.append(True)

signal.signal(signal.SIGINT, signal.default_int_handler)
compiled_in_peace = []
with event.install_listener("numba:compile", Press()):
    try:
        double(1)
    except KeyboardInterrupt:
        print("interrupted", len(compiled_in_peace))
print(double(21))
"""


def test_a_loop_is_compiled_to_the_end_and_then_interrupted(tmp_path):
    (tmp_path / "loop.py").write_text(_LOOP)
    ran = subprocess.run([sys.executable, tmp_path / "loop.py"], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["interrupted 1", "42"]
