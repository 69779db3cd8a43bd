"""Lists as data: one file of all, or one file a post."""

import json

import pytest

from recommender.errors import SettingsError
from recommender.injection.change import Change, Untouched
from recommender.injection.inject import plan_injection, plan_removal, write_changes
from recommender.settings import InjectSettings, Settings, SiteSettings
from recommender.site.reader import open_site

FILES = {"a.md": "本文\n", "b.md": "本文\n", "c.md": "本文\n"}
URLS = {"a.md": "/2026/a/", "b.md": "/2026/b/", "c.md": "/梅.html"}
LISTS = {"a.md": {"b.md": 0.5, "c.md": 0.4}, "b.md": {"a.md": 0.5}, "c.md": {}}


def plan(site, model, planner=plan_injection, **changes):
    settings = Settings(inject=InjectSettings(style="data", **changes))
    return {result.path: result for result in planner(site, model, settings)}


def inject(site, model, planner=plan_injection, **changes):
    list(write_changes(site, plan(site, model, planner, **changes).values()))


def files_below(folder):
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def test_one_file_holds_every_list_under_the_name_of_its_post(make_site, make_model):
    site = make_site(FILES)
    inject(site, make_model(LISTS, urls=URLS), out="related.json")
    text = (site.root / "related.json").read_text(encoding="utf-8")
    assert text.splitlines()[1:4] == [
        '  "a.md": [',
        '    {"title": "題b", "url": "/2026/b/"},',
        '    {"title": "題c", "url": "/梅.html"}',
    ]
    assert json.loads(text) == {
        "a.md": [{"title": "題b", "url": "/2026/b/"}, {"title": "題c", "url": "/梅.html"}],
        "b.md": [{"title": "題a", "url": "/2026/a/"}],
    }


def test_a_folder_holds_a_file_a_post_at_its_address_an_empty_list_too(make_site, make_model):
    site = make_site(FILES)
    inject(site, make_model(LISTS, urls=URLS), out="static/related")
    folder = site.root / "static/related"
    assert files_below(folder) == {"2026/a.json", "2026/b.json", "梅.json"}
    assert json.loads((folder / "2026/b.json").read_bytes()) == {
        "post": {"url": "/2026/b/", "title": "題b"},
        "related": [{"title": "題a", "url": "/2026/a/"}],
    }
    assert json.loads((folder / "梅.json").read_bytes())["related"] == []


@pytest.mark.parametrize("out", ["related.json", "static/related", "static/related/"])
def test_twice_is_once_and_removal_leaves_no_file_of_ours(make_site, make_model, out):
    site, model = make_site(FILES), make_model(LISTS, urls=URLS)
    inject(site, model, out=out)
    assert all(result.new == result.old for result in plan(site, model, out=out).values())
    inject(site, model, plan_removal, out=out)
    assert files_below(site.root) == set(FILES)


def test_files_of_posts_that_are_gone_go_and_those_of_others_stay(make_site, make_model):
    site, model = make_site(FILES), make_model(LISTS, urls=URLS)
    (site.root / "api").mkdir()
    (site.root / "api/other.json").write_text('{"x": 1}', encoding="utf-8")
    inject(site, model, out="api")
    (site.root / "b.md").unlink()
    inject(site, model, out="api")
    assert files_below(site.root / "api") == {"2026/a.json", "梅.json", "other.json"}


@pytest.mark.parametrize(
    ("content", "told"),
    [("[]", "something else"), ('{"x": 1}', "something else"), ("{", "is no JSON"), (b"\xff", "UTF-8")],
)
@pytest.mark.parametrize("planner", [plan_injection, plan_removal])
def test_a_file_of_somebody_else_is_left_alone(make_site, make_model, content, told, planner):
    site = make_site({**FILES, "related.json": content})
    result = plan(site, make_model(LISTS), planner, out="related.json")["related.json"]
    assert isinstance(result, Untouched)
    assert told in result.reason


def test_a_file_of_somebody_else_at_the_place_of_a_post_is_left_alone(make_site, make_model):
    site = make_site({**FILES, "api/2026/a.json": '{"x": 1}'})
    results = plan(site, make_model(LISTS, urls=URLS), out="api")
    assert "something else" in results["a.md"].reason
    assert isinstance(results["api/2026/b.json"], Change)


@pytest.mark.parametrize("out", ["related.json", "api"])
def test_an_old_list_stays_while_the_new_one_is_hardly_better(make_site, make_model, out):
    site = make_site(FILES)
    inject(site, make_model({**LISTS, "a.md": {"b.md": 0.5}}, urls=URLS), out=out, limit=1)
    results = plan(site, make_model({**LISTS, "a.md": {"c.md": 0.52, "b.md": 0.5}}, urls=URLS), out=out, limit=1)
    assert all(result.new == result.old for result in results.values())
    assert any(result.kept for result in results.values())


@pytest.mark.parametrize("url", [None, "/", "/.git/config/", "/a/../../b/", f"/{'長' * 100}/"])
def test_no_address_leads_out_of_the_folder(make_site, make_model, url):
    site = make_site(FILES)
    inject(site, make_model(LISTS, urls={**URLS, "a.md": url}), out="api")
    assert files_below(site.root) - set(FILES) <= {"api/2026/b.json", "api/梅.json", "api/b.json"}


def test_fields_of_the_settings_are_written_in_their_order(make_site, make_model):
    site = make_site(FILES)
    fields = ("slug", "date", "path", "title", "reason")
    inject(site, make_model(LISTS, urls=URLS), out="related.json", fields=fields)
    table = json.loads((site.root / "related.json").read_bytes())
    assert table["b.md"] == [{"slug": "a", "path": "a.md", "title": "題a"}]
    assert list(table["b.md"][0]) == ["slug", "path", "title"]
    assert all(one.new == one.old for one in plan(site, make_model(LISTS), out="related.json", fields=fields).values())


def test_a_generator_without_a_place_for_data_wants_one_named(make_site, make_model):
    with pytest.raises(SettingsError, match=r"set inject\.out"):
        plan(make_site(FILES), make_model(LISTS))


@pytest.mark.parametrize(
    ("files", "post", "expected"),
    [
        ({"_config.yml": "title: x\n"}, "_posts/2026-01-01-a.md", ("_data/related.json", "_posts/2026-01-01-a.md")),
        ({"hugo.toml": "title = 'x'\n"}, "content/posts/a.md", ("data/related.json", "posts/a.md")),
        (
            {"_config.yml": "theme: x\npublic_dir: public\n", "package.json": '{"hexo": {}}'},
            "source/_posts/a.md",
            ("source/_data/related.json", "_posts/a.md"),
        ),
    ],
)
def test_each_generator_has_a_place_for_data_and_a_name_for_its_files(tmp_path, make_model, files, post, expected):
    text = "---\ntitle: 題\ndate: 2026-01-01\n---\n本文\n"
    for path, content in {**files, post: text, post.replace("a.md", "b.md"): text}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    other = post.replace("a.md", "b.md")
    model = make_model({post: {other: 0.5}, other: {}}, urls={post: "/a/", other: "/b/"})
    place, name = expected
    change = plan(open_site(tmp_path, SiteSettings()), model)[place]
    assert list(json.loads(change.new)) == [name]
