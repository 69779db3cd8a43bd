import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.errors import PostError
from recommender.settings import SiteSettings
from recommender.site.generators.zenn import find_zenn
from recommender.site.post import Skipped
from recommender.site.reader import open_site
from tests.site.conftest import NOW

NIWA = "articles/niwa-no-tsuchi.md"


def article(front_matter="", body="本文\n"):
    return (
        f'---\ntitle: 庭の土\nemoji: 🌱\ntype: idea\ntopics: ["庭", "土"]\npublished: true\n{front_matter}\n---\n{body}'
    )


@pytest.fixture
def read_zenn(read_folder):
    def read(text=None, path=NIWA, **site):
        return read_folder(path, article() if text is None else text, **site)

    return read


@pytest.mark.parametrize(
    ("files", "generator"),
    [
        ({NIWA: article()}, "zenn"),
        ({NIWA: "---\ntopics: []\ntype: tech\n---\n"}, "zenn"),
        ({NIWA: "", "package.json": '{"dependencies": {"zenn-cli": "^0.1"}}'}, "zenn"),
        ({NIWA: "---\ntopics: [庭]\n---\n"}, "folder"),
        ({NIWA: "", "package.json": "{}"}, "folder"),
        ({"books/niwa/1.md": article()}, "folder"),
        ({NIWA: "\ufeff"}, "folder"),
    ],
)
def test_zenn_is_known_by_its_articles(write, files, generator):
    assert open_site(write(files), SiteSettings()).generator.name == generator


def test_an_article_has_topics_for_tags(read_zenn):
    source = read_zenn()
    assert (source.post.title, source.post.tags, source.post.categories) == ("庭の土", ("庭", "土"), ())
    assert (source.body, source.markup, source.trouble) == ("本文\n", "markdown", None)


@pytest.mark.parametrize(
    ("front_matter", "concealed"),
    [
        ("", None),
        ("published: false", "unpublished"),
        ("published:", "unpublished"),
        ("published_at: 2026-10-01", None),
        ("published_at: 2026-11-01 09:01", "future"),
        ("published_at: 2026-11-01 09:00", None),
    ],
)
def test_unpublished_and_scheduled_articles_are_concealed(read_zenn, front_matter, concealed):
    assert read_zenn(article(front_matter)).post.concealed == concealed


def test_an_article_that_says_nothing_of_being_published_is_not(read_zenn):
    assert read_zenn("---\ntopics: []\nemoji: 🌱\n---\n").post.concealed == "unpublished"


def test_a_date_is_in_japanese_time(read_zenn):
    date = read_zenn(article("published_at: 2026-03-09 08:30")).post.date
    assert date.isoformat() == "2026-03-09T08:30:00+09:00"


@pytest.mark.parametrize(
    ("body", "url"),
    [
        ("", "/articles/niwa-no-tsuchi"),
        ("[土](https://zenn.dev/hanako/articles/niwa-no-tsuchi)", "/hanako/articles/niwa-no-tsuchi"),
        ("[土](/hanako/articles/niwa-no-tsuchi)", "/hanako/articles/niwa-no-tsuchi"),
        ("https://zenn.dev/hanako/articles/somebody-elses-a", "/articles/niwa-no-tsuchi"),
        (
            "https://zenn.dev/taro/articles/niwa-no-tsuchi https://zenn.dev/hanako/articles/niwa-no-tsuchi "
            "https://zenn.dev/hanako/articles/niwa-no-tsuchi#水",
            "/hanako/articles/niwa-no-tsuchi",
        ),
    ],
    ids=["no link", "absolute", "from the root", "another's article", "two users"],
)
def test_the_user_is_whom_the_articles_own_links_name(read_zenn, body, url):
    assert read_zenn(article(body=body)).post.url == url


def test_the_settings_name_the_user(read_zenn):
    body = "https://zenn.dev/taro/articles/niwa-no-tsuchi"
    post = read_zenn(article(body=body), url="https://zenn.dev/hanako/").post
    assert post.url == "/hanako/articles/niwa-no-tsuchi"


def test_a_permalink_of_the_settings_goes_before_zenns(read_zenn):
    post = read_zenn(article("published_at: 2026-03-09"), permalink="/:year/:slug/").post
    assert post.url == "/2026/niwa-no-tsuchi/"


@pytest.mark.parametrize("name", ["short", "Niwa-no-tsuchi", "庭の土についてのとても長い話", "a" * 51])
def test_a_file_whose_name_is_no_slug_is_skipped_with_the_reason(read_zenn, name):
    skipped = read_zenn(path=f"articles/{name}.md")
    assert isinstance(skipped, Skipped)
    assert "12 to 50" in skipped.reason


def test_articles_lie_in_their_folder_alone(write):
    names = [NIWA, "articles/old/niwa-no-mizu.md", "books/niwa/1.md", "README.md", "articles/picture.png"]
    assert open_site(write(dict.fromkeys(names, article())), SiteSettings()).files() == [NIWA]


def test_the_settings_name_another_folder_and_exclude(write):
    root = write(dict.fromkeys(["zenn/articles/niwa-no-tsuchi.md", "zenn/articles/niwa-no-mizu.md"], article()))
    site = open_site(root, SiteSettings(posts="zenn/articles/", exclude=("*mizu*",)))
    assert (site.generator.name, site.files()) == ("zenn", ["zenn/articles/niwa-no-tsuchi.md"])


@pytest.mark.parametrize(
    ("url", "hosts"), [(None, {"zenn.dev"}), ("https://engawa.example", {"zenn.dev", "engawa.example"})]
)
def test_the_hosts_are_zenns_and_the_settings(write, url, hosts):
    assert open_site(write({NIWA: article()}), SiteSettings(url=url)).generator.hosts == hosts


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.text() | st.text().map(article))
def test_for_every_text_reading_gives_a_post(tmp_path_factory, text):
    zenn = find_zenn(tmp_path_factory.getbasetemp(), SiteSettings(generator="zenn"), NOW)
    assert zenn.read(NIWA, text).post.url == "/articles/niwa-no-tsuchi"


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.text(min_size=1))
def test_for_every_name_reading_gives_a_post_or_the_reason(tmp_path_factory, name):
    zenn = find_zenn(tmp_path_factory.getbasetemp(), SiteSettings(generator="zenn"), NOW)
    with contextlib.suppress(PostError):
        assert zenn.read(f"articles/{name}.md", article()).post.url


def test_an_address_in_the_settings_that_is_none_names_no_user(tmp_path):
    site = open_site(tmp_path, SiteSettings(generator="zenn", url="http://[::1"), now=NOW)
    assert site.generator.user == ""
