"""The live service keeps to what it says of itself, whatever it is asked."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

UME = "/2024/06/10/ume-shigoto/"
PHASES = "examples,coverage,fuzzing"
HOOKS = Path(__file__).with_name("contract_hooks.py")


@pytest.fixture(scope="module")
def description(start_service, training, example_folder, tmp_path_factory):
    service = start_service(example_folder, "--events", str(tmp_path_factory.mktemp("events")))
    return f"{service.address}/openapi.json"


@pytest.fixture
def check(description, model, tmp_path):
    """Let schemathesis ask the service what its description allows and forbids, and check every answer."""
    number = model.names.by_url(UME)
    related = [item.post.id for item in model.related(number, 2)]
    event = {"post": model.posts[number].id, "related": related, "target": related[0], "model": model.manifest.version}

    def run(*options):
        shutil.copy(HOOKS, tmp_path)
        # Told apart from the tests' own settings; the run keeps its files to itself.
        environment = {
            **os.environ,
            "SCHEMATHESIS_HOOKS": HOOKS.stem,
            "PYTHONPATH": str(tmp_path),
            "KNOWN": json.dumps({"url": UME, "event": event}),
        }
        command = [
            Path(sys.executable).with_name("schemathesis"),
            "run",
            description,
            "--no-color",
            "--phases",
            PHASES,
            *options,
        ]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    return run


def test_every_answer_of_the_api_is_as_described(check):
    ran = check("--include-path-regex", "^/(api|embed)/", "--max-examples", "2", "--seed", "1")
    assert ran.returncode == 0, ran.stdout[-5000:]


@pytest.mark.slow
def test_every_answer_is_as_described_however_long_it_is_asked(check, record_property):
    record_property("tried", "250 requests of each kind")
    ran = check("--max-examples", "250")
    assert ran.returncode == 0, ran.stdout[-5000:]
