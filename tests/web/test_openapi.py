"""The description of the API is that of the routes."""

import pytest

from recommender.web.app import create_app


@pytest.fixture(scope="session")
def description(app):
    return app.test_client().get("/openapi.json").json


def test_the_description_is_of_the_version_that_tools_read(description):
    assert description["openapi"] == "3.1.0"


def test_every_route_of_the_api_is_described_with_a_summary(app, description):
    routes = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith(("/api/", "/embed/"))}
    assert routes <= set(description["paths"])
    operations = [operation for path in description["paths"].values() for operation in path.values()]
    assert all(operation["summary"] for operation in operations)


def test_questions_are_described_with_the_bounds_that_are_checked(client, description):
    parameters = {one["name"]: one for one in description["paths"]["/api/v1/related"]["get"]["parameters"]}
    assert set(parameters) == {"url", "path", "id", "limit", "threshold", "explain"}
    most = parameters["limit"]["schema"]["maximum"]
    for limit, status in ((most, 404), (most + 1, 400)):
        assert client.get("/api/v1/related", query_string={"url": "/none/", "limit": limit}).status_code == status


def test_errors_are_described_as_problems(description):
    answers = description["paths"]["/api/v1/related"]["get"]["responses"]
    assert set(answers) == {"200", "400", "404", "503"}
    assert list(answers["404"]["content"]) == ["application/problem+json"]


def test_the_description_stands_before_there_is_a_model(tmp_path, description):
    assert create_app(tmp_path / "none").test_client().get("/openapi.json").json == description
