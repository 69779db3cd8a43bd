"""A line of the access log says what was asked and how it was answered, and nothing of who asked."""

import json
from datetime import datetime

import pytest

from recommender.web.app import create_app

UME = "/2024/06/10/ume-shigoto/"


@pytest.fixture
def logged(training, example_folder):
    lines: list[str] = []
    client = create_app(example_folder, tell_access=lines.append).test_client()

    def ask(path, **options):
        answer = client.open(path, **options)
        return answer, json.loads(lines[-1])

    return ask


def test_a_line_says_what_was_asked_and_how_it_was_answered(logged):
    answer, line = logged("/api/v1/related", query_string={"url": UME, "limit": 2})
    assert datetime.fromisoformat(line["time"]).tzinfo
    assert line["ms"] > 0
    assert {name: line[name] for name in ("method", "path", "post", "status", "bytes")} == {
        "method": "GET",
        "path": "/api/v1/related",
        "post": UME,
        "status": 200,
        "bytes": len(answer.data),
    }


def test_nothing_of_the_reader_is_written(logged):
    headers = {"User-Agent": "secret-agent", "Referer": "https://secret.example/", "X-Forwarded-For": "203.0.113.5"}
    _, line = logged("/api/v1/posts", query_string={"q": "secret-words"}, headers=headers)
    assert "secret" not in json.dumps(line)
    assert "203.0.113.5" not in json.dumps(line)
    assert line["post"] is None


@pytest.mark.parametrize("path", ["/梅/しごと", "/%FF", "/a%0d%0ab", "/" + "あ" * 3000])
def test_any_path_is_one_line_of_bounded_length(logged, path):
    answer, line = logged(path)
    assert line["status"] == answer.status_code == 404
    assert len(json.dumps(line)) < 5000
