"""What a command and the processes that it starts hold in memory, looked at from outside in /proc (Linux)."""

import math
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

#: Seconds from one look at the processes to the next: a quarter, and twenty times as long as the last one took, since
#: a process waits for memory while it is looked at.
_INTERVAL, _REST = 0.25, 20


def measured(command: list[str], *, seconds: float = math.inf, memory: int | None = None) -> tuple[str, int]:
    """Run a command; give what it printed, and the bytes that it and its children held at most (shared pages once).

    Args:
        memory: bytes that they may hold, pages of files among them, which the system takes back before it kills.

    Raises:
        TimeoutExpired: it took more than that many seconds and was killed.
    """
    start = time.monotonic()
    peak = 0
    if memory is not None:
        # A shell that joins the group before it becomes the command.
        command = ["sh", "-c", 'echo $$ > "$0" && exec "$@"', str(_limited_group(memory)), *command]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            looked = time.monotonic()
            peak = max(peak, sum(map(_bytes_held, _tree(process.pid))))
            took = time.monotonic() - looked
            if time.monotonic() - start > seconds:
                process.kill()
                raise subprocess.TimeoutExpired(command, seconds)
            time.sleep(max(_INTERVAL, _REST * took))
        printed = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise SystemExit(process.returncode)
    return printed, peak


def _limited_group(memory: int) -> Path:
    """Make a control group that may hold so many bytes; give the file by which processes join it (needs root)."""
    root = Path("/sys/fs/cgroup")
    second = (root / "cgroup.controllers").exists()
    group = root / ("recommender-benchmark" if second else "memory/recommender-benchmark")
    group.mkdir(exist_ok=True)
    (group / ("memory.max" if second else "memory.limit_in_bytes")).write_text(str(memory))
    return group / "cgroup.procs"


def _tree(root: int) -> Iterator[int]:
    """List a process and all that descend from it."""
    pending = [root]
    while pending:
        process = pending.pop()
        yield process
        for tasks in Path(f"/proc/{process}/task").glob("*/children"):
            try:
                pending += map(int, tasks.read_text().split())
            except OSError:
                continue


def _bytes_held(process: int) -> int:
    """Give a process's proportional set size, which parts shared pages among those that hold them; 0 once it ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
