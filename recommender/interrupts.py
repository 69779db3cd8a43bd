"""Ctrl-C that comes at a bad time."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def held_back() -> Iterator[None]:
    """Let a Ctrl-C wait until the block is done, and raise it then: for libraries that it would crash.

    It is the main thread that Ctrl-C interrupts; a block of another one needs no care.
    """
    presses: list[int] = []
    try:
        with _noted(presses, passed_on=False):
            yield
    finally:
        if presses:
            signal.raise_signal(signal.SIGINT)


@contextmanager
def insisted_on() -> Iterator[None]:
    """After a Ctrl-C, raise that in place of what a library made of it: a module in C calls itself broken, say."""
    presses: list[int] = []
    with _noted(presses, passed_on=True):
        try:
            yield
        except Exception as error:
            if presses:
                raise KeyboardInterrupt from error
            raise


@contextmanager
def _noted(presses: list[int], *, passed_on: bool) -> Iterator[None]:
    """Note every Ctrl-C while the block runs, where it is the main thread's and not ignored."""
    handler = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(handler):
        yield
        return

    def note(number: int, frame: FrameType | None) -> None:
        presses.append(number)
        if passed_on:
            handler(number, frame)

    signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
