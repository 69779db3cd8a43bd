"""How fast the service answers beside a Flask route that gives a constant of the same size, in one run.

    make bench-http SITE=path/to/blog        (or: python benchmarks/service.py SITE --rounds 7)

Both run under the same server with as many workers and are asked in turn by wrk (https://github.com/wg/wrk), for the
lists of the 500 newest posts, one after the other: so many fit into what a worker remembers. The ratio of each round
counts, machines are noisy. What operators see comes last: how long the service takes until it is ready, and what each
further worker needs of memory.
"""

import argparse
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

from recommender.model.storage import load_model
from recommender.training import train

_CONSTANT = """
import sys
from flask import Flask, Response
from recommender.web.server import run
app, body = Flask("constant"), b"x" * int(sys.argv[1])
@app.get("/constant")
def constant():
    return Response(body, mimetype="application/json")
run(app, host="127.0.0.1", port=int(sys.argv[2]), workers=int(sys.argv[3]))
"""
#: Asks for the lines of a file, one after the other.
_SCRIPT = """
local paths = {}
for line in io.lines("PATHS") do paths[#paths + 1] = line end
local number = 0
request = function()
  number = number % #paths + 1
  return wrk.format("GET", paths[number])
end
"""


POSTS = 500


def main() -> None:
    """Print requests a second and the 99th percentile of both round by round, then start and memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    # One: with several, chance decides how many connections each of them takes.
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk: not found; install it (Debian: apt-get install wrk)")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "model"
        train(options.site, folder, jobs=2)
        model = load_model(folder)
        newest = sorted(model.posts, key=lambda post: post.date.timestamp() if post.date else 0, reverse=True)
        asked = [quote(post.url) for post in newest if post.url and not post.concealed][:POSTS]
        scripts = [_script(Path(scratch), route, asked) for route in ("/constant", "/api/v1/related")]
        ports = _free_port(), _free_port()
        service = [sys.executable, "-m", "recommender", "serve", "--model", str(folder), "--workers"]
        with _running([*service, str(options.workers), "--port", str(ports[0])], ports[0], "/readyz") as (_, seconds):
            size = statistics.mean(len(_get(ports[0], f"/api/v1/related?url={one}")) for one in asked[:200])
            constant = [sys.executable, "-c", _CONSTANT, str(round(size)), str(ports[1]), str(options.workers)]
            with _running(constant, ports[1], "/constant"):
                print(f"{len(asked)} posts, answers of {size:,.0f} bytes, {options.workers} workers")
                _compare(options, ports, scripts)
        print(f"ready {seconds:.2f} s after start")
        _print_memory(service, scripts[1])


def _script(folder: Path, route: str, asked: list[str]) -> Path:
    """Write what lets wrk ask a route for all posts."""
    paths = folder / f"paths{route.replace('/', '-')}"
    paths.write_text("\n".join(f"{route}?url={one}" for one in asked))
    script = paths.with_suffix(".lua")
    script.write_text(_SCRIPT.replace("PATHS", str(paths)))
    return script


def _compare(options: argparse.Namespace, ports: tuple[int, int], scripts: list[Path]) -> None:
    load = ["wrk", "-t1", f"-c{options.connections}", f"-d{options.seconds}s", "--latency"]
    rates, tails = [], []
    # Round 0 warms both up.
    for number in range(options.rounds + 1):
        constant = _asked([*load, "-s", str(scripts[0]), f"http://127.0.0.1:{ports[1]}"])
        lists = _asked([*load, "-s", str(scripts[1]), f"http://127.0.0.1:{ports[0]}"])
        if number:
            rates.append(lists[0] / constant[0])
            tails.append(lists[1] / constant[1])
            print(
                f"round {number}: constant {constant[0]:7.0f}/s, p99 {constant[1]:5.1f} ms; "
                f"lists {lists[0]:7.0f}/s, p99 {lists[1]:5.1f} ms; ratios {rates[-1]:.2f} and {tails[-1]:.2f}"
            )
    print(f"median ratio of throughput {statistics.median(rates):.2f}, of p99 {statistics.median(tails):.2f}")


def _print_memory(service: list[str], script: Path) -> None:
    totals = []
    for workers in (1, 3):
        port = _free_port()
        with _running([*service, str(workers), "--port", str(port)], port, "/readyz") as (process, _):
            _asked(["wrk", "-t1", "-c16", "-d5s", "--latency", "-s", str(script), f"http://127.0.0.1:{port}"])
            totals.append(sum(map(_proportional_memory, _family(process.pid))))
    print(f"memory with 1 worker {totals[0]:.0f} MB, each further one {(totals[1] - totals[0]) / 2:.0f} MB")


@contextmanager
def _running(command: list[str], port: int, path: str) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """Run a server, and give it with the seconds until it answered well."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while True:
                if process.poll() is not None:
                    sys.exit(f"{' '.join(command[:4])} ended with {process.returncode}")
                try:
                    _get(port, path)
                    break
                except URLError:
                    time.sleep(0.01)
            yield process, time.perf_counter() - start
        finally:
            process.terminate()


def _get(port: int, path: str) -> bytes:
    with urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        content: bytes = answer.read()
    return content


def _asked(command: list[str]) -> tuple[float, float]:
    """Give requests a second and the 99th percentile of their time in milliseconds."""
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        sys.exit(told)
    tail, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", told).groups()
    return float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1]), float(tail) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def _family(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(one for child in children for one in _family(int(child)))]


def _proportional_memory(process: int) -> float:
    told = Path(f"/proc/{process}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+) kB", told, re.MULTILINE)[1]) / 1000


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


if __name__ == "__main__":
    main()
