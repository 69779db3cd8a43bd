"""Which files make a site Hugo's, and how its settings are joined."""

import contextlib

import pytest

from recommender.errors import SiteError
from recommender.settings import SiteSettings
from recommender.site.reader import open_site


@pytest.mark.parametrize(
    "files",
    [
        {"hugo.toml": ""},
        {"hugo.yaml": "title: 庭\n"},
        {"hugo.json": "{}"},
        {"config/_default/hugo.toml": ""},
        {"config.toml": "", "content/a.md": ""},
        {"config.yml": "", "content/a.md": ""},
        {"config/_default/config.toml": "", "content/a.md": ""},
    ],
    ids=lambda files: next(iter(files)),
)
def test_a_site_is_known_as_hugos_by_its_settings(write, files):
    assert open_site(write(files), SiteSettings()).generator.name == "hugo"


@pytest.mark.parametrize("files", [{"config.toml": ""}, {"content/a.md": ""}, {"config/app.yaml": "", "a.md": ""}])
def test_settings_or_content_alone_are_not_hugos(write, files):
    assert open_site(write(files), SiteSettings()).generator.name != "hugo"


@pytest.mark.parametrize(("name", "text"), [("hugo.toml", "title ="), ("hugo.yaml", "a: ["), ("hugo.json", "{")])
def test_settings_that_cannot_be_read_are_the_users_to_mend(write, name, text):
    with pytest.raises(SiteError, match=name):
        open_site(write({name: text}), SiteSettings())


def test_an_unknown_zone_is_the_users_to_mend(open_hugo):
    with pytest.raises(SiteError, match="Mars/Phobos"):
        open_hugo({}, config='timeZone = "Mars/Phobos"')


@pytest.mark.parametrize(
    "config",
    [
        *("languages = 5", "permalinks = 5", "taxonomies = []", "module = {mounts = 5}", "frontmatter = 1"),
        *("cascade = 'x'", "params = []", "uglyURLs = 'x'", "baseURL = 'http://[::1'", "[languages]\nja = 3"),
        *('[[cascade]]\n[cascade._target]\npath = "{{{,}"', "defaultContentLanguage = 3", "mainSections = {a = 1}"),
    ],
)
def test_odd_settings_are_read_or_refused_as_the_users_fault(open_hugo, config):
    with contextlib.suppress(SiteError):
        open_hugo({"content/posts/a.md": ""}, config=config).read("content/posts/a.md")


def test_files_of_the_config_folder_are_joined(open_hugo):
    site = open_hugo(
        {
            "config/_default/permalinks.toml": 'posts = "/p/:slug/"',
            "config/production/hugo.toml": 'baseURL = "https://mori.example/"',
            "content/posts/a.md": "---\nslug: niwa\n---\n",
        }
    )
    assert site.read("content/posts/a.md").post.url == "/p/niwa/"
    assert site.generator.hosts == {"mori.example"}


@pytest.mark.parametrize(
    "config",
    [
        "a: &a [x, x]\n"
        + "".join(f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=False)),
        "a: &a [*a, *a]\n",
        "a: &a {b: *a, c: *a}\n",
    ],
    ids=["millions by aliases", "a list within itself", "a table within itself"],
)
def test_settings_that_yaml_multiplies_cost_no_time(write, config):
    root = write({"hugo.yaml": config + "baseURL: https://niwa.example/\n", "content/a.md": "本文"})
    assert open_site(root, SiteSettings()).generator.hosts == {"niwa.example"}
