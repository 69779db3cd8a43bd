"""What docs/ci.md and the hooks of pre-commit run is there, and does what they say."""

import re
import shlex
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from recommender.cli.main import cli, main

ROOT = Path(__file__).parent.parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def shown(path: str) -> dict:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    return yaml.safe_load(re.search(rf"`{re.escape(path)}`:\n\n```yaml\n(.*?)^```", page, re.M | re.S)[1])


@pytest.fixture
def in_blog(blog, monkeypatch):
    monkeypatch.chdir(blog)
    return blog


def run(command: str):
    return CliRunner().invoke(cli, shlex.split(command)[1:], catch_exceptions=False)


def test_the_workflow_trains_passes_its_gate_and_injects(in_blog):
    steps = shown(".github/workflows/blog.yml")["jobs"]["build"]["steps"]
    ours = [step["run"] for step in steps if step.get("run", "").startswith("recommender ")]
    assert [command.split()[1] for command in ours] == ["train", "evaluate", "inject"]
    for command in ours:
        ran = run(command)
        assert ran.exit_code == 0, ran.output
    assert run(f"{ours[-1]} --check").exit_code == 0


def test_the_hooks_write_lists_and_tell_stale_ones(in_blog):
    used = shown(".pre-commit-config.yaml")["repos"][0]["hooks"][0]
    entries = {hook["id"]: f"{hook['entry']} {shlex.join(used['args'])}" for hook in HOOKS}
    assert used["id"] in entries
    assert run("recommender train . --model models/blog --samples 0").exit_code == 0
    assert run(entries["recommender-check"]).exit_code == 1
    assert run(entries["recommender-inject"]).exit_code == 0
    assert run(entries["recommender-check"]).exit_code == 0


def test_a_hook_without_a_model_says_how_to_make_one(in_blog, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", shlex.split(HOOKS[0]["entry"]))
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert "run `recommender train" in capsys.readouterr().err
