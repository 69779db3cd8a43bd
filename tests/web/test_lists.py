"""The API as its users see it."""

import unicodedata
from urllib.parse import quote

import msgspec
import pytest

from recommender.model.answer import related_answer
from recommender.web.answers import ListsAnswer, PostsAnswer, RelatedAnswer

UME = "/2024/06/10/ume-shigoto/"


def test_a_post_gets_the_list_that_the_command_line_prints(client, model):
    number = model.names.by_url(UME)
    assert client.get("/api/v1/related", query_string={"url": UME}).json == related_answer(model, number, 5)


@pytest.mark.parametrize(
    "spelling",
    [
        UME.rstrip("/"),
        f"https://engawa.example{UME}",
        f"{UME}?utm_source=feed#top",
        f"{UME}index.html",
        quote(UME, safe=""),
    ],
)
def test_a_url_is_known_in_any_spelling(client, spelling):
    answer = client.get(f"/api/v1/related?url={quote(spelling, safe='%')}")
    assert answer.json["post"]["url"] == UME


def test_a_search_finds_decomposed_and_composed_letters_alike(client):
    for form in ("NFC", "NFD"):
        answer = client.get("/api/v1/posts", query_string={"q": unicodedata.normalize(form, "バジル")})
        assert answer.json["total"] >= 1


def test_a_post_is_known_by_path_and_by_id(client, model):
    post = model.posts[model.names.by_url(UME)]
    by_path, by_id = (
        client.get("/api/v1/related", query_string=q).json for q in ({"path": post.path}, {"id": post.id})
    )
    assert by_path["post"] == by_id["post"] == {"id": post.id, "path": post.path, "url": UME, "title": post.title}


def test_limit_and_threshold_cut_the_list(client):
    items = client.get("/api/v1/related", query_string={"url": UME, "limit": 20}).json["related"]
    bound = items[2]["score"]
    cut = client.get("/api/v1/related", query_string={"url": UME, "limit": 20, "threshold": bound}).json["related"]
    assert len(items) > 5
    assert [item for item in cut if item["source"] == "scored"] == [item for item in items if item["score"] >= bound]


def test_an_unknown_post_a_draft_and_an_unpublished_one_are_the_same_404(client):
    paths = ("_posts/none.md", "_drafts/yakushima.md", "_posts/2025-03-09-wordpress-export.md")
    answers = [client.get("/api/v1/related", query_string={"path": path}) for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    assert answers[0].content_type == "application/problem+json"


def test_an_unlisted_post_has_a_list_but_stands_in_none(client, model):
    path = "_posts/2026-06-07-tenken-oshirase.md"
    assert client.get("/api/v1/related", query_string={"path": path}).json["related"]
    shown = {item.post.path for number in range(len(model.posts)) for item in model.related(number, 20)}
    assert path not in shown


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({}, "give one of url, path and id; found none"),
        ({"url": UME, "id": "x"}, "found url, id"),
        ({"url": UME, "limit": "0"}, "limit is '0', expected a whole number from 1 to 20"),
        ({"url": UME, "limit": "²"}, "expected a whole number"),
        ({"url": UME, "threshold": "nan"}, "threshold is 'nan', expected a number from 0 to 1"),
    ],
)
def test_a_bad_question_is_told_what_was_expected(client, query, told):
    answer = client.get("/api/v1/related", query_string=query)
    assert answer.status_code == 400
    assert told in answer.json["detail"]
    assert answer.content_type == "application/problem+json"


def test_a_cache_may_ask_whether_the_list_is_still_the_same(client):
    first = client.get("/api/v1/related", query_string={"url": UME})
    again = client.get("/api/v1/related", query_string={"url": UME}, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "max-age=60" in first.headers["Cache-Control"]


def test_head_has_the_headers_of_get_and_no_body(client):
    head = client.head("/api/v1/related", query_string={"url": UME})
    assert (head.status_code, head.data) == (200, b"")


def test_posts_are_found_by_every_word_of_title_or_url_newest_first(client):
    found = client.get("/api/v1/posts", query_string={"q": "PYTHON 第"}).json
    assert [post["url"][:11] for post in found["posts"]] == ["/2024/09/01", "/2024/08/11", "/2024/07/21", "/2024/07/07"]
    assert client.get("/api/v1/posts", query_string={"q": "どこにもない"}).json["posts"] == []


def test_posts_that_readers_cannot_open_are_not_found(client):
    assert client.get("/api/v1/posts", query_string={"q": "屋久島"}).json["total"] == 0


def test_a_name_that_is_given_twice_is_refused_and_one_that_is_unknown_is_part_of_an_address(client):
    assert "url is given 2 times" in client.get(f"/api/v1/related?url={UME}&url={UME}").json["detail"]
    raw = client.get(f"/api/v1/related?url=https://engawa.example{UME}?a=1&utm_source=feed")
    assert raw.json["post"]["url"] == UME


def test_an_explanation_says_how_scores_came_about_and_what_was_left_out(client, model):
    plain, told = (
        client.get("/api/v1/related", query_string={"url": UME, "explain": explain}).json for explain in (0, 1)
    )
    assert "left_out" not in plain
    assert {"relevance", "moved", "other"} <= set(told["related"][0])
    assert told == related_answer(model, model.names.by_url(UME), 5, explain=True)


def test_no_explanation_names_a_post_that_readers_cannot_open(client, model):
    concealed = {post.path for post in model.posts if post.concealed}
    for post in model.posts:
        if post.path not in concealed:
            told = client.get("/api/v1/related", query_string={"path": post.path, "limit": 20, "explain": 1}).json
            named = [*told["related"], *told["left_out"]]
            named += [item["other"] for item in named if item["other"]]
            assert not concealed & {item["path"] for item in named}


def test_several_posts_are_asked_for_at_once_by_any_name(client, model):
    number = model.names.by_url(UME)
    post = model.posts[number]
    draft = "_drafts/yakushima.md"
    names = [f"https://engawa.example{UME.rstrip('/')}", post.path, "nowhere", draft, post.id, UME]
    answer = client.post("/api/v1/related:batch", json={"posts": names, "limit": 2}).json
    alone = related_answer(model, number, 2)
    one = {"post": alone["post"], "related": alone["related"]}
    assert answer == {"lists": [one, one, None, None, one, one], "model": alone["model"]}


@pytest.mark.parametrize(
    ("sent", "status", "told"),
    [
        ({"json": {"posts": ["/a/"] * 101}}, 400, "posts: Expected `array` of length <= 100"),
        ({"json": {}}, 400, "Object missing required field `posts`"),
        ({"json": {"posts": [], "limit": 99}}, 400, "limit: Expected `int` <= 20"),
        ({"data": b"{", "content_type": "application/json"}, 400, "the body is no JSON"),
        ({"data": b'{"posts": ["\xff"]}', "content_type": "application/json"}, 400, "the body is no JSON"),
        ({"data": b"[" * 90_000, "content_type": "application/json"}, 400, ""),
        ({"data": b'{"posts": []}'}, 415, "content type is none, expected application/json"),
        ({"data": b" " * 1_000_001, "content_type": "application/json"}, 413, ""),
    ],
)
def test_a_bad_body_is_told_what_was_expected(client, sent, status, told):
    answer = client.post("/api/v1/related:batch", **sent)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert told in answer.json["detail"]


def test_answers_hold_just_what_the_description_names(client):
    related = client.get("/api/v1/related", query_string={"url": UME, "explain": 1}).json
    lists = client.post("/api/v1/related:batch", json={"posts": [UME, "nowhere"]}).json
    posts = client.get("/api/v1/posts").json
    for answer, kind in ((related, RelatedAnswer), (lists, ListsAnswer), (posts, PostsAnswer)):
        assert msgspec.convert(answer, kind) == answer
