import pytest

from recommender.site.generators.jekyll.defaults import merged, read_defaults


def values(*sets, collection="posts", path="_posts/sub/2025-01-01-a.md", collections_dir=""):
    entries = [{"scope": scope, "values": table} for scope, table in sets]
    return read_defaults(entries, collections_dir).values(collection, path)


@pytest.mark.parametrize(
    ("scope", "applies"),
    [
        ({}, True),
        ({"path": ""}, True),
        ({"path": None}, True),
        ({"path": "_posts"}, True),
        ({"path": "_posts/su"}, True),
        ({"path": "/_posts"}, False),
        ({"path": "_drafts"}, False),
        ({"type": "posts"}, True),
        ({"type": "post"}, True),
        ({"type": "drafts"}, False),
        ({"type": "pages"}, False),
        ({"type": ""}, False),
        ({"path": "_posts/*"}, True),
        ({"path": "_posts/*.md"}, False),
        ({"path": "**/*.md"}, True),
        ({"path": "_posts/**/*"}, True),
        ({"path": "_posts/**/2025*"}, True),
        ({"path": "_posts/**/x*"}, False),
        ({"path": "*/sub"}, True),
        ({"path": "*/*/"}, True),
        ({"path": "*/*/*/"}, False),
        ({"path": "*/{x,sub}"}, True),
        ({"path": "*/{x,y}"}, False),
        ({"path": "/*"}, False),
    ],
)
def test_a_scope_holds_a_post_by_its_path_and_type(scope, applies):
    assert bool(values((scope, {"a": 1}))) is applies


def test_hidden_folders_are_not_found_by_stars():
    assert values(({"path": "**/*.md"}, {"a": 1}), path="_posts/.x/a.md") == {}
    assert values(({"path": "**/.x/*.md"}, {"a": 1}), path="_posts/.x/a.md") == {"a": 1}


@pytest.mark.parametrize(
    ("first", "second", "winner"),
    [
        ({"path": ""}, {"path": ""}, 2),
        ({"path": "_posts"}, {"path": ""}, 1),
        ({"path": "", "type": "posts"}, {"path": ""}, 1),
        ({"path": ""}, {"path": "", "type": "posts"}, 2),
        ({"path": "", "type": "posts"}, {"path": "_posts"}, 2),
    ],
)
def test_the_longer_path_then_a_type_then_the_later_set_wins(first, second, winner):
    assert values((first, {"a": 1}), (second, {"a": 2})) == {"a": winner}


def test_weaker_sets_give_what_stronger_ones_leave_open():
    assert values(({"path": "_posts"}, {"a": 1}), ({"path": ""}, {"a": 2, "b": 3})) == {"a": 1, "b": 3}


def test_paths_may_name_the_collections_folder_or_leave_it_out():
    for path in ("c/_notes", "_notes", "c/_notes/*"):
        found = values(({"path": path}, {"a": 1}), collection="notes", path="_notes/x/a.md", collections_dir="c")
        assert found == {"a": 1}


@pytest.mark.parametrize("value", [None, 5, "x", {}, [None, "x", {"values": 5}, {"scope": {}}]])
def test_what_is_no_default_set_says_nothing(value):
    assert read_defaults(value, "").values("posts", "_posts/a.md") == {}


def test_a_scope_that_is_no_table_holds_everything():
    assert read_defaults([{"scope": 5, "values": {"a": 1}}], "").values("posts", "_posts/a.md") == {"a": 1}


def test_a_pattern_of_many_braces_and_stars_costs_little():
    values(({"path": "{a,b}" * 200 + "**/" * 200 + "*"}, {"a": 1}), path="a/" * 200 + "a.md")


@pytest.mark.parametrize(
    ("under", "over", "result"),
    [
        ({}, {}, {}),
        ({"a": 1}, {"a": 2}, {"a": 2}),
        ({"a": 1}, {"a": None}, {"a": 1}),
        ({}, {"a": None}, {"a": None}),
        ({"a": {"b": 1, "c": 1}}, {"a": {"b": 2}}, {"a": {"b": 2, "c": 1}}),
        ({"a": [1]}, {"a": [2]}, {"a": [2]}),
    ],
)
def test_an_empty_key_keeps_the_default(under, over, result):
    assert merged(under, over) == result
