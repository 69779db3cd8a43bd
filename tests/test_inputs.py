"""Whether a model is what a training would write: never said of one that anything would change."""

from datetime import UTC, datetime, timedelta

import pytest

import recommender
from recommender.inputs import find_current, find_inputs
from tests.conftest import NOW

LATER = NOW + timedelta(days=1)
POST = "_posts/2024-06-10-ume-shigoto.md"


def current(blog, folder, now):
    return find_current(find_inputs(blog, now=now), folder)


@pytest.fixture
def folder(blog, tmp_path):
    recommender.train(blog, tmp_path / "model", now=NOW)
    return tmp_path / "model"


def test_a_model_stays_while_nothing_changes(blog, folder):
    before = (folder / "manifest.json").read_bytes()
    assert current(blog, folder, LATER).manifest.trained_at == NOW.isoformat()
    assert (folder / "manifest.json").read_bytes() == before


def test_nothing_is_current_without_a_model(blog, tmp_path):
    assert current(blog, tmp_path / "none", LATER) is None


def edit(file, text):
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        lambda blog: edit(blog / POST, "---\ntitle: 梅\n---\n梅を干す。"),
        lambda blog: edit(blog / "_posts/2026-01-01-atarashii.md", "---\ntitle: 新しい\n---\n梅を干す。"),
        lambda blog: (blog / POST).unlink(),
        lambda blog: (blog / POST).rename(blog / "_posts/2024-06-11-ume-shigoto.md"),
        lambda blog: edit(blog / "recommender.toml", "[ranking]\nlimit = 3\n"),
        lambda blog: edit(blog / "recommender.toml", "[ranking]\nhalf_life_days = 100\n"),
        lambda blog: edit(blog / "_config.yml", (blog / "_config.yml").read_text() + "\npermalink: /:title/\n"),
    ],
    ids=["edited", "new", "gone", "renamed", "setting", "age counts", "generator's setting"],
)
def test_a_model_is_not_current_after_a_change(blog, folder, change):
    change(blog)
    assert current(blog, folder, LATER) is None


def test_a_model_of_other_code_is_not_current(blog, folder, monkeypatch):
    monkeypatch.setattr("recommender.inputs.code_stamp", lambda: "another release")
    assert current(blog, folder, LATER) is None


def test_a_table_beside_a_post_counts(blog, tmp_path):
    edit(blog / "_posts/2026-01-01-atarashii.md", "梅を干す。")
    recommender.train(blog, tmp_path / "model", now=NOW)
    assert current(blog, tmp_path / "model", LATER)
    edit(blog / "_posts/2026-01-01-atarashii.json", '{"title": "新しい"}')
    assert current(blog, tmp_path / "model", LATER) is None


@pytest.mark.parametrize("key", ["date", "expires"])
def test_a_model_is_current_until_a_post_comes_out_or_expires(blog, tmp_path, key):
    edit(blog / "_posts/2026-01-01-atarashii.md", f"---\ntitle: 新しい\n{key}: 2026-11-20 09:00:00 +0900\n---\n梅。")
    recommender.train(blog, tmp_path / "model", now=NOW)
    assert current(blog, tmp_path / "model", datetime(2026, 11, 19, 23, 59, tzinfo=UTC))
    assert current(blog, tmp_path / "model", datetime(2026, 11, 20, 0, 0, tzinfo=UTC)) is None


@pytest.mark.parametrize("setting", ["half_life_days", "max_age_days"])
def test_a_model_is_never_current_where_age_counts(blog, tmp_path, setting):
    edit(blog / "recommender.toml", f"[ranking]\n{setting} = 100\n")
    recommender.train(blog, tmp_path / "model", now=NOW)
    assert current(blog, tmp_path / "model", NOW) is None


def test_a_clock_that_was_set_back_is_no_reason_to_trust(blog, folder):
    assert current(blog, folder, NOW - timedelta(days=1)) is None


def test_a_damaged_model_is_not_current(blog, folder):
    next(folder.glob("data-*/posts.json")).write_bytes(b"[]")
    assert current(blog, folder, LATER) is None
