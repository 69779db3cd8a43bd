"""Lists into files: which posts change, which stay and why."""

import pytest

from recommender.errors import SiteError
from recommender.injection.change import Change, Failed, Untouched
from recommender.injection.inject import plan_injection, plan_removal, write_changes
from recommender.settings import InjectSettings, Settings

START, END = "<!-- related-posts:start -->", "<!-- related-posts:end -->"


def block(*links: str) -> str:
    items = "".join(f"- {link}\n" for link in links)
    return f"{START}\n\n---\n\n### あわせて読みたい\n\n{items}\n---\n\n{END}\n"


def settings(**changes: object) -> Settings:
    return Settings(inject=InjectSettings(**changes))


def plan(site, model, **changes) -> dict[str, Change | Untouched]:
    return {result.path: result for result in plan_injection(site, model, settings(**changes))}


def inject(site, model, *, planner=plan_injection, **changes) -> None:
    list(write_changes(site, planner(site, model, settings(**changes))))


def test_a_post_gets_its_list(make_site, make_model):
    site = make_site({"a.md": "本文\n", "b.md": "本文\n"})
    inject(site, make_model({"a.md": {"b.md": 0.5}, "b.md": {"a.md": 0.5}}))
    assert (site.root / "a.md").read_text(encoding="utf-8") == f"本文\n\n{block('[題b](b.md)')}"
    assert (site.root / "b.md").read_text(encoding="utf-8") == f"本文\n\n{block('[題a](a.md)')}"


def test_a_list_is_cut_at_the_limit(make_site, make_model):
    site = make_site({f"{name}.md": "本文\n" for name in "abcd"})
    model = make_model({"a.md": {"b.md": 0.5, "c.md": 0.4, "d.md": 0.3}, "b.md": {}, "c.md": {}, "d.md": {}})
    assert plan(site, model, limit=2)["a.md"].new == f"本文\n\n{block('[題b](b.md)', '[題c](c.md)')}"


@pytest.mark.parametrize("markers", [True, False])
def test_a_second_run_changes_nothing_and_removal_restores_every_byte(make_site, make_model, markers):
    files = {
        "a.md": "\ufeff---\r\ntitle: 題a\r\n---\r\n本文  \r\n".encode(),
        "b.md": "本文".encode(),
        "c.md": "本文\n\n[^1]: 脚注\n\n\n".encode(),
        "d.md": b"",
    }
    site = make_site(files)
    model = make_model({path: {other: 0.5 for other in files if other != path} for path in files})
    inject(site, model, markers=markers)
    assert all(result.new == result.old for result in plan(site, model, markers=markers).values())
    inject(site, model, planner=plan_removal, markers=markers)
    assert {path: (site.root / path).read_bytes() for path in files} == files


def test_the_block_stands_before_a_call_to_action_that_many_posts_share(make_site, make_model):
    paths = [f"{number:02}.md" for number in range(12)]
    site = make_site({path: f"本文{path}\n\n---\n\n無料で登録できます。\n" for path in paths})
    model = make_model({path: {paths[0]: 0.5} if path != paths[0] else {} for path in paths})
    expected = f"本文03.md\n\n{block('[題00](00.md)')}\n---\n\n無料で登録できます。\n"
    assert plan(site, model)["03.md"].new == expected


def test_the_heading_of_the_settings_stands_above_the_list(make_site, make_model):
    site = make_site({"a.md": "本文\n", "b.md": "本文\n"})
    new = plan(site, make_model({"a.md": {"b.md": 0.5}, "b.md": {}}), heading="次に読む")["a.md"].new
    assert "### 次に読む\n\n- [題b](b.md)\n" in new


def test_no_heading_stands_over_an_empty_list(make_site, make_model):
    site = make_site({"a.md": f"本文\n\n{block('[題b](b.md)')}", "b.md": "本文\n"})
    results = plan(site, make_model({"a.md": {}, "b.md": {}}))
    assert results["a.md"].new == results["b.md"].new == "本文\n"


def test_the_only_post_of_a_site_gets_no_list(make_site, make_model):
    site = make_site({"a.md": "本文\n"})
    assert plan(site, make_model({"a.md": {}})) == {"a.md": Change("a.md", "本文\n", "本文\n")}


def test_a_list_written_by_hand_stays_where_we_have_none(make_site, make_model):
    text = "本文\n\n### あわせて読みたい\n\n- [よそ](https://example.com/)\n"
    site = make_site({"a.md": text})
    assert plan(site, make_model({"a.md": {}}))["a.md"].new == text


def test_a_post_whose_author_wants_no_list_loses_ours(make_site, make_model):
    site = make_site({"a.md": f"本文\n\n{block('[題b](b.md)')}", "b.md": "本文\n"})
    model = make_model({"a.md": {"b.md": 0.5}, "b.md": {}}, silent=("a.md",))
    assert plan(site, model)["a.md"].new == "本文\n"


def test_a_post_that_the_model_does_not_know_loses_our_block_too_when_all_are_removed(make_site, make_model):
    site = make_site({"a.md": "本文\n", "new.md": f"本文\n\n{block('[題a](a.md)')}"})
    results = {result.path: result for result in plan_removal(site, make_model({"a.md": {}}), Settings())}
    assert results["new.md"].new == "本文\n"


def test_a_site_without_posts_is_an_error(make_site, make_model, tmp_path):
    (tmp_path / "site").mkdir()
    with pytest.raises(SiteError, match="no posts found"):
        plan(make_site({}), make_model({}))


KEPT, NEW = "題b", "題c"


@pytest.mark.parametrize(
    ("scores", "shown", "is_kept"),
    [
        ({"c.md": 0.50, "b.md": 0.50}, KEPT, True),
        ({"c.md": 0.54, "b.md": 0.50}, KEPT, True),
        ({"c.md": 0.56, "b.md": 0.50}, NEW, False),
        ({"c.md": 0.90, "b.md": 0.10}, NEW, False),
        ({"c.md": 0.50}, NEW, False),
        ({"b.md": 0.50, "c.md": 0.10}, KEPT, False),
    ],
)
def test_an_old_list_stays_until_the_new_one_is_a_tenth_better(make_site, make_model, scores, shown, is_kept):
    site = make_site({"a.md": f"本文\n\n{block('[題b](b.md)')}", "b.md": "本文\n", "c.md": "本文\n"})
    result = plan(site, make_model({"a.md": scores, "b.md": {}, "c.md": {}}), limit=1)["a.md"]
    assert (shown in result.new, result.kept) == (True, is_kept)


def test_a_kept_list_shows_the_titles_of_today(make_site, make_model):
    site = make_site({"a.md": f"本文\n\n{block('[昔の題](b.md)')}", "b.md": "本文\n", "c.md": "本文\n"})
    result = plan(site, make_model({"a.md": {"c.md": 0.5, "b.md": 0.5}, "b.md": {}, "c.md": {}}), limit=1)["a.md"]
    assert (result.new, result.kept) == (f"本文\n\n{block('[題b](b.md)')}", True)


def test_links_by_address_are_recognised_in_an_old_list(make_site, make_model):
    urls = {"b.md": "/梅/", "c.md": "/c/"}
    site = make_site({"a.md": f"本文\n\n{block('[題b](/%E6%A2%85/)')}", "b.md": "本文\n", "c.md": "本文\n"})
    model = make_model({"a.md": {"c.md": 0.52, "b.md": 0.5}, "b.md": {}, "c.md": {}}, urls=urls)
    assert plan(site, model, limit=1)["a.md"].new == f"本文\n\n{block('[題b](/梅/)')}"


def test_a_pin_is_never_held_back_by_an_old_list(make_site, make_model):
    site = make_site({"a.md": f"本文\n\n{block('[題b](b.md)')}", "b.md": "本文\n", "c.md": "本文\n"})
    model = make_model({"a.md": {"c.md": 0.0, "b.md": 0.5}, "b.md": {}, "c.md": {}}, source="pin")
    assert plan(site, model, limit=1)["a.md"].new == f"本文\n\n{block('[題c](c.md)')}"


@pytest.mark.parametrize(
    "target",
    [
        "gone.md",
        "https://example.com/",
        "%",
        "#",
        "https://[x/",
    ],
)
def test_an_old_list_with_a_link_that_leads_nowhere_is_replaced(make_site, make_model, target):
    site = make_site({"a.md": f"本文\n\n{block(f'[題]({target})')}", "b.md": "本文\n"})
    result = plan(site, make_model({"a.md": {"b.md": 0.5}, "b.md": {}}))["a.md"]
    assert (result.new, result.kept) == (f"本文\n\n{block('[題b](b.md)')}", False)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("日本".encode("cp932"), "not UTF-8"),
        (b"\xff\xfea\x00", "not UTF-8"),
        (f"本文\n\n{START}\n".encode(), "without an end"),
        (f"{block('[題b](b.md)')}\n{block('[題b](b.md)')}".encode(), "2 pairs"),
        (b"```\ncode\n", "never closed"),
    ],
)
@pytest.mark.parametrize("planner", [plan_injection, plan_removal])
def test_a_post_that_cannot_be_changed_safely_is_left_alone_and_the_others_are_not(
    make_site, make_model, content, reason, planner
):
    site = make_site({"a.md": content, "b.md": "本文\n"})
    results = list(planner(site, make_model({"a.md": {"b.md": 0.5}, "b.md": {"a.md": 0.5}}), Settings()))
    assert [(type(one), one.path) for one in results] == [(Untouched, "a.md"), (Change, "b.md")]
    assert reason in results[0].reason
    assert (site.root / "a.md").read_bytes() == content


def test_a_post_that_the_model_does_not_know_is_left_alone(make_site, make_model):
    site = make_site({"a.md": "本文\n", "new.md": "本文\n"})
    assert plan(site, make_model({"a.md": {}}))["new.md"] == Untouched("new.md", "not in the model; train again")


def test_a_file_changed_between_plan_and_write_is_left_alone(make_site, make_model):
    site = make_site({"a.md": "本文\n", "b.md": "本文\n"})
    change = plan(site, make_model({"a.md": {"b.md": 0.5}, "b.md": {}}))["a.md"]
    (site.root / "a.md").write_text("書き直した本文\n", encoding="utf-8")
    [result] = write_changes(site, [change])
    assert result == Failed("a.md", "changed while this ran; left as it is, run inject again")
    assert (site.root / "a.md").read_text(encoding="utf-8") == "書き直した本文\n"


def test_a_file_removed_between_plan_and_write_stays_removed(make_site, make_model):
    site = make_site({"a.md": "本文\n", "b.md": "本文\n"})
    change = plan(site, make_model({"a.md": {"b.md": 0.5}, "b.md": {}}))["a.md"]
    (site.root / "a.md").unlink()
    [result] = write_changes(site, [change])
    assert result == Failed("a.md", "vanished while this ran; left as it is, run inject again")
    assert [one.name for one in site.root.iterdir()] == ["b.md"]


def test_planning_writes_nothing(make_site, make_model):
    site = make_site({"a.md": "本文\n", "b.md": "本文\n"})
    plan(site, make_model({"a.md": {"b.md": 0.5}, "b.md": {}}))
    assert {one.name: one.read_bytes() for one in site.root.iterdir()} == dict.fromkeys(
        ("a.md", "b.md"), b"\xe6\x9c\xac\xe6\x96\x87\n"
    )


def test_progress_is_told_for_every_post_of_both_steps(make_site, make_model):
    told = []
    site = make_site({"a.md": "本文\n", "b.md": b"\xff"})
    list(plan_injection(site, make_model({"a.md": {}}), Settings(), progress=lambda *one: told.append(one)))
    assert told[:2] == [("reading", 1, 2), ("reading", 2, 2)]
    assert told[-1][1:] == (2, 2)


def test_a_post_deleted_after_training_is_not_linked(make_site, make_model):
    site = make_site({"a.md": "本文\n"})
    model = make_model({"a.md": {"gone.md": 0.9, "b.md": 0.5}, "b.md": {}, "gone.md": {}})
    (site.root / "b.md").write_text("本文\n", encoding="utf-8")
    assert "gone.md" not in plan(site, model)["a.md"].new
    assert "(b.md)" in plan(site, model)["a.md"].new
