"""The addresses are those that Astro 5 gave the same files, the slugs those of github-slugger 2."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.errors import SiteError
from recommender.settings import SiteSettings
from recommender.site.generators.astro.generator import find_astro, slug_of
from recommender.site.reader import open_site
from recommender.site.text_file import MAX_BYTES
from tests.site.conftest import NOW

CONFIG = "export default defineConfig({ site: 'https://engawa.example' })\n"
NIWA = "src/content/blog/niwa.md"


@pytest.fixture
def read_astro(write, read_folder):
    def read(path=NIWA, front_matter="", *, config=CONFIG, routes=(), files=None, **site):
        write({"astro.config.mjs": config, **{f"src/pages/{route}": "" for route in routes}, **(files or {})})
        return read_folder(path, f"---\n{front_matter}\n---\n本文\n", **site)

    return read


@pytest.mark.parametrize("suffix", ["mjs", "ts", "js", "cjs"])
def test_astro_is_known_by_its_settings(write, suffix):
    site = open_site(write({f"astro.config.{suffix}": CONFIG, NIWA: ""}), SiteSettings())
    assert (site.generator.name, site.generator.hosts) == ("astro", {"engawa.example"})


def test_a_post_is_what_its_front_matter_says(read_astro):
    source = read_astro(front_matter="title: 庭の土\npubDate: 'Jul 08 2022'\ntags: [庭, 土]\ncategory: 花")
    post = source.post
    assert (post.title, post.tags, post.categories, source.body) == ("庭の土", ("庭", "土"), ("花",), "本文\n")
    assert f"{post.date:%Y-%m-%d}" == "2022-07-08"


@pytest.mark.parametrize("key", ["pubDate", "publishDate", "date", "publishedAt", "pubDatetime", "published"])
def test_the_date_is_found_under_the_names_that_themes_give_it(read_astro, key):
    assert f"{read_astro(front_matter=f'{key}: 2025-03-09').post.date:%Y-%m-%d}" == "2025-03-09"


@pytest.mark.parametrize(
    ("front_matter", "concealed"),
    [
        ("", None),
        ("draft: true", "draft"),
        ("published: 2025-03-09", None),
        ("published: false", "unpublished"),
        ("pubDate: 2099-01-01", "future"),
    ],
)
def test_what_themes_do_not_show_is_concealed(read_astro, front_matter, concealed):
    assert read_astro(front_matter=front_matter).post.concealed == concealed


@pytest.mark.parametrize(
    ("routes", "url"),
    [
        ([], "/blog/niwa/"),
        (["blog/[...slug].astro"], "/blog/niwa/"),
        (["blog/[slug]/index.astro"], "/blog/niwa/"),
        (["posts/[...id].astro"], "/posts/niwa/"),
        (["[...slug].astro"], "/niwa/"),
        (["blog/[page].astro", "tags/[tag].astro"], "/blog/niwa/"),
        (["[lang]/posts/[slug].astro"], "/blog/niwa/"),
        (["a/[slug].astro", "b/[slug].astro"], "/blog/niwa/"),
        (["_old/[slug].astro", "posts/[slug].astro", "about.astro"], "/posts/niwa/"),
    ],
)
def test_the_route_decides_what_stands_before_the_slug(read_astro, routes, url):
    assert read_astro(routes=routes).post.url == url


def test_the_route_that_asks_for_the_collection_is_its_own(read_astro):
    files = {
        "src/pages/articles/[...slug].astro": 'const all = await getCollection("blog")',
        "src/pages/blog/[...slug].astro": "const all = await getCollection('news')",
    }
    assert read_astro(files=files).post.url == "/articles/niwa/"


@pytest.mark.parametrize(
    ("config", "url"),
    [
        ("export default { site: 'https://engawa.example', base: '/docs' }", "/docs/blog/niwa/"),
        ('export default { "base": "docs/" }', "/docs/blog/niwa/"),
        ("export default { base: `docs`,\n trailingSlash: 'never' }", "/docs/blog/niwa"),
        ("export default {\n  // base: '/docs',\n}", "/blog/niwa/"),
        ("export default { base: process.env.BASE }", "/blog/niwa/"),
        ("export default { markdown: { database: '/x' } }", "/blog/niwa/"),
        ("", "/blog/niwa/"),
    ],
)
def test_the_projects_settings_decide_the_address(read_astro, config, url):
    assert read_astro(config=config).post.url == url


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("niwa", "niwa"),
        ("Niwa no Tsuchi", "niwa-no-tsuchi"),
        ("庭の土", "庭の土"),
        ("庭、土。！「水」", "庭土水"),
        ("v1.2_X", "v12_x"),
        ("a - b", "a---b"),
        ("ガーデン", "ガーデン"),
        ("2025/Niwa/index", "2025/niwa"),
        ("index", "index"),
        ("☀庭", "庭"),
        ("ガーデン①", "ガーデン"),
        ("Ⓐ庭Ⅳ", "ⓐ庭ⅳ"),
        ("か\u3099", "か\u3099"),
    ],
)
def test_a_slug_is_the_place_of_the_file_without_punctuation(name, slug):
    assert slug_of(name) == slug


@pytest.mark.parametrize(
    ("path", "front_matter", "url"),
    [
        ("src/content/blog/2025/Niwa.mdx", "", "/blog/2025/niwa/"),
        ("src/content/blog/niwa/index.md", "", "/blog/niwa/"),
        ("src/content/blog/index.md", "", "/blog/index/"),
        (NIWA, "slug: Own/Slug", "/blog/Own/Slug/"),
        ("src/pages/posts/Niwa no.md", "", "/posts/Niwa%20no/"),
        ("src/pages/posts/index.md", "", "/posts/"),
        ("src/pages/index.md", "", "/"),
    ],
)
def test_the_address_is_the_place_of_the_file_or_its_own_slug(read_astro, path, front_matter, url):
    assert read_astro(path, front_matter).post.url == url


def test_starlights_docs_are_at_the_root(read_astro):
    config = "export default defineConfig({ integrations: [starlight({ title: '庭' })] })"
    assert read_astro("src/content/docs/niwa/mizu.md", config=config).post.url == "/niwa/mizu/"


def test_a_collection_is_where_its_loader_says(read_astro):
    files = {"src/content.config.ts": "loader: glob({ pattern: '**/*.md', base: './src/data/blog' }), '../x', '/etc'"}
    assert read_astro("src/data/blog/niwa.md", files=files).post.url == "/blog/niwa/"


def test_settings_go_before_the_projects(read_astro):
    post = read_astro("posts/Niwa.md", "date: 2025-03-09", posts="posts", permalink="/:year/:slug").post
    assert post.url == "/2025/niwa"


def test_what_begins_with_an_underscore_is_no_post(write):
    names = [NIWA, "src/content/blog/_draft.md", "src/content/blog/_old/a.md", "src/pages/about.md", "README.md"]
    root = write({"astro.config.mjs": CONFIG, **dict.fromkeys([*names, "src/content/blog/a.png", "docs/a.md"], "")})
    assert open_site(root, SiteSettings()).files() == [NIWA, "src/pages/about.md"]


def test_mdx_is_known_as_mdx(read_astro):
    assert read_astro("src/content/blog/a.mdx").markup == "mdx"


def test_settings_that_cannot_be_read_are_the_users_to_mend(write):
    root = write({NIWA: ""})
    (root / "astro.config.mjs").touch()
    os.truncate(root / "astro.config.mjs", MAX_BYTES + 1)
    with pytest.raises(SiteError, match=r"astro\.config\.mjs"):
        open_site(root, SiteSettings())


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.text() | st.text().map(lambda text: f"---\nslug: {text}\npubDate: {text}\ntags: {text}\n---\n{text}"))
def test_for_every_text_reading_gives_a_post(tmp_path_factory, text):
    astro = find_astro(tmp_path_factory.getbasetemp(), SiteSettings(generator="astro"), NOW)
    assert astro.read(NIWA, text).post.url


@settings(deadline=None, max_examples=50, derandomize=True)
@given(st.text())
def test_for_every_text_of_settings_a_site_is_opened(tmp_path_factory, text):
    root = tmp_path_factory.getbasetemp() / "any-astro"
    root.mkdir(exist_ok=True)
    (root / "astro.config.mjs").write_bytes(f"site: '{text}', base: '{text}'".encode())
    assert open_site(root, SiteSettings()).generator.name == "astro"
