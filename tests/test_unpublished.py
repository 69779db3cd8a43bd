"""A text that is not published yet gets the list that it will have."""

import json
import shutil

import numpy as np
import pytest

from recommender.errors import ModelError
from recommender.model.layout import LIST_DTYPES, POSTS, WORDS
from recommender.model.storage import load_model
from recommender.ranking.left_out import HUB_LIMIT, MAKES_ROOM, NOT_CLEARLY_BETTER
from recommender.ranking.signals import SIGNALS
from recommender.settings import RankingSettings
from recommender.training import train
from recommender.unpublished import Desk, read_later


def shown(model, number=-1, limit=5):
    return [item.post.path for item in model.related(number % len(model.posts), limit)]


@pytest.fixture
def rank(model, now):
    desk = Desk(model, now=now)
    return lambda text, path="draft.md": desk.rank(read_later(path, text, model))


def test_a_post_gets_the_list_that_training_gives_it(blog, model, tmp_path, now):
    """Each taken out of the blog and ranked as a text: most links are those that training with it gives.

    (On a blog of 70 posts one post changes the weight of every word; on large blogs more are the same.)
    """
    shares = []
    for file in sorted((blog / "_posts").glob("2025-*.md"))[2::8]:
        text = file.read_text(encoding="utf-8")
        file.unlink()
        train(blog, tmp_path / "model", fresh=True, now=now)
        without = load_model(tmp_path / "model")
        file.write_text(text, encoding="utf-8")
        later = shown(Desk(without, now=now).rank(read_later(file.name, text, without)))
        trained = shown(model, model.numbers[f"_posts/{file.name}"])
        shares.append(len(set(later) & set(trained)) / 5)
    assert len(shares) >= 3
    assert np.mean(shares) >= 0.7, shares


def test_a_text_that_stands_on_the_site_is_not_recommended_to_itself(rank, model, blog):
    path = model.posts[10].path
    assert path not in shown(rank((blog / path).read_text(encoding="utf-8"), path))
    assert path not in shown(rank((blog / path).read_text(encoding="utf-8"), "copy.md"))


def test_front_matter_of_a_text_counts(rank, model):
    head = "title: 梅しごと\ntags: [梅, 保存食]\nrelated_posts: [oze]\nrelated_exclude: [shinshoga-amazu]\n"
    text = f"---\n{head}---\n\n梅を塩で漬ける。\n"
    items = rank(text).related(len(rank(text).posts) - 1, 5)
    assert items[0].source == "pin"
    assert "梅" in items[1].tags
    assert not any("shinshoga-amazu" in item.post.path for item in items)


@pytest.mark.parametrize("text", ["", "# 題だけ\n", "zzz qqq\n", "---\ntitle: x\n---\n"])
def test_a_text_without_words_gets_what_fallbacks_give(rank, text):
    ranked = rank(text)
    items = ranked.related(len(ranked.posts) - 1, 5)
    assert {item.source for item in items} <= {"recent", "scored"}
    assert len(items) == 5


def test_drafts_and_unlisted_posts_are_recommended_to_no_text(rank, model):
    closed = {post.path for post in model.posts if not post.is_recommendable}
    for post in model.posts[::9]:
        assert not closed & set(shown(rank(f"# {post.title}\n\n{post.title}\n"), limit=20))


def test_it_tells_why_as_a_trained_list_does(rank):
    ranked = rank("# 尾瀬の木道を歩く\n\n尾瀬ヶ原の木道を二日かけて歩いた。\n")
    item = ranked.related(len(ranked.posts) - 1, 1)[0]
    assert "尾瀬" in item.terms
    assert sum(item.shares.values()) == pytest.approx(1, abs=0.03)


def test_a_model_without_texts_says_so(example_folder, training, tmp_path):
    shutil.copytree(example_folder, tmp_path / "model")
    manifest = tmp_path / "model" / "manifest.json"
    table = json.loads(manifest.read_text(encoding="utf-8"))
    lists = {name for name in table["files"] if name in {POSTS, WORDS, *(f"{one}.npy" for one in LIST_DTYPES)}}
    manifest.write_text(json.dumps({**table, "files": {name: table["files"][name] for name in lists}}))
    model = load_model(tmp_path / "model")
    with pytest.raises(ModelError, match="no texts"):
        Desk(model).rank(read_later("a.md", "梅", model))


def test_damaged_texts_are_refused_when_they_are_asked_for(example_folder, training, tmp_path):
    shutil.copytree(example_folder, tmp_path / "model")
    file = next((tmp_path / "model").glob("data-*/body_indices.npy"))
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    model = load_model(tmp_path / "model")
    with pytest.raises(ModelError, match="SHA-256"):
        model.texts  # noqa: B018


def test_a_post_ranked_anew_with_the_same_settings_has_the_list_that_training_gave_it(model, now):
    desk, settings = Desk(model, now=now), RankingSettings()
    site_decides = {HUB_LIMIT, MAKES_ROOM, NOT_CLEARLY_BETTER}
    compared = 0
    for number in range(len(model.posts)):
        stored = model.related(number, 5)
        if not site_decides & {item.moved for item in model.related(number, 20)}:
            anew = desk.rank_anew(number, settings)
            assert shown(anew) == [item.post.path for item in stored]
            # How near two links are to one another is known of neighbours alone where the whole site is ranked.
            scores = [item.score for item in stored]
            assert [item.score for item in anew.related(len(anew.posts) - 1, 5)] == pytest.approx(scores, abs=0.005)
            compared += 1
    assert compared > len(model.posts) / 2


def test_other_settings_give_another_list(model, now):
    desk = Desk(model, now=now)
    tags_alone = RankingSettings(weights={name: float(name == "tags") for name in SIGNALS})
    number = next(number for number, post in enumerate(model.posts) if len(post.tags) > 2)
    by_tags = desk.rank_anew(number, tags_alone)
    assert by_tags.related(len(by_tags.posts) - 1, 1)[0].shares["tags"] == 1
    strict = desk.rank_anew(number, RankingSettings(threshold=1.0, fallback=()))
    assert shown(strict) == []
