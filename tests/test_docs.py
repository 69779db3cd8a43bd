"""What the documents promise is there."""

import dataclasses
import json
import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from recommender.cli.main import COMMANDS, cli
from recommender.injection.inject import plan_injection
from recommender.model.answer import related_answer
from recommender.ranking.blend import default_weights
from recommender.settings import Settings, SiteSettings, parse_settings, settings_table
from recommender.site.reader import open_site

ROOT = Path(__file__).parent.parent
READMES = ["README.md", "README.ja.md"]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("readme", READMES)
def test_every_command_stands_in_the_readme(readme):
    assert set(re.findall(r"^recommender (\w+)", text_of(readme), re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("readme", READMES)
def test_links_of_the_readme_lead_to_files(readme):
    targets = re.findall(r"\]\(([^)/#:][^)#:]*)\)", text_of(readme))
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("readme", READMES)
def test_the_weights_that_the_readme_shows_are_the_defaults(readme):
    shown = re.search(r"weights: (.+)", text_of(readme))[1]
    assert shown == ", ".join(f"{name} {weight:.2f}" for name, weight in default_weights().items())


@pytest.mark.parametrize("readme", READMES)
def test_the_dry_run_that_the_readme_shows_is_what_is_printed(readme):
    command, *shown, _ = re.search(r"^\$ (recommender train .*?)^```", text_of(readme), re.M | re.S)[1].splitlines()
    printed = CliRunner().invoke(cli, command.split()[1:]).output
    assert "\n".join(line.rstrip() for line in printed.splitlines()).startswith("\n".join(shown))


def test_the_evaluation_that_the_readme_shows_is_what_is_printed():
    command, shown = re.search(r"^\$ (recommender evaluate .*?)\n(.*?)^…", text_of("README.md"), re.M | re.S).groups()
    printed = CliRunner().invoke(cli, command.split()[1:]).output
    # Where the optional peers are installed, they widen the first column.
    words = {" ".join(line.split()) for line in printed.splitlines()}
    assert {" ".join(line.split()) for line in shown.splitlines()} <= words


@pytest.mark.parametrize("readme", READMES)
def test_the_list_that_the_readme_shows_is_the_one_that_is_printed(readme, model):
    shown = re.findall(r"^\d  (0\.\d{4})  (\S+) +(\S+)  (#.+)$", text_of(readme), re.MULTILINE)
    items = model.related(model.names.find("oze"), limit=2)
    assert shown == [
        (f"{one.score:.4f}", one.post.title, "・".join(one.terms), " ".join(f"#{tag}" for tag in one.tags))
        for one in items
    ]


def test_the_answer_that_the_readme_shows_is_the_one_that_is_given(model):
    shown = json.loads(re.search(r"^\{\"post\".+?^ \"model\".+?$", text_of("README.md"), re.MULTILINE | re.DOTALL)[0])
    answer = related_answer(model, model.names.find("ume-shigoto"), limit=1)
    # The version changes with that of every library.
    assert (shown["post"], shown["related"]) == (answer["post"], answer["related"])
    assert set(shown["model"]) == set(answer["model"])


def test_the_block_that_the_readme_shows_is_the_one_that_is_written(blog, example_folder, model):
    changes = plan_injection(open_site(blog, SiteSettings()), model, Settings())
    new = next(one.new for one in changes if one.path == "_posts/2026-01-24-seishun18.md")
    for readme in READMES:
        shown = re.search(r"```markdown\n(.+?)```", text_of(readme), re.DOTALL)[1]
        assert new.endswith(shown)


def test_the_example_settings_are_the_defaults():
    example = tomllib.loads(text_of("recommender/settings/example.toml"))
    assert settings_table(parse_settings(example, "example")) == settings_table(Settings())


def test_the_example_settings_name_every_key_and_every_one_can_be_used():
    lines = (re.sub(r"^# (?=\w+ = )", "", line) for line in text_of("recommender/settings/example.toml").splitlines())
    example = tomllib.loads("\n".join(lines))
    parse_settings(example, "example")
    for section in dataclasses.fields(Settings):
        known = {field.name for field in dataclasses.fields(getattr(Settings(), section.name))}
        named = set(example[section.name]) if section.name != "tags" else {"alias"}
        assert named == known, section.name


def test_the_model_page_names_every_file_of_a_model(training):
    page = text_of("models/README.md")
    assert [name for name in training.manifest.files if name not in page] == []


def test_the_project_is_importable_as_the_readme_of_the_package_says():
    import recommender

    assert recommender.__all__ == ["load", "train"]
    assert callable(recommender.load)
    assert callable(recommender.train)
    with pytest.raises(AttributeError, match="no attribute 'fit'"):
        recommender.fit  # noqa: B018
