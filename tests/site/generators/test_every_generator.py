"""What means the same under every generator: `[site]` of the settings, and the keys that all front matter shares."""

import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from recommender.settings import GENERATORS, SiteSettings
from recommender.site.post import Post
from recommender.site.reader import open_site
from tests.site.conftest import NOW

YAML = "---\ntitle: 庭\ndate: {date}\n{keys}\n---\n本文\n"
PAGE = '<title>庭</title><meta name="date" content="{date}"><article>本文</article>'


@dataclass(frozen=True)
class Blog:
    """A blog of one post: its own settings, where the post stands, and what is in it."""

    folder: str
    text: str = YAML
    name: str = "niwa-no-tsuchi.md"
    settings: Mapping[str, str] | None = None

    def files(self, folder: str, *, date: str = "2025-03-09 01:00:00", keys: str = "") -> dict[str, str]:
        """Give the blog's files with the post in a folder."""
        return {f"{folder}/{self.name}": self.text.format(date=date, keys=keys), **(self.settings or {})}


BLOGS = {
    "jekyll": Blog("_posts", name="2025-03-09-niwa-no-tsuchi.md", settings={"_config.yml": "timezone: Etc/UTC"}),
    "hugo": Blog("content/posts", settings={"hugo.toml": 'timeZone = "Etc/UTC"'}),
    "hexo": Blog("source/_posts", settings={"_config.yml": "new_post_name: :title.md\nfuture: false"}),
    "zenn": Blog("articles", YAML.replace("date:", "published: true\ntopics: []\nemoji: 🌱\npublished_at:")),
    "hatena": Blog("entry", YAML.replace("date:", "EditURL: x\nURL: https://engawa.example/entry/niwa\nDate:")),
    "astro": Blog("src/content/blog", settings={"astro.config.mjs": ""}),
    "html": Blog("blog", PAGE, name="niwa-no-tsuchi.html"),
    "folder": Blog("notes"),
}
each_generator = pytest.mark.parametrize("generator", GENERATORS)


@pytest.fixture
def read_blog(write: Callable[..., Path]) -> Callable[..., Post]:
    """Read the one post of a generator's blog."""

    def read(generator: str, /, keys: str = "", *, folder: str = "", **settings: object) -> Post:
        blog = BLOGS[generator]
        date = {"date": str(settings.pop("date"))} if "date" in settings else {}
        files = blog.files(folder or blog.folder, keys=keys, **date)
        site = open_site(write(files), SiteSettings(**settings), now=NOW)
        assert site.generator.name == generator
        (path,) = site.files()
        return site.read(path).post

    return read


@each_generator
def test_a_folder_of_posts_is_read_whatever_its_name(read_blog, generator):
    if generator == "jekyll":
        pytest.skip("Jekyll's posts are in _posts and nowhere else")
    post = read_blog(generator, folder="deep/_memo", posts="./deep/_memo/", generator=generator)
    assert post.path == f"deep/_memo/{BLOGS[generator].name}"
    assert "deep" not in post.url


@each_generator
def test_files_of_a_glob_are_no_posts(write, generator):
    blog = BLOGS[generator]
    root = write({**blog.files(blog.folder), **blog.files(f"{blog.folder}/mizu")})
    site = open_site(root, SiteSettings(generator=generator, exclude=(f"{blog.folder}/mizu",)))
    assert site.files() == [f"{blog.folder}/{blog.name}"]


@each_generator
@pytest.mark.parametrize(("future", "concealed"), [(None, "future"), (False, "future"), (True, None)])
def test_posts_of_tomorrow_are_concealed_unless_the_settings_publish_them(read_blog, generator, future, concealed):
    assert read_blog(generator, date="2026-11-02", future=future).concealed == concealed


@each_generator
def test_dates_are_in_the_zone_of_the_settings(read_blog, generator):
    date = read_blog(generator, timezone="Asia/Kolkata").date
    assert date.utcoffset().total_seconds() == 5.5 * 3600


@each_generator
def test_the_host_of_the_settings_is_the_sites(write, generator):
    blog = BLOGS[generator]
    root = write(blog.files(blog.folder))
    site = open_site(root, SiteSettings(generator=generator, url="https://www.engawa.example/"))
    assert "engawa.example" in site.generator.hosts


@each_generator
def test_a_permalink_of_the_settings_goes_before_the_generators_own(read_blog, generator):
    assert read_blog(generator, permalink="/p/:year/").url == "/p/2025/"


@each_generator
def test_an_opened_site_is_handed_to_worker_processes(write, generator):
    site = open_site(write(BLOGS[generator].files(BLOGS[generator].folder)), SiteSettings(), now=NOW)
    assert pickle.loads(pickle.dumps(site)) == site


@pytest.mark.parametrize("generator", [one for one in GENERATORS if one != "html"])
@pytest.mark.parametrize(
    ("keys", "attribute", "value"),
    [
        ("draft: true", "concealed", "draft"),
        ("published: false", "concealed", "unpublished"),
        ("expirydate: 2025-04-01", "concealed", "expired"),
        ("robots: noindex", "withheld", "noindex"),
        ("sitemap: false", "withheld", "not in sitemap"),
        ("redirect_to: /b/", "withheld", "redirect"),
        ("unlisted: true", "withheld", "unlisted"),
        ("hidden: true", "withheld", "unlisted"),
        ("canonical_url: https://other.example/a/", "withheld", "canonical elsewhere"),
        ("related: false", "shows_list", False),
        ("related_posts: [b, a]", "pins", ("b", "a")),
        ("related_exclude: b", "excludes", ("b",)),
        ("lang: en-US", "language", "en"),
        ("translation_key: a", "translation_key", "a"),
    ],
)
def test_a_shared_key_means_the_same(read_blog, generator, keys, attribute, value):
    assert getattr(read_blog(generator, keys), attribute) == value
