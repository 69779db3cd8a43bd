"""What a post was read from is known by its digest: another one for whatever would be read otherwise."""

from datetime import UTC, datetime, timedelta

import pytest

from recommender.settings import SiteSettings
from recommender.site.digests import digest_file, digest_files, digest_generator
from recommender.site.reader import open_site

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def generator_digest(folder, now=NOW, **settings):
    return digest_generator(open_site(folder, SiteSettings(**settings), now=now).generator)


@pytest.fixture
def hugo(tmp_path):
    """A Hugo site in whose settings stands a pattern of many folders."""
    (tmp_path / "content").mkdir()

    def write(last_folder):
        folders = ",".join([*(f"/a-b-c-{number}/**" for number in range(12)), f"/{last_folder}/**"])
        (tmp_path / "hugo.toml").write_text(
            f'[[cascade]]\ndraft = true\n[cascade._target]\npath = "{{{folders}}}"\n', encoding="utf-8"
        )
        return tmp_path

    return write


def test_a_change_of_the_generators_settings_is_seen_to_the_last_letter(hugo):
    first = generator_digest(hugo("niwa"))
    assert generator_digest(hugo("hana")) != first
    assert generator_digest(hugo("niwa")) == first


def test_the_clock_is_no_setting_and_the_zone_is_one(tmp_path):
    first = generator_digest(tmp_path)
    assert generator_digest(tmp_path, now=NOW + timedelta(days=1)) == first
    assert generator_digest(tmp_path, timezone="UTC") != first


def test_a_files_digest_follows_its_text_and_the_table_beside_it(tmp_path):
    post = tmp_path / "a.md"
    digests = set()
    for content in ("庭", "土", "庭"):
        post.write_text(content, encoding="utf-8")
        digests.add(digest_file(tmp_path, "a.md"))
    for table in ("{}", "[]"):
        (tmp_path / "a.json").write_text(table, encoding="utf-8")
        digests.add(digest_file(tmp_path, "a.md"))
    post.unlink()
    digests.add(digest_file(tmp_path, "a.md"))
    assert len(digests) == 5


def test_threads_give_each_file_its_own_digest(tmp_path):
    for number in range(400):
        (tmp_path / f"{number}.md").write_text(f"庭 {number}", encoding="utf-8")
    site = open_site(tmp_path, SiteSettings(), now=NOW)
    assert digest_files(site, jobs=4) == {path: digest_file(tmp_path, path) for path in site.files()}
