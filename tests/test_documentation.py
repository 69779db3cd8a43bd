"""The pages of docs/: all that is there is told, what is told is so, and every link leads somewhere."""

import dataclasses
import doctest
import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from recommender.cli.main import COMMANDS, cli
from recommender.settings import Settings
from recommender.web.app import create_app
from tests.conftest import EXAMPLE

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "models" / "README.md"])
LINK = re.compile(r"\]\(<?([^()\s<>]+)>?\)")
CODE = re.compile(r"^```.*?^```", re.M | re.S)


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def names(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture(scope="module")
def reference():
    spec = importlib.util.spec_from_file_location("reference", DOCS / "reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_with_its_options_and_an_example(name):
    command = cli.get_command(click.Context(cli), name)
    section = text_of("commands.md").split(f"\n## recommender {name}\n")[1].split("\n## ")[0]
    options = [option for one in command.params if isinstance(one, click.Option) for option in one.opts]
    assert [option for option in options if option not in section] == []
    assert f"Example:  recommender {name}" in section


def test_every_setting_is_told_with_its_default_and_what_it_does():
    page = text_of("settings.md")
    for section in dataclasses.fields(Settings):
        table = page.split(f"\n## [{section.name}]\n")[1].split("\n## ")[0]
        for field in dataclasses.fields(getattr(Settings(), section.name)):
            row = re.search(rf"^\| `{field.name}` \| (.+?) \| (.*) \|$", table, re.M)
            assert row, f"{section.name}.{field.name}"


def test_every_endpoint_is_told(tmp_path):
    description = create_app(tmp_path).test_client().get("/openapi.json").json
    page = text_of("http.md")
    offers = [(method.upper(), path) for path, methods in description["paths"].items() for method in methods]
    assert [offer for offer in offers if f"\n## {' '.join(offer)}\n" not in page] == []
    assert [name for name in description["components"]["schemas"] if f"\n### {name}\n" not in page] == []


def test_the_settings_page_is_the_one_that_the_code_gives(reference):
    assert text_of("settings.md") == reference.settings_page(), "run: make docs"


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_no_link_is_dead(page):
    text = CODE.sub("", page.read_text(encoding="utf-8"))
    dead = []
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target) or target.startswith("/"):
            continue
        path, _, anchor = target.partition("#")
        file = page.parent / path if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            dead.append(target)
    assert dead == []


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#{1,6} (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", ["library.md", "ranking.md"])
def test_examples_do_what_the_page_says(name, tmp_path, monkeypatch):
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "blog").symlink_to(EXAMPLE)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(>>>.*?)^```", text_of(name), re.M | re.S)
    assert blocks
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, name, name, 0)
    told: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL).run(test, out=told.append)
    assert "".join(told) == ""


def test_the_example_of_a_new_signal_measures_it():
    ran = subprocess.run(
        [sys.executable, ROOT / "examples" / "new_signal.py"], capture_output=True, text=True, check=True
    )
    assert len(re.findall(r"^share 0\.\d\d: nDCG@10 0\.\d{3}, gain [+-]0\.\d{3}", ran.stdout, re.M)) == 3


def test_the_pages_are_built_without_a_warning(tmp_path):
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", DOCS, tmp_path / "html"]
    ran = subprocess.run([*command, "-d", tmp_path / "trees"], capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    index = (tmp_path / "html" / "library.html").read_text(encoding="utf-8")
    for name in ("train", "load_model", "Model", "Related", "UnknownPostError"):
        assert name in index
    assert json.loads((tmp_path / "html" / "searchindex.js").read_text(encoding="utf-8")[len("Search.setIndex(") : -1])
