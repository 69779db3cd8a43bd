"""The commands as scripts rely on them: output, exit codes, one line for a mistake."""

import csv
import io
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import EXAMPLE

UME = "/2024/06/10/ume-shigoto/"


def run(*arguments: object, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "recommender", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, **environment},
        check=False,
    )


@pytest.fixture(scope="session")
def folder(training, example_folder) -> Path:
    return example_folder


def test_train_says_what_was_read_what_is_hidden_and_what_to_do_next(tmp_path):
    ran = run("train", EXAMPLE, "--model", tmp_path / "m")
    assert ran.returncode == 0, ran.stderr
    assert "70 posts read (as jekyll), 0 files skipped" in ran.stdout
    assert "3 not recommended: draft" in ran.stdout
    assert "recommender inject" in ran.stdout
    assert ran.stdout.count("あわせて読みたい") == 3
    assert ran.stderr == "", "no progress bars where there is no terminal"


def test_train_without_a_model_option_uses_the_name_of_the_site(tmp_path, blog):
    assert run("train", blog, cwd=tmp_path).returncode == 0
    assert (tmp_path / "models" / "blog" / "manifest.json").is_file()
    assert run("related", UME, cwd=tmp_path).returncode == 0, "the only model there is needs no name"


def test_a_dry_run_shows_how_posts_are_read_and_makes_nothing(tmp_path):
    ran = run("train", EXAMPLE, "--model", tmp_path / "m", "--dry-run", "--samples", "70", COLUMNS="200")
    assert "70 posts read (as jekyll), 0 files skipped" in ran.stdout
    assert "links between posts   62" in ran.stdout
    assert "/2024/06/10/ume-shigoto/" in ran.stdout
    assert not (tmp_path / "m").exists()


def test_a_dry_run_lists_every_post_as_json(tmp_path):
    read = json.loads(run("train", EXAMPLE, "--dry-run", "--json", cwd=tmp_path).stdout)
    post = next(one for one in read["read"] if one["path"] == "_posts/2024-06-10-ume-shigoto.md")
    assert (read["posts"], len(read["read"]), read["links"]) == (70, 70, 62)
    assert (post["url"], post["title"], post["date"][:10], post["language"]) == (
        "/2024/06/10/ume-shigoto/",
        "梅仕事、ことしは三キロ",
        "2024-06-10",
        "ja",
    )
    assert list(tmp_path.iterdir()) == []


def test_train_json_is_json_alone(tmp_path):
    ran = run("train", EXAMPLE, "--model", tmp_path / "m", "--json")
    summary = json.loads(ran.stdout)
    assert (summary["posts"], summary["not_recommended"]["draft"], summary["skipped"]) == (70, 3, [])


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path, blog):
    (blog / "_posts" / "2026-01-01-utf16.md").write_bytes("題".encode("utf-16") + b"\0")
    (blog / "_posts" / "memo.md").write_text("日付なし", encoding="utf-8")
    ran = run("train", blog, "--model", tmp_path / "m")
    assert ran.returncode == 0
    assert "70 posts read (as jekyll), 2 files skipped" in ran.stdout
    assert "_posts/2026-01-01-utf16.md: is UTF-16, expected UTF-8; convert it to UTF-8" in ran.stdout
    assert "_posts/memo.md: no date in the file name; Jekyll wants YYYY-MM-DD-title.md" in ran.stdout


def test_the_same_site_gives_the_same_bytes_whatever_the_jobs_and_the_hash_seed(tmp_path):
    outputs = []
    for jobs, seed in ((1, "1"), (2, "2")):
        model = tmp_path / f"m{jobs}"
        assert run("train", EXAMPLE, "--model", model, "--jobs", jobs, PYTHONHASHSEED=seed).returncode == 0
        outputs.append(run("export", "--model", model, "-k", 20).stdout)
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize("name", [UME, "_posts/2024-06-10-ume-shigoto.md", "ume-shigoto", "2024-06-10-ume-shigoto"])
def test_related_knows_a_post_by_any_of_its_names(folder, name):
    answer = json.loads(run("related", name, "--model", folder, "--json").stdout)
    assert answer["post"]["url"] == UME
    assert len(answer["related"]) == 5
    assert set(answer["related"][0]) == {"path", "url", "title", "score", "source", "signals", "reasons"}


def test_related_shows_a_table_with_the_reasons(folder):
    shown = run("related", "ume-shigoto", "--model", folder, "-k", 2).stdout
    assert "新しょうがの甘酢漬け" in shown
    assert "#保存食" in shown


def test_a_draft_sees_its_own_list(folder):
    assert json.loads(run("related", "yakushima", "--model", folder, "--json").stdout)["related"]


def test_export_has_one_line_a_post_in_the_sites_order(folder):
    entries = [json.loads(line) for line in run("export", "--model", folder).stdout.splitlines()]
    paths = [entry["path"] for entry in entries]
    assert len(paths) == 70
    assert paths == sorted(paths)
    urls = {entry["url"] for entry in entries if entry["url"]}
    for entry in entries:
        for item in entry["related"]:
            assert item["url"] in urls
            assert item["path"] != entry["path"]
            assert not item["path"].startswith("_drafts/")


def test_export_knows_other_formats(folder):
    table = list(csv.DictReader(io.StringIO(run("export", "--model", folder, "--format", "csv", "-k", 1).stdout)))
    assert table[0]["rank"] == "1"
    run_file = run("export", "--model", folder, "--format", "trec", "-k", 2).stdout.splitlines()
    assert all(len(line.split()) == 6 for line in run_file)
    assert len(json.loads(run("export", "--model", folder, "--format", "json").stdout)) == 70


def test_a_title_that_begins_like_a_formula_is_text_in_a_spreadsheet(tmp_path):
    (tmp_path / "site").mkdir()
    for name in "ab":
        (tmp_path / "site" / f"{name}.md").write_text(f'---\ntitle: "=1+1 {name}"\n---\n梅{name * 3}', encoding="utf-8")
    run("train", tmp_path / "site", "--model", tmp_path / "m")
    table = csv.DictReader(io.StringIO(run("export", "--model", tmp_path / "m", "--format", "csv").stdout))
    assert [row["related_title"] for row in table] == ["'=1+1 b", "'=1+1 a"]


def test_export_writes_a_file_whole_or_not_at_all(folder, tmp_path):
    assert run("export", "--model", folder, "--out", tmp_path / "lists.jsonl").returncode == 0
    assert len((tmp_path / "lists.jsonl").read_text(encoding="utf-8").splitlines()) == 70
    assert run("export", "--model", folder, "--out", tmp_path / "none" / "lists.jsonl").returncode == 2
    assert [one.name for one in tmp_path.iterdir()] == ["lists.jsonl"]


def test_export_writes_the_services_answers_for_a_site_without_one(folder, tmp_path):
    ran = run("export", "--model", folder, "--format", "static", "--out", tmp_path / "site", "-k", 2)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "66 written, 0 removed" in ran.stderr
    assert len(list((tmp_path / "site" / "related").iterdir())) == 67
    nowhere = run("export", "--model", folder, "--format", "static")
    assert (nowhere.returncode, "name the folder of the site with --out" in nowhere.stderr) == (2, True)


def test_inject_writes_checks_shows_and_removes(folder, blog):
    before = {file: file.read_bytes() for file in blog.rglob("*.md")}
    inject = ("inject", blog, "--model", folder)
    assert run(*inject, "--check").returncode == 1
    assert "+### あわせて読みたい" in run(*inject, "--diff").stdout
    assert {file: file.read_bytes() for file in blog.rglob("*.md")} == before
    assert "written" in run(*inject).stdout
    assert run(*inject, "--check").returncode == 0
    assert json.loads(run(*inject, "--json").stdout)["changed"] == 0
    run(*inject, "--remove")
    changed = [file.name for file in before if file.read_bytes() != before[file]]
    assert changed == ["2025-12-13-kyoto-asa-ichi.md"], "only the post that had an old block is not as before"


def test_every_link_of_an_injected_block_leads_to_a_post(folder, blog, model):
    run("inject", blog, "--model", folder)
    for file in (blog / "_posts").glob("*.md"):
        block = file.read_text(encoding="utf-8").partition("### あわせて読みたい")[2]
        for line in block.splitlines():
            if line.startswith("- ["):
                assert model.names.by_url(line.rpartition("](")[2].rstrip(")")) is not None, line


def test_evaluate_prints_ours_beside_what_blogs_have_today():
    shown = run("evaluate", EXAMPLE).stdout
    names = [line.split("  ")[0] for line in shown.splitlines()]
    for name in ("recommender", "textbook TF-IDF", "shared tags", "Hugo", "newest", "random"):
        assert names.count(name) >= 2, name
    assert max(map(len, shown.splitlines())) <= 120
    figures = json.loads(run("evaluate", EXAMPLE, "--json").stdout)
    assert "nDCG@10" in figures["scores"]["recommender"]
    assert len(figures["intervals"]["newest"]["MRR"]) == 2


def test_evaluate_shows_what_each_signal_brings():
    shown = run("evaluate", EXAMPLE, "--ablation", "--past-only").stdout
    assert "without title_covered_by_text" in shown
    assert "older posts only" in shown


def test_evaluate_fails_with_one_line_where_a_figure_is_too_low():
    passed = run("evaluate", EXAMPLE, "--fail-under", "ndcg@10=0.3", "--fail-under", "MRR=0.3", "--json")
    assert (passed.returncode, passed.stderr) == (0, "")
    failed = run("evaluate", EXAMPLE, "--fail-under", "nDCG@10=0.99", "--json")
    assert failed.returncode == 1
    assert failed.stderr.startswith("recommender: nDCG@10 is 0.")
    assert failed.stderr.endswith(", expected 0.99 or more\n")
    assert json.loads(failed.stdout)["queries"]


def test_evaluate_writes_runs_that_are_gold_again(tmp_path):
    assert run("evaluate", EXAMPLE, "--run", tmp_path / "runs").returncode == 0
    assert {"qrels", "recommender.run", "shared-tags.run"} <= {one.name for one in (tmp_path / "runs").iterdir()}
    links, qrels = (
        json.loads(run("evaluate", EXAMPLE, "--json", *gold).stdout)["scores"]["recommender"]
        for gold in ((), ("--gold", tmp_path / "runs" / "qrels"))
    )
    assert links == qrels


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["train", "no-such-folder"], "no-such-folder: no such folder; give the folder that holds the blog"),
        (["train", "."], "no posts found (read as: folder)"),
        (["related", "x", "--model", "nowhere"], "no model here; run `recommender train` first"),
        (["related", "x", "-k", "0"], "Invalid value for '-k'"),
        (["inject", "."], "no model here"),
        (["evaluate", "."], "no posts found"),
        (["evaluate", ".", "--fail-under", "nDCG@7=1"], 'found "nDCG@7=1", expected one of nDCG@3, nDCG@5'),
        (["evaluate", ".", "--fail-under", "MRR"], 'found "MRR", expected one of'),
        (["tarin"], "No such command 'tarin'"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(tmp_path, arguments, told):
    ran = run(*arguments, cwd=tmp_path)
    assert ran.returncode == 2
    assert told in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert ran.stdout == ""


def test_a_misspelt_setting_is_told_with_the_right_one(blog, tmp_path):
    (blog / "recommender.toml").write_text("[ranking]\ntreshold = 0.1\n", encoding="utf-8")
    ran = run("train", blog, "--model", tmp_path / "m")
    assert ran.returncode == 2
    assert 'unknown key "ranking.treshold"; did you mean "threshold"?' in ran.stderr


def test_a_misspelt_post_is_told_with_the_right_one(folder):
    assert 'did you mean "ume-shigoto"?' in run("related", "ume-sigoto", "--model", folder).stderr


def test_output_is_utf_8_whatever_the_locale(folder):
    shown = run("related", "ume-shigoto", "--model", folder, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="")
    assert "梅仕事" in shown.stdout


@pytest.mark.parametrize("command", ["export", "inject examples/blog --diff"])
def test_a_reader_that_has_seen_enough_is_no_error(folder, command):
    script = f"set -o pipefail; {sys.executable} -m recommender {command} --model {folder} | head -c 10"
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, cwd=EXAMPLE.parent.parent)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_every_command_has_help_with_an_example():
    from recommender.cli.main import COMMANDS

    for command in COMMANDS:
        assert f"recommender {command}" in run(command, "--help").stdout.partition("Example:")[2]


def test_settings_of_the_site_reach_the_lists(blog, tmp_path):
    ranking, rules = "[ranking]\nlimit = 2\nfallback = []\n", '[rules]\nnever = ["ume-shigoto"]\n'
    toml = ranking + rules + '[inject]\nheading = "つぎに読む"\nlimit = 1\n'
    (blog / "recommender.toml").write_text(toml, encoding="utf-8")
    run("train", blog, "--model", tmp_path / "m")
    assert UME not in [
        item["url"]
        for line in run("export", "--model", tmp_path / "m", "-k", 20).stdout.splitlines()
        for item in json.loads(line)["related"]
    ]
    run("inject", blog, "--model", tmp_path / "m")
    post = (blog / "_posts" / "2024-05-18-ichiban-dashi.md").read_text(encoding="utf-8")
    assert post.partition("### つぎに読む")[2].count("- [") == 1


def test_without_a_command_the_help_is_shown():
    ran = run()
    assert ran.returncode == 0
    assert "Commands:" in ran.stdout


def test_a_full_disk_behind_the_output_is_one_line(folder):
    command = f"{sys.executable} -m recommender export --model {folder} > /dev/full"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert "cannot write the output" in ran.stderr


def test_export_follows_a_link_and_keeps_the_files_mode(folder, tmp_path):
    (tmp_path / "real").write_text("old", encoding="utf-8")
    (tmp_path / "real").chmod(0o600)
    (tmp_path / "link").symlink_to("real")
    run("export", "--model", folder, "--out", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text(encoding="utf-8").startswith("{")
    assert (tmp_path / "real").stat().st_mode & 0o777 == 0o600


def test_an_address_in_use_is_one_line(folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = run("serve", "--model", folder, "--port", taken.getsockname()[1])
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert "cannot listen there" in ran.stderr


def test_evaluate_by_clicks_tells_what_was_seen_and_how_places_count(tmp_path):
    shown = ["_posts/2024-05-18-ichiban-dashi.md", "_posts/2025-05-25-shinshoga-amazu.md"]
    post = "_posts/2024-06-10-ume-shigoto.md"
    events = [
        {"type": "impression", "post": post, "related": shown},
        {"type": "click", "post": post, "target": shown[1], "position": 2},
    ]
    (tmp_path / "events.jsonl").write_text("\n".join(map(json.dumps, events)), encoding="utf-8")
    told = run("evaluate", EXAMPLE, "--clicks", tmp_path / "events.jsonl").stdout
    assert "1 links that readers clicked" in told
    assert "1 lists seen, 1 clicks" in told
    assert "Share of the first ten" in told


def test_evaluate_lets_only_newer_posts_ask_where_it_is_told_so():
    whole, newer = (
        json.loads(run("evaluate", EXAMPLE, "--json", *since).stdout) for since in ((), ("--since", "2025-06-01"))
    )
    assert 0 < newer["queries"] < whole["queries"]
    assert run("evaluate", EXAMPLE, "--since", "2030-01-01").returncode == 2


def test_serve_tells_what_an_origin_looks_like(folder):
    ran = run("serve", "--model", folder, RECOMMENDER_ORIGINS="https://blog.example blog.example")
    assert ran.returncode == 2
    assert ran.stderr == (
        'recommender: origin is "blog.example", expected the like of "https://blog.example", or "*" for all pages\n'
    )


def test_the_shell_completes_commands():
    asked = {"_RECOMMENDER_COMPLETE": "bash_complete", "COMP_WORDS": "recommender pre", "COMP_CWORD": "1"}
    assert run(**asked).stdout == "plain,preview\n"
