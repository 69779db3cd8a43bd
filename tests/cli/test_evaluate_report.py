"""`evaluate --report` as a user meets it."""

import json
import re
import sys

import pytest
from click.testing import CliRunner

from recommender.cli.main import cli
from recommender.errors import SettingsError


@pytest.fixture
def site(tmp_path):
    for i in range(6):
        text = f"---\ntitle: 題{i}\ntags: [梅]\n---\n梅と塩の話{i}。[これ](p{i ^ 1}.md)\n"
        (tmp_path / f"p{i}.md").write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(cli, ["evaluate", *map(str, arguments)])


def test_a_page_is_written_beside_the_json_and_says_the_same(site, tmp_path):
    report = tmp_path / "report.html"
    figures = json.loads(run(site, "--report", report, "--json").output)
    page = report.read_text(encoding="utf-8")
    assert f'<data value="{figures["scores"]["recommender"]["nDCG@10"]}">' in page
    # Measured though not asked for: the page shows it.
    assert figures["ablation"] is not None


def test_a_person_is_told_where_the_page_is(site, tmp_path):
    report = tmp_path / "report.html"
    assert f"report: {report}" in run(site, "--report", report).output


def test_letters_that_no_file_can_hold_are_replaced(site, tmp_path):
    (site / "p0.md").write_text('{"title": "半\\ud83d字", "tags": ["梅"]}\n梅。[これ](p1.md)\n', encoding="utf-8")
    result = run(site, "--report", tmp_path / "report.html")
    assert result.exit_code == 0
    assert "<bdi>半?字</bdi>" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_told_before_anything_is_measured(tmp_path):
    result = run(tmp_path / "no-such-site", "--report", tmp_path / "no" / "report.html")
    assert result.exit_code == 2
    assert re.search(r'found no folder "\S+no"; make it first', result.output)


def test_without_the_library_it_is_told_before_anything_is_measured(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    result = run(tmp_path / "no-such-site", "--report", tmp_path / "report.html")
    assert isinstance(result.exception, SettingsError)
    assert "pip install 'recommender[report]'" in str(result.exception)
