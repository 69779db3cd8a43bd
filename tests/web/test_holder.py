"""A model is taken up when it changes, and kept when its successor is broken."""

import shutil

import pytest

from recommender.web import holder as holder_module
from recommender.web.holder import ModelHolder


@pytest.fixture(autouse=True)
def look_always(monkeypatch):
    monkeypatch.setattr(holder_module, "_LOOK_EVERY", 0)


def retrain(blog, folder):
    from recommender.training import train

    return train(blog, folder).manifest.version


def test_a_new_model_is_taken_up(folder, blog):
    holder = ModelHolder(folder)
    before = holder.current().manifest.version
    (blog / "_posts" / "2026-10-01-nuka.md").write_text("---\ntitle: ぬか床\n---\nぬか床を混ぜる", encoding="utf-8")
    after = retrain(blog, folder)
    assert before != after == holder.current().manifest.version


def test_a_broken_model_is_refused_and_the_old_one_stays(folder):
    holder = ModelHolder(folder)
    before = holder.current()
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    assert holder.current() is before
    assert "no JSON" in holder.trouble


def test_a_mended_model_is_taken_up_after_a_broken_one(folder):
    holder = ModelHolder(folder)
    manifest = (folder / "manifest.json").read_bytes()
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    holder.current()
    (folder / "manifest.json").write_bytes(manifest)
    assert holder.current() is not None
    assert holder.trouble is None


def test_a_model_that_vanishes_goes_on_being_served(folder):
    holder = ModelHolder(folder)
    shutil.rmtree(folder)
    assert holder.current().related(5, 3)


def test_a_model_that_comes_later_is_taken_up(training, example_folder, tmp_path):
    holder = ModelHolder(tmp_path / "later")
    assert holder.current() is None
    shutil.copytree(example_folder, tmp_path / "later")
    assert holder.current() is not None
