import os
from datetime import UTC, datetime

import pytest

from recommender.errors import SettingsError, SiteError
from recommender.settings import GENERATORS, SiteSettings
from recommender.site.post import Skipped
from recommender.site.reader import find_marker_nearby, open_site


@pytest.mark.parametrize(
    ("files", "generator"),
    [
        (["_posts/2025-01-01-a.md"], "jekyll"),
        (["_config.yml", "_posts/2025-01-01-a.md"], "jekyll"),
        (["_config.yml", "庭/_posts/2025-01-01-a.md"], "jekyll"),
        (["docs/_posts/2025-01-01-a.md"], "jekyll"),
        (["a.md"], "folder"),
        (["_config.yml", "a.md"], "folder"),
        (["source/_drafts/a.md"], "folder"),
    ],
)
def test_the_generator_is_known_by_its_files(write, files, generator):
    assert open_site(write(dict.fromkeys(files, "")), SiteSettings()).generator.name == generator


@pytest.mark.parametrize("generator", ["jekyll", "folder"])
def test_the_settings_name_the_generator(write, generator):
    root = write({"_posts/2025-01-01-a.md": ""})
    assert open_site(root, SiteSettings(generator=generator)).generator.name == generator


def test_a_folder_that_is_not_there_is_the_users_to_mend(tmp_path):
    with pytest.raises(SiteError, match="no such folder"):
        open_site(tmp_path / "none", SiteSettings())


def test_a_file_is_no_site(write):
    with pytest.raises(SiteError, match="is a file; give the folder that holds the blog"):
        open_site(write({"a.md": ""}) / "a.md", SiteSettings())


def test_a_folder_of_posts_that_is_not_there_is_the_settings_fault(write):
    with pytest.raises(SiteError, match=r"no folder artikles in it; mend \[site\] posts"):
        open_site(write({"articles/a.md": "庭"}), SiteSettings(posts="artikles"))


def test_a_permalink_with_an_unknown_placeholder_is_refused_with_the_known_ones(write):
    with pytest.raises(SettingsError, match=r'no placeholder ":yaer"; known are :year, :month'):
        open_site(write({"a.md": "庭"}), SiteSettings(permalink="/:yaer/:title/"))


@pytest.mark.parametrize("text", ["", "---\ntitle: 庭\n---\n", "---\ntitle: 庭\n---\n\n \n"])
def test_a_post_without_a_body_is_no_use_to_a_reader(write, text):
    assert open_site(write({"a.md": text}), SiteSettings()).read("a.md").post.withheld == "empty"


@pytest.mark.parametrize("generator", GENERATORS)
def test_an_empty_site_says_what_was_expected(tmp_path, generator):
    with pytest.raises(SiteError, match=rf"no posts found \(read as: {generator}\); expected"):
        open_site(tmp_path, SiteSettings(generator=generator)).files()


def test_a_site_of_one_post_has_one_file(write):
    assert open_site(write({"a.md": "庭"}), SiteSettings()).files() == ["a.md"]


def test_identical_posts_are_two_posts(write):
    site = open_site(write({"a.md": "庭", "b.md": "庭"}), SiteSettings())
    assert [site.read(path).post.url for path in site.files()] == ["/a.md", "/b.md"]


def test_a_file_that_cannot_be_a_post_is_skipped_with_the_reason(write):
    root = write({"a.md": ""})
    (root / "a.md").write_bytes("\ufeff庭".encode("utf-16-le") + b"\0")
    assert open_site(root, SiteSettings()).read("a.md") == Skipped(
        "a.md", "is UTF-16, expected UTF-8; convert it to UTF-8"
    )


@pytest.mark.parametrize("name", ["庭　土.md", "庭\u00a0土.md", "庭👩‍🌾.md"])
def test_wide_blanks_and_joined_emoji_may_stand_in_file_names(write, name):
    assert open_site(write({name: "庭"}), SiteSettings()).read(name).post.path == name


def test_two_troubles_of_a_post_are_both_told(write):
    root = write({"a.md": ""})
    (root / "a.md").write_bytes("---\ntitle: 庭\n\ttags: [土\n---\n水".encode() + b"\x83")
    trouble = open_site(root, SiteSettings()).read("a.md").trouble
    assert "0x83" in trouble
    assert "line 3" in trouble


def test_a_stray_byte_is_told_with_the_post(write):
    root = write({"a.md": ""})
    (root / "a.md").write_bytes(b"\x83\x65")
    assert "0x83" in open_site(root, SiteSettings()).read("a.md").trouble


@pytest.mark.parametrize(
    ("now", "concealed"), [(datetime(2025, 1, 1, tzinfo=UTC), "future"), (datetime(2025, 1, 3, tzinfo=UTC), None)]
)
def test_a_post_is_future_by_the_given_clock(write, now, concealed):
    site = open_site(write({"2025-01-02-a.md": ""}), SiteSettings(), now=now)
    assert site.read("2025-01-02-a.md").post.concealed == concealed


def test_the_sites_hosts_are_those_of_its_config_and_settings(write):
    root = write({"_config.yml": "url: https://engawa.example", "_posts/2025-01-01-a.md": ""})
    site = open_site(root, SiteSettings(url="https://www.other.example/"))
    assert site.generator.hosts == {"engawa.example", "other.example"}


@pytest.mark.parametrize(
    ("config", "folder"),
    [("_config.yml", "source: {}"), ("hugo.yaml", "contentDir: {}"), ("_config.yml", "source_dir: {}")],
)
def test_a_folder_of_the_settings_whose_name_no_file_system_takes_is_told_as_such(tmp_path, config, folder):
    (tmp_path / config).write_text(folder.format("a" * 5000), encoding="utf-8")
    with pytest.raises(SiteError, match=r"File name too long|no posts found") as error:
        open_site(tmp_path, SiteSettings()).files()
    assert len(str(error.value)) < 500


def test_a_package_file_that_is_a_pipe_does_not_hold_the_run(tmp_path):
    (tmp_path / "a.md").write_text("本文", encoding="utf-8")
    os.mkfifo(tmp_path / "package.json")
    assert open_site(tmp_path, SiteSettings()).files() == ["a.md"]


@pytest.mark.parametrize(("root", "found"), [("blog/_posts", True), (".", True), ("blog", False), ("else/deep", False)])
def test_settings_one_folder_away_are_found(write, root, found):
    site = write({"blog/_posts/a.md": "", "blog/_config.yml": "", "else/deep/a.md": ""})
    assert (find_marker_nearby(site / root) is not None) is found
