"""The real server, over a real socket."""

import json
import subprocess
import sys
from urllib.request import Request, urlopen

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
