"""No request makes the service fail."""

import json
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender.web.app import create_app
from recommender.web.settings import EventLimits, ServiceSettings

UME = "/2024/06/10/ume-shigoto/"
ROUTES = [
    "/api/v1/related",
    "/api/v1/related:batch",
    "/api/v1/posts",
    "/api/v1/events",
    "/embed/related",
    "/widget.js",
    "/openapi.json",
    "/healthz",
    "/readyz",
    "/",
]
NAMES = ["url", "path", "id", "limit", "threshold", "explain", "style", "lang", "q", "page", "posts", "related", "type"]
NAMES += ["title", "body", "tags", "date", "markup"]
KNOWN = [UME, "3c55b8ad2461", "_posts/2024-06-10-ume-shigoto.md", "1", "0.5", "true", "cards", "click", "impression"]
TEXTS = st.one_of(st.sampled_from(KNOWN), st.text(max_size=30))
VALUES = st.recursive(
    st.one_of(TEXTS, st.none(), st.booleans(), st.integers(), st.floats()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=8,
)
BODIES = st.one_of(st.binary(max_size=60), VALUES.map(lambda value: json.dumps(value).encode()))
HEADER = st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=30)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Content-Type": st.one_of(st.sampled_from(["application/json", "text/plain;charset=UTF-8"]), HEADER),
        "Origin": HEADER,
        "If-None-Match": HEADER,
        "If-Modified-Since": HEADER,
        "Range": HEADER,
        "Accept": HEADER,
        "Access-Control-Request-Method": HEADER,
    },
)
REQUESTS = st.fixed_dictionaries(
    {
        "method": st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "QUERY"]),
        "path": st.one_of(
            st.sampled_from(ROUTES), st.text(max_size=20).map(lambda text: "/" + quote(text.lstrip("/")))
        ),
        "query_string": st.one_of(
            st.lists(st.tuples(st.sampled_from(NAMES), TEXTS), max_size=4).map(lambda pairs: dict(pairs)),
            st.binary(max_size=40).map(lambda raw: raw.decode("latin-1")),
        ),
        "headers": HEADERS,
        "data": BODIES,
    }
)


@pytest.fixture(scope="module")
def fuzzed(training, example_folder, tmp_path_factory):
    events = tmp_path_factory.mktemp("events")
    limits = EventLimits(per_second=1_000_000)
    service = ServiceSettings(origins=("https://blog.example",), events=events, limits=limits)
    return create_app(example_folder, service).test_client()


def answer_of(client, request):
    # Not testing: a fault is answered as it is to users, with 500.
    answer = client.open(**request)
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400 and request["method"] != "HEAD":
        assert answer.content_type == "application/problem+json"
    return answer


@given(REQUESTS)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_for_every_request_there_is_an_answer_that_is_no_fault(fuzzed, request_):
    answer_of(fuzzed, request_)


@pytest.mark.slow
@given(REQUESTS)
@settings(deadline=None, max_examples=10_000, suppress_health_check=[HealthCheck.too_slow])
def test_for_every_one_of_many_requests_too(fuzzed, request_):
    answer_of(fuzzed, request_)
