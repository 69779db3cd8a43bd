"""A text that is not published yet gets its list over HTTP."""

import shutil
import threading
from datetime import UTC, datetime

import pytest

from recommender.model.answer import related_answer
from recommender.site.post import Post, Source
from recommender.unpublished import Desk
from recommender.web import desks
from recommender.web.app import create_app

TITLE = "梅と新しょうがの保存食"
BODY = "青梅を洗い、砂糖と塩を量る。\n\n新しょうがは薄く切り、**梅酢**に漬ける。ざるに上げて干す。\n"
WHEN = datetime(2026, 10, 1, tzinfo=UTC)


def ask(client, **question):
    return client.post("/api/v1/related", json={"title": TITLE, "body": BODY, **question})


def test_the_list_is_the_one_that_the_command_shows(client, model):
    source = Source(Post("", None, TITLE, WHEN, ("保存食", "梅")), BODY)
    ranked = Desk(model).rank(source)
    answer = ask(client, tags=["保存食", "梅"], date=WHEN.isoformat(), limit=3, explain=True).get_json()
    assert answer == related_answer(ranked, len(ranked.posts) - 1, 3, explain=True)
    assert answer["related"]


def test_a_text_that_stands_on_the_site_already_is_not_in_its_own_list(client, model):
    post = model.posts[model.names.find("ume-shigoto")]
    paths = {one["path"] for one in ask(client, path=post.path, limit=20).get_json()["related"]}
    assert post.path not in paths
    assert post.path in {one["path"] for one in ask(client, limit=20).get_json()["related"]}


def test_no_draft_is_recommended(client, model):
    drafts = {post.path for post in model.posts if not post.is_recommendable}
    shown = {one["path"] for one in ask(client, limit=20).get_json()["related"]}
    assert drafts
    assert not shown & drafts


def test_the_threshold_holds(client):
    scored = [one for one in ask(client, threshold=0.2, limit=20).get_json()["related"] if one["source"] == "scored"]
    assert all(one["score"] >= 0.2 for one in scored)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ({"title": None}, "title"),
        ({"body": 5}, "body"),
        ({"tags": ["梅"] * 101}, "tags"),
        ({"date": "2026-10-01T00:00:00"}, "date"),
        ({"markup": "docx"}, "markup"),
        ({"limit": 21}, "limit"),
        ({"body": "<div>" * 2000}, "body"),
    ],
)
def test_what_is_no_such_text_is_refused_and_told(client, question, told):
    answer = ask(client, **question)
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert told in answer.get_json()["detail"]


def test_a_text_that_is_too_long_is_not_read(client):
    assert ask(client, body="梅" * 400_000).status_code == 413


def test_a_model_that_cannot_rank_texts_serves_on_and_tells_nothing_of_the_machine(training, example_folder, tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(example_folder, folder)
    for file in folder.rglob("texts.json"):
        file.write_text("{}", encoding="utf-8")
    client = create_app(folder).test_client()
    answer = ask(client)
    assert answer.status_code == 503
    assert str(tmp_path) not in answer.text
    assert client.get("/api/v1/related?url=/2024/06/10/ume-shigoto/").status_code == 200


def test_one_text_at_a_time_and_whoever_waits_too_long_is_told(training, example_folder, monkeypatch):
    app = create_app(example_folder)
    monkeypatch.setattr(desks, "_WAIT_SECONDS", 0.01)
    entered, leave = threading.Event(), threading.Event()
    rank = Desk.rank

    def slow(desk, source):
        entered.set()
        leave.wait(10)
        return rank(desk, source)

    monkeypatch.setattr(Desk, "rank", slow)
    answers = []
    first = threading.Thread(target=lambda: answers.append(ask(app.test_client())))
    first.start()
    entered.wait(10)
    assert ask(app.test_client()).status_code == 503
    leave.set()
    first.join()
    assert answers[0].status_code == 200
