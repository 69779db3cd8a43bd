"""What browsers are told that they may do."""

import pytest

from recommender.web.app import create_app
from recommender.web.settings import ServiceSettings

UME = "/2024/06/10/ume-shigoto/"


def test_no_page_may_run_scripts(client):
    assert client.get("/").headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_only_pages_of_configured_origins_read_answers(client, training, example_folder):
    asked = {"path": "/api/v1/related", "query_string": {"url": UME}}
    blog, other = {"Origin": "https://blog.example"}, {"Origin": "https://evil.example"}
    assert "Access-Control-Allow-Origin" not in client.get(**asked, headers=blog).headers
    open_client = create_app(example_folder, ServiceSettings(origins=("https://blog.example",))).test_client()
    allowed, refused = (open_client.get(**asked, headers=origin).headers for origin in (blog, other))
    assert allowed["Access-Control-Allow-Origin"] == "https://blog.example"
    assert "Access-Control-Allow-Origin" not in refused
    assert (allowed["Vary"], refused["Vary"]) == ("Origin", "Origin"), "caches must not mix them up"
    assert "Access-Control-Allow-Credentials" not in allowed


def test_errors_and_unchanged_answers_are_readable_for_a_configured_origin_too(training, example_folder):
    client = create_app(example_folder, ServiceSettings(origins=("https://blog.example",))).test_client()
    origin = {"Origin": "https://blog.example"}
    first = client.get("/api/v1/related", query_string={"url": UME}, headers=origin)
    again = client.get(
        "/api/v1/related", query_string={"url": UME}, headers={**origin, "If-None-Match": first.headers["ETag"]}
    )
    missing = client.get("/api/v1/related", query_string={"url": "/none/"}, headers=origin)
    assert (again.status_code, missing.status_code) == (304, 404)
    for answer in (first, again, missing):
        assert answer.headers["Access-Control-Allow-Origin"] == "https://blog.example"


def test_a_star_lets_every_page_read(training, example_folder):
    client = create_app(example_folder, ServiceSettings(origins=("*",))).test_client()
    answer = client.get("/embed/related", query_string={"url": UME}, headers={"Origin": "https://any.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_page_may_ask_first_whether_it_may_send_json(training, example_folder):
    client = create_app(example_folder, ServiceSettings(origins=("https://blog.example",))).test_client()
    wish = {"Origin": "https://blog.example", "Access-Control-Request-Method": "POST"}
    answer = client.options("/api/v1/related:batch", headers=wish)
    assert answer.status_code == 200
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert answer.headers["Access-Control-Allow-Headers"] == "Content-Type"


@pytest.mark.parametrize("path", ["/", "/embed/related?url=" + UME, "/api/v1/posts", "/widget.js", "/none"])
def test_every_answer_has_the_headers_of_security(client, path):
    headers = client.get(path).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "no-referrer")
    assert "Set-Cookie" not in headers


def test_pages_that_load_nothing_without_leave_may_load_the_script(client):
    assert client.get("/widget.js").headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert client.get("/api/v1/posts").headers["Cross-Origin-Resource-Policy"] == "same-origin"
