"""Links from post to post: written for where they stand, and read back."""

import pytest

from recommender.errors import SettingsError
from recommender.injection.generator_paths import GeneratorPaths
from recommender.injection.targets import Targets, open_targets
from recommender.settings import InjectSettings, Settings, SiteSettings
from recommender.site.post import Post

AT_THE_TOP = GeneratorPaths((), None, None)


def inject(links: str, url: str | None = None) -> Settings:
    return Settings(site=SiteSettings(url=url), inject=InjectSettings(links=links))


@pytest.fixture
def targets_to(make_model):
    """Make links to posts by `{path: url}`."""

    def make(urls, links="url", paths=AT_THE_TOP):
        return Targets(make_model({path: {} for path in urls}, urls=urls), links, paths)

    return make


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("a.md", "b.md", "b.md"),
        ("a.md", "memo/b.md", "memo/b.md"),
        ("memo/a.md", "b.md", "../b.md"),
        ("memo/a.md", "memo/b.md", "b.md"),
        ("x/y/a.md", "x/z/b.md", "../z/b.md"),
        ("a.md", "梅 (1).md", "%E6%A2%85%20%281%29.md"),
        ("a.md", "b.markdown", "b.markdown"),
    ],
)
def test_links_in_a_plain_folder_are_relative(targets_to, source, target, expected):
    assert targets_to({}).write(Post(target, "/" + target, "題"), source) == expected


@pytest.mark.parametrize("url", ["/2026/02/20/a/", "/blog/a.html", "/梅/"])
def test_links_to_a_generators_pages_are_their_addresses(targets_to, url):
    assert targets_to({}).write(Post("_posts/2026-02-20-a.md", url, "題"), "_posts/2026-01-01-b.md") == url


@pytest.mark.parametrize(
    ("path", "url"), [("memo/梅 (1).md", "/memo/梅 (1).md"), ("_posts/2026-02-20-a.md", "/blog/2026/02/20/a/")]
)
@pytest.mark.parametrize("source", ["a.md", "memo/a.md", "x/y/a.md"])
def test_a_link_is_read_back_from_where_it_stands(targets_to, path, url, source):
    targets = targets_to({"other.md": "/other.md", path: url})
    assert targets.read(targets.write(Post(path, url, "題"), source), source) == 1


def test_a_link_to_no_post_is_none(targets_to):
    assert targets_to({}).read("/gone/", "a.md") is None


JEKYLL = GeneratorPaths((("src", ""),), None, None)
HUGO = GeneratorPaths((("content", ""), ("content/en", ""), ("notes", "memo")), None, None)


@pytest.mark.parametrize(
    ("links", "paths", "path", "expected"),
    [
        ("post_url", JEKYLL, "src/_posts/2026-02-20-a.md", "{% post_url 2026-02-20-a %}"),
        ("post_url", JEKYLL, "src/_posts/2026/2026-02-20-a.markdown", "{% post_url 2026/2026-02-20-a %}"),
        ("post_url", JEKYLL, "src/blog/_posts/2026-02-20-梅.md", "{% post_url blog/2026-02-20-梅 %}"),
        ("post_url", JEKYLL, "src/_posts/2026-02-20-c++.md", "{% link _posts/2026-02-20-c++.md %}"),
        ("post_url", JEKYLL, "src/_docs/a.md", "{% link _docs/a.md %}"),
        ("post_url", JEKYLL, "src/_posts/2026-02-20-a b.md", "/u/"),
        ("post_url", JEKYLL, "src/_posts/2026-02-20-%}.md", "/u/"),
        ("ref", HUGO, "content/posts/a.md", '{{< ref "/posts/a.md" >}}'),
        ("ref", HUGO, "content/posts/梅/index.md", '{{< ref "/posts/梅/index.md" >}}'),
        ("ref", HUGO, "content/en/posts/a.md", '{{< ref "/posts/a.md" >}}'),
        ("ref", HUGO, "notes/a.md", '{{< ref "/memo/a.md" >}}'),
        ("ref", HUGO, 'content/posts/" >}}.md', "/u/"),
    ],
)
def test_a_tag_of_the_generator_names_the_post_where_it_can(targets_to, links, paths, path, expected):
    targets = targets_to({"other.md": "/other/", path: "/u/"}, links, paths)
    assert targets.write(Post(path, "/u/", "題"), "b.md") == expected
    assert targets.read(expected, "b.md") == 1


@pytest.mark.parametrize(("links", "generator"), [("post_url", "jekyll"), ("ref", "hugo")])
def test_a_tag_of_another_generator_is_refused(make_site, make_model, links, generator):
    with pytest.raises(SettingsError, match=rf"a tag of {generator}, but .* is read as folder"):
        open_targets(make_site({"a.md": "本文"}), make_model({"a.md": {}}), inject(links))


@pytest.mark.parametrize("url", ["https://blog.example", "https://blog.example/", "https://blog.example/memo/"])
def test_absolute_links_have_the_host_of_the_site_and_are_read_back(make_site, make_model, url):
    model = make_model({"a.md": {}, "b.md": {}}, urls={"a.md": "/memo/a/", "b.md": "/memo/b/"})
    targets = open_targets(make_site({"a.md": "本文"}), model, inject("absolute", url))
    assert targets.write(model.posts[1], "a.md") == "https://blog.example/memo/b/"
    assert targets.read("https://blog.example/memo/b/", "a.md") == 1
    assert targets.read("/memo/b/", "a.md") == 1
    assert targets.read("https://other.example/memo/b/", "a.md") is None


def test_absolute_links_without_a_host_are_refused(make_site, make_model):
    with pytest.raises(SettingsError, match=r'\[site\] url is ""; give the address of the blog'):
        open_targets(make_site({"a.md": "本文"}), make_model({"a.md": {}}), inject("absolute"))
