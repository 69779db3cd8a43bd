"""What holds for every route."""

from recommender.web.app import create_app
from recommender.web.settings import ServiceSettings


def test_errors_of_the_server_itself_are_problems_too(client):
    for answer, status in ((client.get("/nowhere"), 404), (client.delete("/api/v1/related"), 405)):
        assert (answer.status_code, answer.json["status"]) == (status, status)


def test_without_a_model_the_server_lives_and_says_that_it_is_not_ready(tmp_path):
    client = create_app(tmp_path / "none").test_client()
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    answer = client.get("/api/v1/related?url=/x/")
    assert (answer.status_code, answer.json["detail"]) == (503, "no model yet; run `recommender train`")


def test_paths_of_the_machine_are_not_told(tmp_path):
    client = create_app(tmp_path / "secret-folder").test_client()
    assert b"secret-folder" not in client.get("/readyz").data + client.get("/").data


def test_a_wrong_method_is_told_the_right_ones(client):
    assert client.delete("/api/v1/related").headers["Allow"] == "GET, HEAD, OPTIONS, POST"


def test_a_service_with_a_name_answers_to_no_other(training, example_folder):
    client = create_app(example_folder, ServiceSettings(hosts=("related.example",))).test_client()
    assert client.get("/healthz", base_url="https://related.example").status_code == 200
    refused = client.get("/healthz", base_url="https://evil.example")
    assert (refused.status_code, refused.content_type) == (400, "application/problem+json")
