"""The real server, over a real socket."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

UME = "/2024/06/10/ume-shigoto/"


def test_the_server_answers_what_the_command_line_prints_and_stops_when_told(start_service, training, example_folder):
    service = start_service(example_folder, "--workers", "2")
    with urlopen(f"{service.address}/api/v1/related?url={UME}&limit=4") as answer:
        served = json.load(answer)
    command = [sys.executable, "-m", "recommender", "related", UME, "--model", str(example_folder), "-k", "4", "--json"]
    assert served == json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert service.stop() == 0


def test_events_of_several_workers_stand_in_one_file_when_the_server_has_stopped(
    start_service, training, example_folder, model, tmp_path
):
    service = start_service(example_folder, "--workers", "2", "--events", str(tmp_path / "events"))
    number = model.names.by_url(UME)
    items = model.related(number, 3)
    event = {"type": "impression", "post": model.posts[number].id, "model": model.manifest.version}
    event["related"] = [item.post.id for item in items]
    for _ in range(40):
        report = Request(f"{service.address}/api/v1/events", json.dumps(event).encode(), {"Content-Type": "text/plain"})
        with urlopen(report) as answer:
            assert answer.status == 204
    assert service.stop() == 0
    (file,) = (tmp_path / "events").iterdir()
    kept = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [one["related"] for one in kept] == [[item.post.path for item in items]] * 40


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


def read(service, path):
    with urlopen(service.address + path) as answer:
        return answer.read()


def wait_until(holds, seconds=10):
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


def workers_of(service):
    pid = service.process.pid
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_a_service_without_a_model_lives_says_so_and_takes_up_the_first(start_service, example_folder, tmp_path):
    service = start_service(tmp_path / "later")
    assert json.loads(read(service, "/healthz")) == {"status": "ok"}
    with pytest.raises(HTTPError) as refused:
        read(service, "/readyz")
    assert refused.value.code == 503
    assert json.loads(refused.value.read())["status"] == "no model"
    shutil.copytree(example_folder, tmp_path / "later")
    time.sleep(0.6)
    assert json.loads(read(service, "/readyz"))["status"] == "ready"
    assert service.stop() == 0


def test_what_several_workers_count_adds_up_and_a_killed_one_is_replaced(start_service, example_folder):
    service = start_service(example_folder, "--workers", "2")

    def count():
        families = text_string_to_metric_families(read(service, "/metrics").decode())
        samples = [one for family in families for one in family.samples]
        answered = [
            one.value
            for one in samples
            if one.name == "recommender_request_seconds_count" and one.labels["route"] == "/api/v1/related"
        ]
        return sum(answered), sum(one.value for one in samples if one.name == "recommender_model_workers")

    for _ in range(30):
        read(service, f"/api/v1/related?url={UME}")
    answered, workers = count()
    assert answered == 30
    assert 1 <= workers <= 2
    first = workers_of(service)
    os.kill(first[0], signal.SIGKILL)
    wait_until(lambda: len(workers_of(service)) == 2 and first[0] not in workers_of(service))
    for _ in range(10):
        read(service, f"/api/v1/related?url={UME}")
    answered, workers = count()
    assert answered == 40
    assert workers <= 2
    assert service.stop() == 0


def test_the_access_log_has_a_line_of_json_an_answer(start_service, example_folder, tmp_path):
    service = start_service(example_folder, "--access-log", str(tmp_path / "access.jsonl"))
    read(service, f"/api/v1/related?url={UME}")
    assert service.stop() == 0
    lines = [json.loads(line) for line in (tmp_path / "access.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["post"] for line in lines if line["path"] == "/api/v1/related"] == [UME]


def test_an_access_log_that_cannot_be_written_is_told_before_the_start(free_port, example_folder, tmp_path):
    command = [sys.executable, "-m", "recommender", "serve", "--model", str(example_folder), "--port", str(free_port())]
    ran = subprocess.run(
        [*command, "--access-log", str(tmp_path / "none" / "a.jsonl")], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert "the access log cannot be written there" in ran.stderr


def test_nothing_is_left_behind_when_the_server_has_stopped(start_service, example_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    service = start_service(example_folder)
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("recommender-metrics-")]
    assert service.stop() == 0
    assert list(tmp_path.glob("recommender-metrics-*")) == []


def test_a_stop_is_told_without_a_fault(training, example_folder, free_port):
    port = free_port()
    command = [sys.executable, "-m", "recommender", "serve", "--model", str(example_folder), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as service:
        for _ in range(400):
            try:
                urlopen(f"http://127.0.0.1:{port}/healthz").close()
                break
            except OSError:
                time.sleep(0.05)
        service.send_signal(signal.SIGINT)
        told = service.communicate(timeout=20)[1]
    assert "Worker exiting" in told
    assert "Traceback" not in told
