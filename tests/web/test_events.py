"""What pages report, and what of it is kept."""

import json
from datetime import datetime

import pytest

from recommender.web.app import create_app
from recommender.web.metrics import Metrics
from recommender.web.settings import EventLimits, ServiceSettings

BLOG = "https://blog.example"
UME = "/2024/06/10/ume-shigoto/"


class Outcomes(Metrics):
    """Notes what became of each event."""

    def __init__(self, outcomes: list[str]) -> None:
        super().__init__()
        self.count_event = outcomes.append


@pytest.fixture
def service(training, example_folder, tmp_path):
    """A client of a service that keeps events, a way to read what was kept, and what became of each event."""

    def read():
        files = sorted(tmp_path.glob("events/events-*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]

    settings = ServiceSettings(origins=(BLOG,), events=tmp_path / "events")
    outcomes = []
    app = create_app(example_folder, settings, metrics=Outcomes(outcomes))
    return app.test_client(), read, outcomes


@pytest.fixture
def shown(model):
    """A post and the three posts of its list."""
    number = model.names.by_url(UME)
    return model.posts[number], [item.post for item in model.related(number, 3)]


@pytest.fixture
def impression(shown, model):
    post, items = shown
    related = [item.id for item in items]
    return {"type": "impression", "post": post.id, "related": related, "model": model.manifest.version}


@pytest.fixture
def click(shown, model):
    post, items = shown
    return {"type": "click", "post": post.id, "target": items[1].id, "position": 2, "model": model.manifest.version}


def wait_for(outcomes, count):
    import time

    for _ in range(500):
        if len(outcomes) >= count:
            return
        time.sleep(0.01)


def test_events_are_kept_with_the_paths_of_the_posts_and_nothing_of_the_reader(service, shown, impression, click):
    client, read, outcomes = service
    post, items = shown
    for event in (impression, click):
        sent = {"data": json.dumps(event), "content_type": "text/plain;charset=UTF-8", "headers": {"Origin": BLOG}}
        assert client.post("/api/v1/events", **sent).status_code == 204
    wait_for(outcomes, 2)
    seen, followed = read()
    assert list(seen) == ["time", "type", "post", "related", "model"]
    assert list(followed) == ["time", "type", "post", "target", "position", "model"]
    assert seen["related"] == [item.path for item in items]
    assert (followed["post"], followed["target"], followed["position"]) == (post.path, items[1].path, 2)
    time = datetime.fromisoformat(seen["time"])
    assert (time.utcoffset().total_seconds(), time.microsecond) == (9 * 3600, 0)


def test_nothing_is_taken_unless_the_operator_wants_it(client, impression):
    assert client.post("/api/v1/events", json=impression).status_code == 404
    assert "/api/v1/events" not in client.get("/openapi.json").json["paths"]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"post": "0" * 12}, 404),
        ({"related": ["0" * 12]}, 404),
        ({"post": "../../etc"}, 400),
        ({"related": []}, 400),
        ({"related": ["0" * 12] * 2}, 400),
        ({"related": [f"{number:012x}" for number in range(21)]}, 400),
        ({"model": "x"}, 400),
        ({"type": "purchase"}, 400),
        ({"related": None}, 400),
    ],
)
def test_an_event_that_cannot_be_is_refused(service, impression, change, status):
    client, read, outcomes = service
    answer = client.post("/api/v1/events", json=impression | change)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert (read(), outcomes) == ([], [])


def test_drafts_and_unknown_posts_are_the_same_404_in_any_place(service, model, impression, click):
    client, _, _ = service
    draft = next(post.id for post in model.posts if post.concealed)
    changes = [{"post": draft}, {"post": "0" * 12}]
    answers = [
        client.post("/api/v1/events", json=event | change) for event in (impression, click) for change in changes
    ]
    answers += [client.post("/api/v1/events", json=click | {"target": one}) for one in (draft, "0" * 12)]
    answers += [client.post("/api/v1/events", json=impression | {"related": [draft]})]
    assert {(answer.status_code, answer.data) for answer in answers} == {(404, answers[0].data)}


def test_a_post_that_is_never_recommended_was_not_clicked(service, model, click):
    client, _, _ = service
    unlisted = next(post.id for post in model.posts if post.withheld and not post.concealed)
    assert client.post("/api/v1/events", json=click | {"target": unlisted}).status_code == 404


@pytest.mark.parametrize(("origin", "status"), [(BLOG, 204), ("https://evil.example", 403), ("null", 403), (None, 204)])
def test_events_are_taken_from_pages_of_configured_origins(service, impression, origin, status):
    client, _, _ = service
    headers = {"Origin": origin} if origin else {}
    assert client.post("/api/v1/events", json=impression, headers=headers).status_code == status


def test_a_body_of_another_size_or_kind_is_refused(service, impression):
    client, _, _ = service
    long = json.dumps(impression).encode() + b" " * 10_000
    assert client.post("/api/v1/events", data=long, content_type="text/plain").status_code == 413
    assert client.post("/api/v1/events", data={"type": "click"}).status_code == 415


def test_too_many_events_are_told_so(training, example_folder, tmp_path, impression):
    settings = ServiceSettings(events=tmp_path / "events", limits=EventLimits(per_second=0))
    outcomes = []
    client = create_app(example_folder, settings, metrics=Outcomes(outcomes)).test_client()
    assert client.post("/api/v1/events", json=impression).status_code == 429
    assert outcomes == ["rate"]


def test_the_fragment_says_where_to_report(service):
    client, _, _ = service
    assert 'data-events="api/v1/events"' in client.get("/embed/related", query_string={"url": UME}).text
