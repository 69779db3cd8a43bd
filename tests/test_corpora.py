"""Real blogs, read without any settings: as many posts as somebody counted by hand, and the links among them.

The blogs are not part of the project. They are looked for beside it (`../shared/corpora`, or where
`RECOMMENDER_CORPORA` says), and what is not there is not tested.
"""

import os
import tarfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from recommender.settings import SiteSettings, TextSettings
from recommender.site.reader import open_site
from recommender.text.own_links import link_resolver, own_links
from recommender.text.reading import Reading, read_site

CORPORA = Path(os.environ.get("RECOMMENDER_CORPORA", Path(__file__).parents[2] / "shared" / "corpora"))

#: Of the pairs that were found by hand, the least share that our own reader of links must find.
LEAST_FOUND = 0.99


@dataclass(frozen=True)
class Blog:
    """What is known of a blog.

    Attributes:
        generator: what made it.
        posts: files that are posts.
        hidden: how many of them are not recommended, and why.
        foreign: how many are in another language than Japanese.
        settings: what its own files do not tell.
    """

    generator: str
    posts: int
    hidden: dict[str, int]
    foreign: int = 0
    settings: SiteSettings = field(default_factory=SiteSettings)


BLOGS = {
    "allforces": Blog(
        "jekyll",
        2513,
        {
            "noindex": 94,
            "canonical elsewhere": 23,
            "not in sitemap": 1,
            "overwritten by a post of the same address": 44,
        },
    ),
    # Nine pages at the top of content/ belong to no section: about the site, and a draft for trying things out.
    "baldanders": Blog("hugo", 2122 - 9, {}, foreign=2),
    "derwind": Blog("zenn", 102, {"unpublished": 1}),
    "efcl": Blog("jekyll", 838, {"draft": 1}),
    "guitarrapc": Blog("hatena", 793, {"draft": 23}, foreign=6),
    "jpdyn": Blog("hexo", 107, {}),
    "neuecc": Blog("folder", 446, {}, settings=SiteSettings(posts="articles")),
    "vimjp": Blog("jekyll", 198 + 151, {}, foreign=10),
}


@dataclass(frozen=True)
class Read:
    """A blog as it was read, with its pairs of gold and of our own finding."""

    blog: Blog
    generator: str
    reading: Reading
    gold: set[tuple[str, ...]]
    links: set[tuple[str, str]]


def unpack(name: str, folder: Path) -> Path:
    """Give the folder of a blog; what is not there is not tested."""
    archive = CORPORA / f"{name}.tar.xz"
    if not archive.is_file():
        pytest.skip(f"no {archive.name}")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / name


@pytest.fixture(scope="module", params=BLOGS)
def read(request, tmp_path_factory, now) -> Read:
    root = unpack(request.param, tmp_path_factory.mktemp("corpora"))
    blog = BLOGS[request.param]
    site = open_site(root, blog.settings, now=now)
    reading = read_site(site, TextSettings(), jobs=os.cpu_count() or 1)
    file = root / "gold.tsv"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    links = own_links(reading.posts, link_resolver(site.generator, reading.posts))
    return Read(blog, site.generator.name, reading, {tuple(line.split("\t")) for line in lines}, set(links))


def test_the_generator_is_found_and_every_post_read(read):
    assert read.generator == read.blog.generator
    assert len(read.reading.posts) == read.blog.posts
    assert read.reading.skipped == ()


def test_posts_are_hidden_for_the_reasons_that_were_counted(read):
    posts = [one.post for one in read.reading.posts]
    assert Counter(reason for post in posts if (reason := post.concealed or post.withheld)) == read.blog.hidden
    assert sum(post.language != "ja" for post in posts) == read.blog.foreign


def test_the_authors_links_are_found_again(read):
    if read.gold:
        assert len(read.gold & read.links) >= LEAST_FOUND * len(read.gold)


def test_no_two_posts_share_an_address(read):
    urls = Counter(one.post.url for one in read.reading.posts if one.post.url and one.post.concealed is None)
    assert [url for url, count in urls.items() if count > 1] == []
