"""The settings to begin with."""

import re
import tomllib

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from recommender.cli.main import cli
from recommender.settings import Settings, SiteSettings, TextSettings, load_settings, parse_settings, settings_table
from recommender.site.post import Post
from recommender.site.reader import open_site
from recommender.starter import _aliases, starter_settings
from recommender.text.reading import read_site


@pytest.fixture
def starter(blog):
    site = open_site(blog, SiteSettings())
    return starter_settings(site, read_site(site, TextSettings()))


def test_it_changes_nothing(starter):
    assert settings_table(parse_settings(tomllib.loads(starter), "starter")) == settings_table(Settings())
    assert [line for line in starter.splitlines() if line and not line.startswith(("#", "["))] == []


def test_with_its_marks_taken_away_it_says_what_holds_without_it(starter):
    keys = re.sub(r"^# (?=\w+ = [^#]*(?:  .*)?$)", "", starter, flags=re.MULTILINE)
    table = tomllib.loads(keys)
    assert table["ranking"]["diversity"] == Settings().ranking.diversity
    assert table["inject"]["heading"] == Settings().inject.heading


def test_it_says_what_was_found(starter):
    assert "Found: 70 posts, read as jekyll" in starter
    assert "62 links in their texts lead to other posts" in starter
    assert "not recommended: draft" in starter


def test_tags_that_differ_in_marks_alone_are_proposed_as_one():
    posts = [
        Post(f"{i}.md", None, "", tags=tags) for i, tags in enumerate([("Node.js", "旅"), ("Node.js",), ("nodejs",)])
    ]
    assert list(_aliases(posts)) == ['"Node.js" = ["nodejs"]  # found on this blog']


@given(tags=st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), max_size=20))
def test_whatever_tags_there_are_the_proposals_are_toml(tags):
    lines = list(_aliases([Post(f"{i}.md", None, "", tags=one) for i, one in enumerate(tags)]))
    for line in lines:
        assert all(isinstance(value, list) for value in tomllib.loads(line).values())


def test_the_command_writes_once_and_never_over_a_file(blog):
    (blog / "recommender.toml").unlink(missing_ok=True)
    first = CliRunner().invoke(cli, ["init", str(blog), "--jobs", "1"])
    assert first.exit_code == 0, first.output
    written = (blog / "recommender.toml").read_text(encoding="utf-8")
    assert settings_table(load_settings(blog)) == settings_table(Settings())
    again = CliRunner().invoke(cli, ["init", str(blog)])
    assert again.exit_code != 0
    assert (blog / "recommender.toml").read_text(encoding="utf-8") == written
    printed = CliRunner().invoke(cli, ["init", str(blog), "--stdout", "--jobs", "1"])
    assert printed.output == written
