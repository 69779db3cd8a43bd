"""The HTTP interface as its users see it."""

import unicodedata
from urllib.parse import quote

import pytest

from recommender.model.answer import related_answer
from recommender.training import train
from recommender.web.app import create_app
from recommender.web.settings import ServiceSettings

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
        ({"url": UME, "id": "x"}, "found id, url"),
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


def test_errors_of_the_server_itself_are_problems_too(client):
    for answer, status in ((client.get("/nowhere"), 404), (client.delete("/api/v1/related"), 405)):
        assert (answer.status_code, answer.json["status"]) == (status, status)


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


def test_the_fragment_shows_the_list_and_nothing_for_an_empty_one(client, tmp_path):
    fragment = client.get("/embed/related", query_string={"url": UME, "limit": 2})
    assert fragment.mimetype == "text/html"
    assert fragment.text.count("<li>") == 2
    blog = tmp_path / "blog"
    blog.mkdir()
    (blog / "a.md").write_text("# ひとつ\n\n本文", encoding="utf-8")
    train(blog, tmp_path / "model")
    alone = create_app(tmp_path / "model").test_client().get("/embed/related?path=a.md")
    assert (alone.status_code, alone.text.strip()) == (200, "")


def test_a_hostile_title_comes_out_as_text(tmp_path):
    blog = tmp_path / "blog"
    blog.mkdir()
    for name in "ab":
        title = f"<script>alert('{name}')</script>"
        (blog / f"{name}.md").write_text(f'---\ntitle: "{title}"\n---\n梅を漬ける{name * 3}', encoding="utf-8")
    train(blog, tmp_path / "model")
    client = create_app(tmp_path / "model").test_client()
    for page in ("/embed/related?path=a.md", "/?q=script"):
        text = client.get(page).text
        assert "<script" not in text
        assert "&lt;script&gt;" in text


def test_no_page_may_run_scripts(client):
    assert client.get("/").headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_the_preview_shows_a_post_with_its_reasons(client, model):
    post = model.posts[model.names.by_url(UME)]
    page = client.get("/", query_string={"id": post.id}).text
    first = model.related(model.names.by_url(UME), 1)[0]
    assert f"<h1>{post.title}</h1>" in page
    assert first.post.title in page
    assert "・".join(first.terms) in page


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
    assert client.delete("/api/v1/related").headers["Allow"] == "GET, HEAD, OPTIONS"


def test_a_service_with_a_name_answers_to_no_other(training, example_folder):
    client = create_app(example_folder, ServiceSettings(hosts=("related.example",))).test_client()
    assert client.get("/healthz", base_url="https://related.example").status_code == 200
    refused = client.get("/healthz", base_url="https://evil.example")
    assert (refused.status_code, refused.content_type) == (400, "application/problem+json")
