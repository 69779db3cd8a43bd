import pytest

from recommender.site.generators.hexo.config import find_posts_folder, is_hexo, read_config


@pytest.mark.parametrize(
    ("files", "hexo"),
    [
        ({"package.json": '{"hexo": {"version": "8.1.2"}}', "source/_posts/a.md": ""}, True),
        ({"package.json": '{"devDependencies": {"hexo": "8"}}', "source/_posts/a.md": ""}, True),
        ({"_config.yml": "new_post_name: :title.md\n", "a.md": ""}, True),
        ({"_config.yml": "root: /\ntheme_config: {}\n", "a.md": ""}, True),
        ({"_config.yml": "title: 庭\n", "source/_posts/a.md": ""}, True),
        ({"_config.yaml": "source_dir: src\n", "src/_posts/a.md": ""}, True),
        ({"package.json": '{"dependencies": {"hexo-util": "4"}}', "_posts/2025-01-01-a.md": ""}, False),
        ({"package.json": "{", "_posts/2025-01-01-a.md": ""}, False),
        ({"package.json": "[]", "a.md": ""}, False),
        ({"_config.yml": "source: source\nroot: /\n", "source/_posts/2025-01-01-a.md": ""}, False),
        ({"_config.yml": "title: 庭\n", "Gemfile": "", "source/_posts/2025-01-01-a.md": ""}, False),
        ({"_config.yml": "title: 庭\n", "_posts/2025-01-01-a.md": ""}, False),
        ({"source/_posts/2025-01-01-a.md": ""}, False),
        ({"_config.yml": "title: 庭\n", "a.md": ""}, False),
    ],
)
def test_a_hexo_site_is_known_by_its_own_files(write, files, hexo):
    assert is_hexo(write(files)) is hexo


@pytest.mark.parametrize(
    ("config", "files", "folder"),
    [
        ({"github": {"posts_dir": "articles"}}, ["articles/sub/a.md", "other/b.md"], "articles"),
        ({}, ["articles/sub/a.md", "source/about/index.md", "themes/x/README.md"], "articles"),
        ({"github": {"posts_dir": "articles"}}, ["articles/a.md", "source/_posts/b.md"], "source/_posts"),
        ({"posts_dir": "../out"}, ["articles/a.md"], "articles"),
        ({"posts_dir": "nowhere"}, ["a/a.md", "b/b.md"], "source/_posts"),
        ({}, ["a.md"], "source/_posts"),
    ],
)
def test_posts_that_the_build_copies_are_found_where_they_are_written(write, config, files, folder):
    assert find_posts_folder(write(dict.fromkeys(files, "")), config, "source") == folder


@pytest.mark.parametrize("text", ["", "# nothing", "- a list", "5"])
def test_a_config_that_says_nothing_is_empty(write, text):
    assert read_config(write({"_config.yml": text})) == {}


def test_a_config_may_be_json(write):
    assert read_config(write({"_config.json": '{"root": "/blog/"}'})) == {"root": "/blog/"}


def test_without_a_config_nothing_is_set(tmp_path):
    assert read_config(tmp_path) == {}


def test_a_config_that_cannot_be_read_tells_nothing_about_its_generator(write):
    assert not is_hexo(write({"_config.yml": "source_dir: ["}))
