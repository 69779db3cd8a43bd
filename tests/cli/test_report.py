"""`recommender report` as people run it."""

import json
import subprocess
import sys

import pytest


@pytest.fixture
def run(training, tmp_path):
    """Run `report` in an empty folder."""
    here = tmp_path / "here"
    here.mkdir()

    def run_it(*arguments):
        command = [sys.executable, "-m", "recommender", "report", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=here, check=False)

    return run_it


def test_a_page_is_written_and_named(run, example_folder, tmp_path):
    out = tmp_path / "page.html"
    done = run("--model", example_folder, "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"report: {out}" in done.stdout
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_json_says_the_same_without_a_page(run, example_folder, tmp_path):
    facts = json.loads(run("--model", example_folder, "--json").stdout)
    assert facts["posts"] == 70
    assert facts["links"] == sum(facts["in_degrees"].values())
    assert "evaluation" not in facts
    assert list((tmp_path / "here").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--out", "no/such/folder/page.html"], 'found no folder "no/such/folder"; make it first'),
        (["--model", "nothing-here"], "no model here; run `recommender train` first"),
        (["no-such-blog", "--model", "MODEL"], "no-such-blog"),
    ],
    ids=["folder", "model", "site"],
)
def test_a_mistake_is_told_in_one_line(run, example_folder, arguments, told):
    done = run(*(str(example_folder) if one == "MODEL" else one for one in arguments))
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
