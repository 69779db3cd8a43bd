"""The real server, over a real socket."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.error import URLError
from urllib.request import urlopen

import pytest

pytest.importorskip("gunicorn", reason="the server needs gunicorn, which Windows has not")

UME = "/2024/06/10/ume-shigoto/"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def server(training, example_folder) -> Iterator[tuple[subprocess.Popen, str]]:
    port = free_port()
    command = [sys.executable, "-m", "recommender", "serve", "--model", str(example_folder), "--port", str(port)]
    process = subprocess.Popen([*command, "--workers", "2"], stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            urlopen(f"{address}/readyz").close()
            break
        except (URLError, ConnectionError):
            time.sleep(0.05)
    yield process, address
    process.kill()
    process.wait()


def test_the_server_answers_what_the_command_line_prints_and_stops_when_told(server, example_folder):
    process, address = server
    with urlopen(f"{address}/api/v1/related?url={UME}&limit=4") as answer:
        served = json.load(answer)
    command = [sys.executable, "-m", "recommender", "related", UME, "--model", str(example_folder), "-k", "4", "--json"]
    assert served == json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0


def test_answering_a_request_needs_neither_scikit_learn_nor_mecab(training, example_folder):
    program = f"""
import sys
from pathlib import Path
from recommender.web.app import create_app
client = create_app(Path({str(example_folder)!r})).test_client()
assert client.get("/api/v1/related?url={UME}").json["related"]
assert client.get("/embed/related?url={UME}").status_code == 200
print(sorted({{"sklearn", "scipy", "fugashi", "joblib", "cmarkgfm", "selectolax"}} & set(sys.modules)))
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
