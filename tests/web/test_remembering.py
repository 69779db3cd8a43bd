"""An answer that is remembered is the answer that was given."""

import pytest

from recommender.web import remembering
from recommender.web.app import create_app
from recommender.web.settings import ServiceSettings

UME = "/2024/06/10/ume-shigoto/"
ROUTES = ["/api/v1/related", "/embed/related"]
BLOG = "https://blog.example"


@pytest.fixture
def client(folder):
    return create_app(folder, ServiceSettings(origins=(BLOG,))).test_client()


def wrapped(function):
    """Give an application and those that it is wrapped around."""
    while getattr(function, "__closure__", None):
        yield function
        function = next((one.cell_contents for one in function.__closure__ if callable(one.cell_contents)), None)


def headers_of(answer):
    return {name: value for name, value in answer.headers if name != "Date"}


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_second_answer_is_the_first(client, route, method):
    first = client.get(route, query_string={"url": UME, "limit": 3})
    second = client.open(route, method=method, query_string={"url": UME, "limit": 3})
    assert second.status_code == 200
    assert second.data == (first.data if method == "GET" else b"")
    assert headers_of(second) == headers_of(first)


@pytest.mark.parametrize("route", ROUTES)
def test_whoever_has_it_already_is_told_so(client, route):
    etag = client.get(route, query_string={"url": UME}).headers["ETag"]
    for _ in range(2):
        again = client.get(route, query_string={"url": UME}, headers={"If-None-Match": etag})
        assert (again.status_code, again.data) == (304, b"")


def test_pages_of_configured_origins_alone_may_read_it(client):
    for origin, allowed in ((BLOG, BLOG), ("https://other.example", None), (BLOG, BLOG)):
        answer = client.get(ROUTES[0], query_string={"url": UME}, headers={"Origin": origin})
        assert answer.headers.get("Access-Control-Allow-Origin") == allowed
        assert answer.headers["Vary"] == "Origin"


def test_what_is_wrong_is_not_remembered(client):
    for query in ({"url": "/gone/"}, {"url": UME, "limit": 99}, {}):
        answers = [client.get(ROUTES[0], query_string=query) for _ in range(2)]
        assert [one.status_code for one in answers] == [answers[0].status_code] * 2
        assert answers[0].status_code >= 400


def test_a_new_model_answers_for_itself(client, folder, blog):
    from recommender.training import train

    old = client.get(ROUTES[0], query_string={"url": UME}).get_json()
    (blog / "_posts" / "2026-10-01-ume.md").write_text(
        "---\ntitle: 梅仕事、塩と砂糖\n---\n梅を漬ける", encoding="utf-8"
    )
    version = train(blog, folder).manifest.version
    for _ in range(2):
        new = client.get(ROUTES[0], query_string={"url": UME}).get_json()
        assert new["model"]["version"] == version != old["model"]["version"]


def test_so_much_is_remembered_and_no_more(client, monkeypatch):
    size = len(client.get(ROUTES[0], query_string={"url": UME, "limit": 1}).data)
    monkeypatch.setattr(remembering, "_MAX_BYTES", 3 * size)
    for number in range(50):
        assert client.get(ROUTES[0], query_string={"url": UME, "limit": 1, "n": number}).status_code == 200
    answers = next(
        cell.cell_contents
        for function in wrapped(client.application.wsgi_app)
        for cell in function.__closure__
        if isinstance(cell.cell_contents, remembering._Answers)
    )
    assert len(answers._by_question) == 3
