"""The wheel as somebody else installs it: into an empty environment, with all that the program reads from itself."""

import json
import re
import subprocess
import sys
import time
import tomllib
import venv
import zipfile
from itertools import chain
from pathlib import Path
from urllib.request import urlopen

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import EXAMPLE

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "recommender"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, ROOT], check=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """Give the command of an environment that holds the wheel and what it asks for, nothing else."""
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", wheel], check=True)
    return folder / "bin" / "recommender"


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel):
    files = {f"recommender/{one.relative_to(PACKAGE).as_posix()}" for one in PACKAGE.rglob("*") if one.is_file()}
    expected = {one for one in files if "__pycache__" not in one}
    with zipfile.ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if ".dist-info/" not in name}
    assert names == expected


@pytest.mark.slow
def test_it_trains_answers_and_serves(installed, tmp_path, free_port):
    def run(*arguments: object) -> str:
        command = [installed, *map(str, arguments)]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=tmp_path).stdout

    assert run("--version").startswith("recommender, version ")
    assert json.loads(run("train", EXAMPLE, "--json"))["posts"] == 70
    related = json.loads(run("related", "ume-shigoto", "--json"))["related"]
    assert len(related) == 5
    port = free_port()
    with subprocess.Popen(
        [installed, "serve", "--port", str(port)], cwd=tmp_path, stderr=subprocess.DEVNULL
    ) as service:
        try:
            answer = _ask(f"http://127.0.0.1:{port}/api/v1/related?url=/2024/06/10/ume-shigoto/&limit=5")
            assert answer["related"] == related
        finally:
            service.terminate()


@pytest.mark.slow
def test_what_is_optional_is_asked_for_in_one_line(installed, tmp_path):
    ran = subprocess.run(
        [installed, "evaluate", EXAMPLE, "--report", tmp_path / "x.html"], capture_output=True, encoding="utf-8"
    )
    assert ran.returncode == 2
    assert "pip install 'recommender[report]'" in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_the_lock_names_every_library_that_is_asked_for_in_a_version_that_is_allowed():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", lock, re.M)}
    for requirement in map(Requirement, asked):
        assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)]), "run: make lock"
    for entry in re.split(r"\n(?=[a-z])", lock):
        assert "--hash=sha256:" in entry or entry.startswith("#")


def _ask(address: str) -> dict:
    deadline = time.monotonic() + 20
    while True:
        try:
            return json.load(urlopen(address))
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
