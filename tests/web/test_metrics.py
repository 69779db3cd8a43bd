"""What operators read at /metrics."""

import time

import pytest
from prometheus_client.parser import text_string_to_metric_families

from recommender.web.app import create_app
from recommender.web.settings import ServiceSettings

UME = "/2024/06/10/ume-shigoto/"
RELATED = "/api/v1/related"


@pytest.fixture
def client(folder, tmp_path):
    return create_app(folder, ServiceSettings(events=tmp_path / "events")).test_client()


def read(client) -> dict[tuple[str, ...], float]:
    """Give each sample's value by its name and labels."""
    answer = client.get("/metrics")
    assert answer.content_type.startswith("text/plain; version=")
    families = text_string_to_metric_families(answer.text)
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


def test_answers_are_counted_by_method_route_and_status(client):
    for query in (UME, UME, "/gone/"):
        client.get(RELATED, query_string={"url": query})
    client.head(RELATED, query_string={"url": UME})
    found = read(client)
    assert found["recommender_request_seconds_count", "GET", RELATED, "200"] == 2
    assert found["recommender_request_seconds_count", "GET", RELATED, "404"] == 1
    assert found["recommender_request_seconds_count", "HEAD", RELATED, "200"] == 1


def test_what_anybody_may_ask_makes_no_new_counter(client):
    client.get("/wp-login.php")
    client.open("/梅", method="BREW")
    found = read(client)
    assert found["recommender_request_seconds_count", "GET", "other", "404"] == 1
    assert found["recommender_request_seconds_count", "other", "other", "404"] == 1
    assert not [labels for labels in found if "/wp-login.php" in labels]


def test_lists_are_counted_by_their_length_those_too_that_are_remembered(client):
    for limit in (2, 2, 5):
        client.get(RELATED, query_string={"url": UME, "limit": limit})
    client.get("/embed/related", query_string={"url": UME, "limit": 1})
    found = read(client)
    assert found["recommender_list_length_count",] == 4
    assert found["recommender_list_length_sum",] == 2 + 2 + 5 + 1


def test_the_model_and_its_age_are_shown_and_refused_ones_counted(client, folder, model):
    client.get("/readyz")
    version, trained = model.manifest.version, model.manifest.trained_time.timestamp()
    found = read(client)
    assert found["recommender_model_workers", version] == 1
    assert found["recommender_model_trained_timestamp_seconds",] == trained
    assert found["recommender_models_refused_total",] == 0
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    client.get("/readyz")
    client.get("/readyz")
    found = read(client)
    assert found["recommender_model_workers", version] == 1
    assert found["recommender_models_refused_total",] == 1


def test_a_service_without_a_model_has_refused_none(tmp_path):
    client = create_app(tmp_path).test_client()
    assert client.get("/readyz").status_code == 503
    assert read(client)["recommender_models_refused_total",] == 0


def test_what_became_of_events_is_counted(client, model):
    number = model.names.by_url(UME)
    related = [item.post.id for item in model.related(number, 2)]
    event = {"type": "impression", "post": model.posts[number].id, "model": model.manifest.version, "related": related}
    assert client.post("/api/v1/events", json=event).status_code == 204
    for _ in range(500):
        if ("recommender_events_total", "written") in read(client):
            return
        time.sleep(0.02)
    pytest.fail("the event is not counted")
