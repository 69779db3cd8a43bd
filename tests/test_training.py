"""Training a site from the library, as a notebook or a build script does it."""

from datetime import UTC, datetime

import pytest

import recommender
from recommender.errors import SiteError
from recommender.injection.inject import plan_injection, write_changes
from recommender.inputs import find_current, find_inputs
from recommender.settings import Settings, TextSettings
from recommender.text import reading
from recommender.text.tokens import open_tokenizer
from tests.conftest import EXAMPLE, NOW

#: Before some posts of the example blog came out.
EARLY = datetime(2025, 1, 1, tzinfo=UTC)


def test_a_site_is_trained_and_its_lists_are_read_back(tmp_path):
    recommender.train(EXAMPLE, tmp_path / "model", now=NOW)
    model = recommender.load(tmp_path / "model")
    assert model.related(model.names.find("ume-shigoto"), limit=1)[0].post.title == "新しょうがの甘酢漬け"


def test_the_same_site_trained_later_has_the_same_version(training, tmp_path):
    again = recommender.train(EXAMPLE, tmp_path / "model", now=datetime(2027, 1, 1, tzinfo=UTC))
    assert again.manifest.version == training.manifest.version
    assert again.manifest.trained_at != training.manifest.trained_at


def test_what_the_process_split_into_words_before_makes_no_difference(training, tmp_path):
    open_tokenizer(None, ()).tokenise(["お米を炊く。"] * 100)
    again = recommender.train(EXAMPLE, tmp_path / "model", now=NOW)
    assert again.manifest.version == training.manifest.version


def test_a_failed_training_leaves_the_old_model(tmp_path):
    recommender.train(EXAMPLE, tmp_path / "model", now=NOW)
    with pytest.raises(SiteError):
        recommender.train(tmp_path / "no-site", tmp_path / "model", now=NOW)
    assert recommender.load(tmp_path / "model").posts


def test_a_post_is_future_by_the_clock_that_is_given(tmp_path):
    early = recommender.train(EXAMPLE, tmp_path / "model", now=EARLY)
    late = {one.post.path for one in early.ranked.reading.posts if one.post.concealed == "future"}
    assert "_posts/2026-05-31-hon-shufuku.md" in late
    assert "_posts/2024-06-10-ume-shigoto.md" not in late


def test_the_manifest_says_how_the_model_was_made(training):
    manifest = training.manifest
    assert manifest.site["posts"] == 70
    assert manifest.made_with["tokenizer"].startswith("fugashi ")
    assert manifest.made_with["dictionary"].startswith("unidic-lite ")
    assert sum(manifest.weights.values()) == pytest.approx(1)
    assert manifest.settings["ranking"]["limit"] == 5


def test_a_training_with_a_cache_gives_the_same_model(blog, tmp_path):
    cache = tmp_path / "model.cache"
    cold = recommender.train(blog, tmp_path / "cold", now=NOW)
    for folder in ("first", "second"):
        cached = recommender.train(blog, tmp_path / folder, cache=cache, now=NOW)
        assert cached.manifest.version == cold.manifest.version


def test_a_changed_post_is_read_anew_whatever_the_cache_holds(blog, tmp_path):
    cache = tmp_path / "model.cache"
    first = recommender.train(blog, tmp_path / "model", cache=cache, now=NOW)
    post = blog / "_posts" / "2024-06-10-ume-shigoto.md"
    post.write_text(post.read_text(encoding="utf-8") + "\n味噌と醤油の樽を洗う。\n", encoding="utf-8")
    changed = recommender.train(blog, tmp_path / "changed", cache=cache, now=NOW)
    cold = recommender.train(blog, tmp_path / "cold", now=NOW)
    assert changed.manifest.version == cold.manifest.version
    assert changed.manifest.version != first.manifest.version


@pytest.mark.parametrize("clocks", [(EARLY, NOW), (NOW, EARLY)], ids=["later", "set back"])
def test_planned_posts_come_out_whatever_the_cache_holds(blog, tmp_path, clocks):
    for clock in clocks:
        cached = recommender.train(blog, tmp_path / "model", cache=tmp_path / "cache", fresh=True, now=clock)
        cold = recommender.train(blog, tmp_path / "cold", fresh=True, now=clock)
        assert cached.manifest.version == cold.manifest.version


def test_a_post_that_changes_while_it_is_read_is_read_again_next_time(blog, tmp_path, monkeypatch):
    post = blog / "_posts" / "2024-06-10-ume-shigoto.md"
    before = post.read_bytes()

    def read_and_write(source, *options):
        read = read_post(source, *options)
        post.write_text("---\ntitle: 味噌\n---\n味噌と醤油の樽を洗う。\n", encoding="utf-8")
        return read

    read_post = reading._read_post
    monkeypatch.setattr(reading, "_read_post", read_and_write)
    recommender.train(blog, tmp_path / "model", cache=tmp_path / "cache", now=NOW)
    monkeypatch.undo()
    assert find_current(find_inputs(blog, now=NOW), tmp_path / "model") is None
    for content in (before, post.read_bytes()):
        post.write_bytes(content)
        cached = recommender.train(blog, tmp_path / "cached", cache=tmp_path / "cache", fresh=True, now=NOW)
        cold = recommender.train(blog, tmp_path / "cold", fresh=True, now=NOW)
        assert cached.manifest.version == cold.manifest.version


def test_lists_in_the_posts_files_cost_no_new_words(blog, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    first = recommender.train(blog, tmp_path / "model", cache=cache, now=NOW)
    plan = plan_injection(first.site, recommender.load(tmp_path / "model"), Settings())
    assert list(write_changes(first.site, plan))
    monkeypatch.setattr("recommender.text.corpus.open_tokenizer", lambda *_: None)
    again = recommender.train(blog, tmp_path / "model", cache=cache, now=NOW)
    assert again.manifest.version == first.manifest.version


def test_another_word_list_is_not_taken_from_the_cache(blog, tmp_path):
    cache = tmp_path / "model.cache"
    recommender.train(blog, tmp_path / "model", cache=cache, now=NOW)
    settings = Settings(text=TextSettings(stop_words=("味噌",)))
    cached = recommender.train(blog, tmp_path / "cached", settings=settings, cache=cache, now=NOW)
    assert "味噌" not in cached.ranked.vectors.words
