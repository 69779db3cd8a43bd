"""What `[site]` of the settings says means the same under every generator."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from recommender.settings import GENERATORS, SiteSettings
from recommender.site.post import Post
from recommender.site.reader import open_site
from tests.site.conftest import NOW

YAML = "---\ntitle: 庭\ndate: {date}\n---\n本文\n"
PAGE = '<title>庭</title><meta name="date" content="{date}"><article>本文</article>'


@dataclass(frozen=True)
class Blog:
    """A blog of one post: its own settings, where the post stands, and what is in it."""

    folder: str
    text: str = YAML
    name: str = "niwa-no-tsuchi.md"
    settings: Mapping[str, str] | None = None

    def files(self, folder: str, date: str) -> dict[str, str]:
        """Give the blog's files with the post in a folder."""
        return {f"{folder}/{self.name}": self.text.format(date=date), **(self.settings or {})}


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

    def read(generator: str, /, *, date: str = "2025-03-09 01:00:00", folder: str = "", **settings: object) -> Post:
        blog = BLOGS[generator]
        site = open_site(write(blog.files(folder or blog.folder, date)), SiteSettings(**settings), now=NOW)
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
    root = write({**blog.files(blog.folder, "2025-03-09"), **blog.files(f"{blog.folder}/mizu", "2025-03-09")})
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
    root = write(blog.files(blog.folder, "2025-03-09"))
    site = open_site(root, SiteSettings(generator=generator, url="https://www.engawa.example/"))
    assert "engawa.example" in site.generator.hosts


@each_generator
def test_a_permalink_of_the_settings_goes_before_the_generators_own(read_blog, generator):
    assert read_blog(generator, permalink="/p/:year/").url == "/p/2025/"
