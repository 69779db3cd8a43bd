"""`recommender inject` as a tool of scripts and builds."""

import json
import subprocess

import pytest
from click.testing import CliRunner, Result

from recommender.cli.console import open_console
from recommender.cli.inject_outcome import Outcome, print_outcome
from recommender.cli.main import cli
from recommender.injection.change import Change, Failed, Untouched
from recommender.injection.site_lock import lock_site

UME = "_posts/2024-06-10-ume-shigoto.md"


@pytest.fixture
def inject(training, example_folder, blog):
    def run(*arguments: object) -> Result:
        return CliRunner().invoke(cli, ["inject", str(blog), "--model", str(example_folder), *map(str, arguments)])

    return run


def changed_files(inject, *arguments) -> list[str]:
    return json.loads(inject("--json", *arguments).stdout)["files"]


def test_only_the_named_posts_are_seen_to(inject, blog):
    before = {file: file.read_bytes() for file in blog.rglob("*.md")}
    assert changed_files(inject, "--only", UME) == [UME]
    assert [file for file in before if file.read_bytes() != before[file]] == [blog / UME]
    assert changed_files(inject, "--only", "_posts/2024-*", "--check", "--remove") == [UME]


def test_a_name_of_no_post_writes_nothing(inject, blog):
    before = {file: file.read_bytes() for file in blog.rglob("*.md")}
    assert "none of the 70 posts" in str(inject("--only", "ume.md").exception)
    assert {file: file.read_bytes() for file in blog.rglob("*.md")} == before


def test_only_posts_that_changed_since_a_revision_are_seen_to(inject, blog):
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run(["git", "-c", "user.name=n", "-c", "user.email=e", *command], cwd=blog, check=True)
    assert changed_files(inject, "--since", "HEAD") == []
    (blog / UME).write_text((blog / UME).read_text(encoding="utf-8") + "\n追記。\n", encoding="utf-8")
    assert changed_files(inject, "--since", "HEAD", "--check") == [UME]
    assert changed_files(inject, "--since", "HEAD", "--only", "_posts/2026-*") == []


def test_a_diff_for_another_program_is_a_patch_that_gives_what_would_be_written(inject, blog):
    shown = inject("--diff").stdout
    patch = shown[: shown.rindex("\n", 0, -1) + 1].partition("left alone:")[0]
    subprocess.run(["git", "apply", "-"], input=patch.encode(), cwd=blog, check=True)
    assert changed_files(inject, "--check") == []


def test_check_with_diff_shows_the_patch_and_fails(inject):
    ran = inject("--check", "--diff", "--only", UME)
    assert ran.exit_code == 1
    assert f"+++ b/{UME}\n" in ran.stdout
    assert inject("--diff", "--only", UME).exit_code == 0


def test_one_file_that_cannot_be_written_costs_no_other(inject, blog):
    (blog / UME).chmod(0o444)
    ran = inject()
    assert ran.exit_code == 2
    assert f"NOT WRITTEN: {UME}: is read-only" in ran.stdout
    assert "1 could not be written" in ran.stdout
    told = json.loads(inject("--json").stdout)
    assert (told["changed"], [one["path"] for one in told["failed"]]) == (0, [UME])


def test_checking_waits_for_nobody(inject, blog):
    with lock_site(blog):
        assert inject("--check").exit_code == 1


def test_equal_reasons_are_told_once(capsys):
    untouched = [Untouched(f"{name}.html", "HTML") for name in "abcde"] + [Untouched("f.md", "not UTF-8")]
    changes = [Change("x.md", "a", "b"), Change("y.md", "a", "a", kept=True), Failed("z.md", "full")]
    print_outcome(open_console(), Outcome.of("write", [*untouched, *changes]))
    assert capsys.readouterr().out.splitlines() == [
        "left alone: a.html, b.html, c.html and 2 more: HTML",
        "left alone: f.md: not UTF-8",
        "NOT WRITTEN: z.md: full",
        "1 written, 1 unchanged, 6 left alone, 1 could not be written; "
        "1 keep a list that is hardly worse than the new one",
    ]


def test_many_reasons_are_cut(capsys):
    print_outcome(open_console(), Outcome.of("check", [Untouched(f"{n}.md", f"reason {n}") for n in range(12)]))
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 12
    assert lines[10] == "left alone: … and 2 more for other reasons; --json names them all"
