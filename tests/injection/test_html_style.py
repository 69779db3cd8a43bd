"""Lists in built pages: which file is the page of which post."""

import unicodedata

import pytest

from recommender.errors import SettingsError
from recommender.injection.change import Change, Untouched
from recommender.injection.inject import plan_injection, plan_removal, write_changes
from recommender.settings import InjectSettings, Settings, SiteSettings
from recommender.site.reader import open_site

PAGE = "<html><body><article><h1>題</h1><p>本文</p></article></body></html>\n"


def plan(site, model, planner=plan_injection, **changes):
    settings = Settings(inject=InjectSettings(style="html", **{"out": "public", **changes}))
    return {result.path: result for result in planner(site, model, settings)}


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("/2026/a/", "public/2026/a/index.html"),
        ("/2026/a", "public/2026/a.html"),
        ("/2026/a", "public/2026/a/index.html"),
        ("/2026/a/", "public/2026/a.html"),
        ("/2026/a.html", "public/2026/a.html"),
        ("/梅/", "public/梅/index.html"),
        ("/が/", f"public/{unicodedata.normalize('NFD', 'が')}/index.html"),
        ("/%E6%A2%85%20a/", "public/梅 a/index.html"),
        ("/../a/", "public/a/index.html"),
    ],
)
def test_the_page_of_a_post_is_found_by_its_address(make_site, make_model, url, page):
    site = make_site({"a.md": "本文\n", "b.md": "本文\n", page: PAGE, "public/index.html": PAGE})
    model = make_model({"a.md": {"b.md": 0.5}, "b.md": {}}, urls={"a.md": url, "b.md": "/b/"})
    changed = [one.path for one in plan(site, model).values() if isinstance(one, Change) and one.new != one.old]
    assert changed == [page]
    assert '<li><a href="/b/">題b</a></li>' in plan(site, model)[page].new


def test_a_post_without_a_page_is_left_alone(make_site, make_model):
    site = make_site({"a.md": "本文\n", "b.md": "本文\n", "new.md": "本文\n", "public/a/index.html": PAGE})
    model = make_model({"a.md": {"b.md": 0.5}, "b.md": {}}, urls={"a.md": "/a/", "b.md": None})
    results = plan(site, model)
    assert results["b.md"] == Untouched("b.md", "has no page, since it is at no address")
    assert results["new.md"] == Untouched("new.md", "not in the model; train again")
    assert plan(site, model, plan_removal)["new.md"] == results["new.md"]


def test_a_post_that_was_not_built_is_told_with_the_page_that_was_looked_for(make_site, make_model):
    site = make_site({"a.md": "本文\n", "public/index.html": PAGE})
    results = plan(site, make_model({"a.md": {}}, urls={"a.md": "/a/"}))
    assert results["a.md"] == Untouched("a.md", "has no page public/a/index.html; build the site first")


def test_twice_is_once_and_removal_gives_back_every_byte(make_site, make_model):
    pages = {"public/a/index.html": PAGE, "public/b/index.html": PAGE.replace("\n", "\r\n")}
    site = make_site({"a.md": "本文\n", "b.md": "本文\n", **pages})
    model = make_model({"a.md": {"b.md": 0.5}, "b.md": {"a.md": 0.5}}, urls={"a.md": "/a/", "b.md": "/b/"})
    list(write_changes(site, plan(site, model).values()))
    assert all(change.new == change.old for change in plan(site, model).values())
    list(write_changes(site, plan(site, model, plan_removal).values()))
    assert {page: (site.root / page).read_bytes().decode() for page in pages} == pages


def test_pages_that_are_the_site_themselves_are_written_into_where_they_lie(tmp_path, make_model):
    for name in "ab":
        (tmp_path / f"{name}.html").write_text(PAGE.replace("題", name), encoding="utf-8")
    site = open_site(tmp_path, SiteSettings(generator="html"))
    model = make_model({"a.html": {"b.html": 0.5}, "b.html": {}})
    assert '<li><a href="/b.html">' in plan(site, model, out=None)["a.html"].new


@pytest.mark.parametrize(("out", "told"), [("gone", "no folder gone"), (None, r"set inject\.out")])
def test_a_folder_of_pages_that_is_not_there_is_an_error(make_site, make_model, out, told):
    with pytest.raises(SettingsError, match=told):
        plan(make_site({"a.md": "本文\n"}), make_model({"a.md": {}}), out=out)
