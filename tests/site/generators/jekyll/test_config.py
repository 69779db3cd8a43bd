import pytest

from recommender.errors import SiteError
from recommender.site.generators.jekyll.config import read_config


@pytest.mark.parametrize(
    ("files", "source"),
    [
        ({"_config.yml": ""}, ""),
        ({"_config.yml": "source: ."}, ""),
        ({"_config.yml": "source: ./src/"}, "src"),
        ({"_config.yml": "source: src/site"}, "src/site"),
        ({"_config.yml": "source: /srv/jekyll"}, ""),
        ({"_config.yaml": "source: src"}, "src"),
        ({"_config.toml": 'source = "src"'}, "src"),
        ({"docs/_config.yml": "title: x"}, "docs"),
        ({"docs/_posts/a.md": ""}, "docs"),
        ({"_posts/a.md": "", "docs/_posts/a.md": ""}, ""),
        ({"_config.yml": "", "docs/_posts/a.md": ""}, ""),
        ({}, ""),
    ],
)
def test_the_source_is_what_the_config_says_else_where_it_stands(write, tmp_path, files, source):
    write(files)
    assert read_config(tmp_path).source == source


def test_a_source_outside_the_site_is_the_users_to_mend(write):
    with pytest.raises(SiteError, match=r'source is "\.\./x"'):
        read_config(write({"_config.yml": "source: ../x"}))


@pytest.mark.parametrize("name", ["_config.yml", "_config.toml"])
def test_a_config_that_cannot_be_parsed_is_the_users_to_mend(write, name):
    with pytest.raises(SiteError, match="cannot be read as"):
        read_config(write({name: "a: [\n= b"}))


@pytest.mark.parametrize(
    ("config", "templates"),
    [
        ("permalink: /:title/", {"posts": "/:title/"}),
        ("permalink: none", {"posts": "/:categories/:title:output_ext"}),
        ("permalink: /x\ncollections: {posts: {permalink: none}}", {"posts": "none"}),
        ("permalink: /x\ncollections: {a: {output: true}}", {"posts": "/x", "a": "/:collection/:path"}),
        ("permalink: /x\ncollections: {a: {output: true, permalink: pretty}}", {"posts": "/x", "a": "pretty"}),
        ("permalink: /x\ncollections: {a: {output: false}, b: {}, c: , d: 5}", {"posts": "/x"}),
        ("permalink: /x\ncollections: {'a b庭': {output: true, permalink: /y}}", {"posts": "/x", "ab": "/y"}),
        ("permalink: /x\ncollections: {庭: {output: true}, data: {output: true}}", {"posts": "/x"}),
        ("permalink: /x\ncollections: [a, b]", {"posts": "/x"}),
    ],
)
def test_collections_that_are_written_out_have_a_template(write, config, templates):
    assert read_config(write({"_config.yml": config})).templates() == templates


@pytest.mark.parametrize(
    ("config", "suffixes"),
    [("", {".markdown", ".mkdown", ".mkdn", ".mkd", ".md"}), ("markdown_ext: md,TXT", {".md", ".txt"})],
)
def test_the_config_may_name_other_suffixes_of_markdown(write, config, suffixes):
    assert read_config(write({"_config.yml": config})).markdown_suffixes() == suffixes


def test_a_config_with_keys_of_hexo_is_hexos(write):
    assert read_config(write({"_config.yml": "source_dir: source"})).is_hexos
    assert not read_config(write({"_config.yml": "source: src"})).is_hexos
