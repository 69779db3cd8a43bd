"""What browsers load."""

from recommender.training import train
from recommender.web.app import create_app

UME = "/2024/06/10/ume-shigoto/"


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
        assert "<script>" not in text
        assert "&lt;script&gt;" in text


def test_the_preview_shows_a_post_with_its_reasons(client, model):
    post = model.posts[model.names.by_url(UME)]
    page = client.get("/", query_string={"id": post.id}).text
    first = model.related(model.names.by_url(UME), 1)[0]
    assert f"<h1>{post.title}</h1>" in page
    assert first.post.title in page
    assert "・".join(first.terms) in page


def test_the_fragment_is_named_by_its_heading_and_carries_what_a_report_needs(client, model):
    html = client.get("/embed/related", query_string={"url": UME, "limit": 1}).text
    number = model.names.by_url(UME)
    post, item = model.posts[number], model.related(number, 1)[0]
    assert f'aria-labelledby="related-posts-{post.id}"' in html
    assert f'<h2 id="related-posts-{post.id}">あわせて読みたい</h2>' in html
    assert f'<a href="{item.post.url}" data-id="{item.post.id}">{item.post.title}</a>' in html
    assert f'data-model="{model.manifest.version}"' in html
    assert "data-events" not in html, "nothing is reported unless the operator wants it"


def test_cards_have_date_and_shared_tags_in_the_language_asked_for(client, model):
    item = model.related(model.names.by_url(UME), 1)[0]
    day = item.post.date.date()
    shown = {
        lang: client.get("/embed/related", query_string={"url": UME, "limit": 1, "style": "cards", "lang": lang}).text
        for lang in ("ja", "en")
    }
    assert f"{day.year}年{day.month}月{day.day}日</time>" in shown["ja"]
    assert f"{day}</time>" in shown["en"]
    assert '<section class="related-posts related-posts-cards" lang="en"' in shown["en"]
    assert ">Related posts</h2>" in shown["en"]
    assert f'lang="{item.post.language}">{item.post.title}</a>' in shown["en"], "titles keep their own language"
    assert all(f"<span>{tag}</span>" in shown["ja"] for tag in item.tags[:3])


def test_a_style_that_there_is_not_is_told_those_that_there_are(client):
    answer = client.get("/embed/related", query_string={"url": UME, "style": "carousel"})
    assert answer.json["detail"] == "style is 'carousel', expected cards or list"


def test_a_fragment_that_is_the_same_is_not_sent_again(client):
    first = client.get("/embed/related", query_string={"url": UME})
    again = client.get("/embed/related", query_string={"url": UME}, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_script_is_small(client):
    answer = client.get("/widget.js")
    assert answer.mimetype == "text/javascript"
    assert len(answer.data) < 6_000


def test_the_preview_takes_one_name_of_a_post(client):
    answer = client.get("/", query_string={"url": UME, "id": "x"})
    assert answer.json["detail"] == "give one of url, path and id; found url, id"


def test_what_the_preview_loads_is_there(client):
    page = client.get("/").text
    assert 'href="preview.css"' in page
    assert "style=" not in page
    assert client.get("/preview.css").mimetype == "text/css"
