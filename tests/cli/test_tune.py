"""`recommender tune` as scripts rely on it: output, exit codes, what is written."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from recommender.cli.main import cli
from recommender.errors import GoldError, SettingsError
from recommender.settings import load_settings
from tests.tuning_blogs import write_blog

OWN = "# 自分の設定\n[ranking]\nlimit = 3  # three\n\n# その他\n[inject]\nlimit = 2\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["tune", *map(str, arguments), "--jobs", "1"], catch_exceptions=False)


@pytest.fixture
def gaining(tmp_path: Path) -> Path:
    site = write_blog(tmp_path / "site", links="of one tag")
    (site / "recommender.toml").write_text(OWN, encoding="utf-8")
    return site


def test_a_gain_is_shown_and_written_with_every_other_byte_kept(gaining):
    ran = run(gaining)
    assert ran.exit_code == 0
    assert "48 posts; 72 links between them" in ran.output
    for word in ("weights that ship", "weights of your links", "gain", "ships", "yours", "Written into"):
        assert word in ran.output
    assert (gaining / "recommender.toml").read_text("utf-8").startswith(f"{OWN}\n[ranking.weights]\ntext = ")
    settings = load_settings(gaining)
    assert settings.ranking.weights["tags"] > 0.15
    assert (settings.ranking.limit, settings.inject.limit) == (3, 2)


def test_a_dry_run_shows_the_same_and_writes_nothing(gaining):
    ran = run(gaining, "--dry-run")
    assert "Would be written into" in ran.output
    assert (gaining / "recommender.toml").read_text("utf-8") == OWN
    assert run(gaining).output.splitlines()[:-1] == ran.output.splitlines()[:-1]


def test_tuned_twice_is_tuned_once(gaining):
    run(gaining)
    once = (gaining / "recommender.toml").read_bytes()
    run(gaining)
    assert (gaining / "recommender.toml").read_bytes() == once


def test_json_is_json_alone(gaining):
    told = json.loads(run(gaining, "--json").output)
    assert (told["posts"], told["links"], told["is_gain"], told["written"]) == (48, 72, True, True)
    assert set(told["before"]) == {"mean", "low", "high"}
    assert dict(load_settings(gaining).ranking.weights) == told["tuned"]


def test_no_gain_beyond_doubt_changes_nothing_and_is_no_mistake(tmp_path):
    ran = run(write_blog(tmp_path / "site", links="at random"))
    assert ran.exit_code == 0
    assert "No gain beyond doubt: its interval is" in ran.output
    assert not (tmp_path / "site" / "recommender.toml").exists()


def test_too_few_links_are_a_mistake_of_one_line(tmp_path):
    with pytest.raises(GoldError, match="expected at least 50"):
        run(write_blog(tmp_path / "site", links="of one tag", posts=8))


def test_broken_settings_are_told_and_stay(gaining):
    (gaining / "recommender.toml").write_text("[ranking", encoding="utf-8")
    with pytest.raises(SettingsError, match="not valid TOML"):
        run(gaining)
    assert (gaining / "recommender.toml").read_text("utf-8") == "[ranking"
