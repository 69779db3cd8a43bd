"""An author's clicks, as they land in the files."""

import tomllib

import pytest

from recommender.errors import PostError, RecommenderError, SettingsError
from recommender.model.storage import load_model
from recommender.site.front_matter import split_front_matter
from recommender.steering import Steering
from recommender.training import train
from tests.conftest import NOW

FRONT_MATTERS = {
    "yaml": "---\ntitle: 梅 # 題\ntags: [梅]\n---\n梅の話。\n",
    "yaml with pins": "---\nrelated_posts:\n- c # 庭\ntitle: 梅\n---\n梅の話。\n",
    "yaml in one line": "---\ntitle: 梅\nrelated_posts: [c]\n---\n梅の話。\n",
    "yaml with a text": "---\ntitle: 梅\nrelated_posts: c\n---\n梅の話。\n",
    "toml": '+++\ntitle = "梅" # 題\n[params]\na = 1\n+++\n梅の話。\n',
    "json": '{\n  "title": "梅"\n}\n\n梅の話。\n',
    "crlf": "---\r\ntitle: 梅\r\n---\r\n梅の話。\r\n",
}


@pytest.fixture
def steering_of(tmp_path):
    """Write three posts, a with the text given, train, and give the means to steer them."""

    def make(text=FRONT_MATTERS["yaml"], settings=None):
        site = tmp_path / "site"
        site.mkdir()
        for name in "bc":
            (site / f"{name}.md").write_text(f"# {name}\n\n梅の話。", encoding="utf-8")
        (site / "a.md").write_bytes(text.encode())
        if settings is not None:
            (site / "recommender.toml").write_text(settings, encoding="utf-8")
        train(site, tmp_path / "m", now=NOW)
        model = load_model(tmp_path / "m")
        posts = {post.path[0]: post for post in model.posts}
        return Steering(site, tmp_path / "m"), model, posts, site

    return make


@pytest.mark.parametrize("text", FRONT_MATTERS.values(), ids=FRONT_MATTERS)
@pytest.mark.parametrize(("what", "key"), [("pin", "related_posts"), ("block", "related_exclude")])
def test_a_decision_is_one_more_name_and_nothing_else(steering_of, text, what, key):
    steering, model, posts, _ = steering_of(text)
    change = steering.plan(model, what, posts["a"], posts["b"], undo=False)
    old, new = split_front_matter(change.old), split_front_matter(change.new)
    names = old.table.get(key, [])
    names = [names] if isinstance(names, str) else names
    assert new.table == {**old.table, key: [*names, posts["b"].url]}
    assert change.new[new.body_start :] == change.old[old.body_start :]
    assert change.new.count("\r\n") == (change.new.count("\n") if "\r\n" in text else 0)


@pytest.mark.parametrize("text", [FRONT_MATTERS[name] for name in ("yaml", "toml", "json", "crlf")])
def test_taking_it_back_gives_the_very_bytes_of_before(steering_of, text):
    steering, model, posts, site = steering_of(text)
    change = steering.plan(model, "pin", posts["a"], posts["b"], undo=False)
    (site / "a.md").write_bytes(change.new.encode())
    assert steering.plan(model, "pin", posts["a"], posts["b"], undo=True).new == text


def test_a_name_is_taken_back_however_the_author_spelled_it(steering_of):
    steering, model, posts, _ = steering_of(FRONT_MATTERS["yaml in one line"])
    new = steering.plan(model, "pin", posts["a"], posts["c"], undo=True).new
    assert new == "---\ntitle: 梅\n---\n梅の話。\n"


@pytest.mark.parametrize("undo", [False, True])
def test_what_is_so_already_is_refused(steering_of, undo):
    steering, model, posts, _ = steering_of(FRONT_MATTERS["yaml in one line"])
    with pytest.raises(PostError, match="does not name" if undo else "already"):
        steering.plan(model, "pin", posts["a"], posts["b" if undo else "c"], undo=undo)


@pytest.mark.parametrize(
    "settings",
    [
        None,
        "",
        "[ranking]\nlimit = 3",
        "# 上\n[rules]\n# 下\n\n[ranking]\nlimit = 3\n",
        '[rules]\nnever = [\n  "c.md", # 庭\n]\n\n[text]\n',
        'rules = {never = ["c.md"]}\n',
        '[rules.block]\n"c.md" = ["b.md"]\n',
    ],
    ids=["no file", "empty", "others", "empty table", "list", "inline", "sub-table"],
)
def test_never_goes_into_the_settings_and_all_else_stays(steering_of, settings):
    steering, model, posts, _ = steering_of(settings=settings)
    change = steering.plan(model, "never", posts["a"], posts["b"], undo=False)
    old, new = tomllib.loads(settings or ""), tomllib.loads(change.new)
    never = old.get("rules", {}).get("never", [])
    assert new == {**old, "rules": {**old.get("rules", {}), "never": [*never, "b.md"]}}
    comments = [line for line in (settings or "").splitlines() if line.startswith("#")]
    assert [line for line in comments if line not in change.new] == []


def test_never_is_taken_back(steering_of):
    steering, model, posts, _ = steering_of(settings='[rules]\nnever = ["c.md", "b"]\n')
    new = steering.plan(model, "never", posts["b"], posts["b"], undo=True).new
    assert tomllib.loads(new) == {"rules": {"never": ["c.md"]}}


def test_a_pin_is_written_and_the_lists_follow(steering_of, tmp_path):
    steering, model, posts, site = steering_of()
    target = model.related(model.numbers["a.md"], 5)[-1].post
    steering.carry_out(steering.plan(model, "pin", posts["a"], target, undo=False))
    assert f'"{target.url}"' in (site / "a.md").read_text(encoding="utf-8")
    first = load_model(tmp_path / "m").related(model.numbers["a.md"], 5)[0]
    assert (first.post.path, first.source) == (target.path, "pin")


def test_a_pin_that_is_gone_holds_no_list(steering_of, tmp_path):
    steering, model, posts, _ = steering_of()
    before = [item.post.path for item in model.related(model.numbers["a.md"], 5)]
    target = posts[before[-1][0]]
    for undo in (False, True):
        steering.carry_out(steering.plan(model, "pin", posts["a"], target, undo=undo))
    after = load_model(tmp_path / "m").related(model.numbers["a.md"], 5)
    assert [item.post.path for item in after] == before


def test_a_file_that_has_changed_since_is_left_alone(steering_of):
    steering, model, posts, site = steering_of()
    change = steering.plan(model, "pin", posts["a"], posts["b"], undo=False)
    (site / "a.md").write_text("---\ntitle: 別\n---\n別の話。\n", encoding="utf-8")
    with pytest.raises(PostError, match="changed while this ran"):
        steering.carry_out(change)
    assert "別の話" in (site / "a.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "told"),
    [("# 梅\n\n梅の話。\n", "no front matter"), ("---\ntitle: [梅\n---\n梅の話。\n", "front matter")],
    ids=["none", "broken"],
)
def test_front_matter_that_cannot_be_written_is_told(steering_of, text, told):
    steering, model, posts, _ = steering_of(text)
    with pytest.raises(PostError, match=told):
        steering.plan(model, "pin", posts["a"], posts["b"], undo=False)


def test_settings_of_another_shape_are_told(steering_of):
    steering, model, posts, site = steering_of()
    (site / "recommender.toml").write_text("[rules]\nnever = [\n", encoding="utf-8")
    with pytest.raises(SettingsError):
        steering.plan(model, "never", posts["a"], posts["b"], undo=False)


def test_a_model_with_a_path_that_leads_out_of_the_site_reads_and_writes_nothing_there(steering_of, tmp_path):
    steering, model, posts, _ = steering_of()
    (tmp_path / "secret.md").write_text(FRONT_MATTERS["yaml"], encoding="utf-8")
    outside = type(posts["a"])(path="../secret.md", url="/x/", title="x")
    with pytest.raises(PostError, match="leads out of the site"):
        steering.plan(model, "pin", outside, posts["b"], undo=False)


def test_a_training_that_fails_says_that_the_file_is_written(steering_of):
    steering, model, posts, site = steering_of()
    change = steering.plan(model, "pin", posts["a"], posts["b"], undo=False)
    (site / "recommender.toml").write_text("[ranking]\nweights = {text = 0}\nthreshold = 5\n", encoding="utf-8")
    with pytest.raises(RecommenderError):
        steering.carry_out(change)


def test_the_list_of_today_is_told_with_its_dead_links(steering_of):
    text = f"{FRONT_MATTERS['yaml']}\n### あわせて読みたい\n\n- [b](b.md)\n- [無](/gone/)\n"
    steering, model, posts, _ = steering_of(text)
    today = steering.today(model, posts["a"])
    assert [(one.written, one.post and one.post.path) for one in today] == [("b.md", "b.md"), ("/gone/", None)]
