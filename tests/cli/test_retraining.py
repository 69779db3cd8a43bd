"""`train` after another training: what stays, what is read anew, and what is left beside the model."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from click.testing import CliRunner

from recommender.cli.main import cli


@pytest.fixture
def train(blog, tmp_path):
    """Train the blog in this process, and give what it printed."""

    def run(*options):
        folder = str(tmp_path / "model")
        done = CliRunner().invoke(cli, ["train", str(blog), "--model", folder, "--jobs", "1", *options])
        assert done.exit_code == 0, done.output
        return done.output

    return run


def test_a_second_training_says_that_nothing_has_changed(train, tmp_path):
    train("--samples", "0")
    manifest = (tmp_path / "model" / "manifest.json").read_bytes()
    told = train("--samples", "1")
    assert "nothing has changed since" in told
    assert "あわせて読みたい" in told
    assert (tmp_path / "model" / "manifest.json").read_bytes() == manifest


def test_scripts_get_the_same_keys_whether_or_not_anything_changed(train):
    first, second = json.loads(train("--json")), json.loads(train("--json"))
    assert (first.pop("unchanged"), second.pop("unchanged")) == (False, True)
    assert second == first


@pytest.mark.parametrize("option", ["--fresh", "--no-cache"])
def test_a_training_can_be_asked_for_although_nothing_changed(train, option):
    train()
    assert "nothing has changed" not in train(option)


def test_without_the_cache_nothing_is_left_beside_the_model(train, tmp_path):
    train("--no-cache")
    assert [one.name for one in tmp_path.iterdir() if one.name != "blog"] == ["model"]


@pytest.mark.parametrize("damage", [b"", b"no database", b"\0" * 10_000])
def test_a_damaged_cache_costs_time_and_nothing_else(train, tmp_path, damage):
    whole = json.loads(train("--json"))
    (tmp_path / "model.recommender-cache").write_bytes(damage)
    assert json.loads(train("--json", "--fresh"))["version"] == whole["version"]


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT for another process")
def test_a_training_that_is_interrupted_leaves_the_old_model_and_a_useful_cache(blog, tmp_path):
    command = [sys.executable, "-m", "recommender", "train", str(blog), "--model", str(tmp_path / "model"), "--fresh"]
    subprocess.run(command, check=True, capture_output=True)
    manifest = (tmp_path / "model" / "manifest.json").read_bytes()
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(0.7)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    if running.returncode != 0:
        # Python ends itself by the signal if that came while a module was loaded; shells call either 130.
        assert running.returncode in (130, -signal.SIGINT)
        assert told.decode().strip() == "interrupted"
        assert (tmp_path / "model" / "manifest.json").read_bytes() == manifest
    again = subprocess.run([*command, "--json"], check=True, capture_output=True)
    assert json.loads(again.stdout)["version"] == json.loads(manifest)["version"]


def test_a_file_of_the_users_with_a_name_like_the_models_stays(train, tmp_path):
    (tmp_path / "model.cache").write_text("mine")
    train()
    assert (tmp_path / "model.cache").read_text() == "mine"


def test_a_model_may_be_written_where_one_stands(blog, tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    done = CliRunner().invoke(cli, ["train", str(blog), "--model", "."])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "here.recommender-cache").is_file()


def test_the_first_training_of_all_keeps_what_it_made_too(blog, tmp_path):
    folder = tmp_path / "new" / "models" / "blog"
    done = CliRunner().invoke(cli, ["train", str(blog), "--model", str(folder)])
    assert done.exit_code == 0, done.output
    with closing(sqlite3.connect(folder.with_name("blog.recommender-cache"))) as cache:
        assert cache.execute("SELECT count(*) FROM entries").fetchone() == (2 * 70,), "prose and words of each post"
