"""Who may steer: the author who sees the page, nobody else."""

import re

import pytest

from recommender.model.storage import load_model
from recommender.steering import Steering
from recommender.training import train
from recommender.web.app import create_app
from recommender.web.settings import ServiceSettings
from tests.conftest import NOW

UME = "_posts/2024-06-10-ume-shigoto.md"


@pytest.fixture
def model(blog, tmp_path):
    train(blog, tmp_path / "m", now=NOW)
    return load_model(tmp_path / "m")


@pytest.fixture
def client(blog, tmp_path, model):
    steering = Steering(blog, tmp_path / "m")
    return create_app(tmp_path / "m", ServiceSettings(hosts=("localhost",)), steering=steering).test_client()


@pytest.fixture
def order(client, model):
    """The form that the page of a decision holds."""
    ume = model.numbers[UME]
    target = model.related(ume, 5)[-1].post
    asked = {"what": "pin", "id": model.posts[ume].id, "target": target.id}
    page = client.get("/steer", query_string=asked).get_data(as_text=True)
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def test_what_is_confirmed_is_written(client, order, blog):
    old = (blog / UME).read_text(encoding="utf-8")
    answer = client.post("/steer", data=order)
    assert answer.status_code == 303
    assert "related_posts:" in (blog / UME).read_text(encoding="utf-8")
    assert "related_posts:" not in old
    page = client.get(answer.headers["Location"].removeprefix("."))
    assert "書き込みました: 先頭に固定" in page.get_data(as_text=True)
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"token": "guessed"}, 403),
        ({"token": "鍵"}, 403),
        ({"seen": "0" * 64}, 409),
        ({"target": "0" * 12}, 404),
        ({"what": "delete"}, 400),
        ({"id": "../../etc"}, 400),
    ],
    ids=["token", "token that is no ASCII", "other patch", "no such post", "no such decision", "no id"],
)
def test_an_order_that_no_page_of_ours_gave_writes_nothing(client, order, blog, changed, status):
    before = (blog / UME).read_bytes()
    assert client.post("/steer", data={**order, **changed}).status_code == status
    assert (blog / UME).read_bytes() == before


def test_an_order_without_a_token_writes_nothing(client, order, blog):
    before = (blog / UME).read_bytes()
    del order["token"]
    assert client.post("/steer", data=order).status_code == 400
    assert (blog / UME).read_bytes() == before


def test_another_name_for_this_machine_is_answered_nothing(client, order):
    assert client.post("/steer", data=order, headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_a_public_service_has_no_such_page(app):
    public = app.test_client()
    assert public.get("/steer").status_code == 404
    assert public.post("/steer").status_code == 404
    assert "先頭に固定" not in public.get("/").get_data(as_text=True)


def test_a_file_that_cannot_be_changed_is_told_on_a_page(client, order, blog):
    (blog / UME).write_text("梅の話。\n", encoding="utf-8")
    answer = client.get("/steer", query_string={name: order[name] for name in ("what", "id", "target")})
    assert answer.status_code == 409
    assert "no front matter to write into" in answer.get_data(as_text=True)


def test_titles_in_the_patch_are_text(client, order, blog, model):
    old = (blog / UME).read_text(encoding="utf-8")
    (blog / UME).write_text(old.replace("title: ", "title: <b>", 1), encoding="utf-8")
    page = client.get("/steer", query_string={name: order[name] for name in ("what", "id", "target")})
    assert "<b>" not in page.get_data(as_text=True)


def test_the_list_of_today_stands_beside_the_new_one(client, blog, model):
    number = model.numbers[UME]
    target = model.related(number, 5)[0].post
    with (blog / UME).open("a", encoding="utf-8") as file:
        file.write(f"\n### あわせて読みたい\n\n- [x]({target.url})\n- [y](/1999/01/01/gone/)\n")
    page = client.get("/", query_string={"id": model.posts[number].id}).get_data(as_text=True)
    today = page[page.index('id="today"') :]
    assert target.title in today
    assert "<code>/1999/01/01/gone/</code> <strong>切れています</strong>" in today
