"""The addresses are those that Jekyll 4.3 gave the same files."""

import contextlib
import unicodedata

import pytest

from recommender.errors import SiteError
from recommender.site.post import Skipped


def url_of(source):
    return source.post.url


@pytest.mark.parametrize(
    ("front_matter", "url"),
    [
        ("", "/2025/11/05/niwa.html"),
        ("date: 2025-12-24", "/2025/12/24/niwa.html"),
        ("date: 2025-11-05 20:00:00 +0900", "/2025/11/05/niwa.html"),
        ("date: 2025-11-05 20:00:00 +0000", "/2025/11/06/niwa.html"),
        ("date: 2025-11-05 20:00:00", "/2025/11/06/niwa.html"),
        ("date: 2025-11-05 20:00", "/2025/11/05/niwa.html"),
        ("date: '2025-11-05T20:00:00Z'", "/2025/11/06/niwa.html"),
        ("slug: Niwa no Tsuchi", "/2025/11/05/Niwa-no-Tsuchi.html"),
        ("permalink: /own/:title/", "/own/niwa/"),
        ("categories: Web Dev", "/web/dev/2025/11/05/niwa.html"),
        ("category: Web Dev", "/web%20dev/2025/11/05/niwa.html"),
        ("categories: [Web Dev, 庭, 庭]", "/web%20dev/庭/2025/11/05/niwa.html"),
    ],
)
def test_front_matter_decides_the_address(read_jekyll, front_matter, url):
    assert url_of(read_jekyll("_posts/2025-11-05-niwa.md", front_matter)) == url


def test_a_time_without_seconds_is_local_time(read_jekyll):
    assert read_jekyll("_posts/2025-11-05-a.md", "date: 2025-11-05 20:00").post.date.hour == 20


def test_a_time_with_seconds_and_no_zone_is_utc(read_jekyll):
    assert read_jekyll("_posts/2025-11-05-a.md", "date: 2025-11-05 20:00:00").post.date.hour == 5


def test_a_site_without_timezone_is_built_in_utc(read_jekyll):
    source = read_jekyll("_posts/2025-11-05-a.md", "date: 2025-11-06 08:00:00 +0900", config="")
    assert url_of(source) == "/2025/11/05/a.html"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("v1.2_X", "v1.2_X"),
        ("庭の土", "庭の土"),
        ("sp ace", "sp-ace"),
        ("hash#q", "hash-q"),
        ("percent%20x", "percent-20x"),
        ("「庭」の土！", "庭-の土"),
        ("が", "が"),
    ],
)
def test_the_title_keeps_case_and_loses_what_a_slug_may_not_hold(read_jekyll, name, slug):
    assert url_of(read_jekyll(f"_posts/2025-11-05-{name}.md")) == f"/2025/11/05/{slug}.html"


@pytest.mark.parametrize(
    ("permalink", "url"),
    [
        ("date", "/庭/花/web%20dev/2025/03/10/Niwa.html"),
        ("pretty", "/庭/花/web%20dev/2025/03/10/Niwa/"),
        ("ordinal", "/庭/花/web%20dev/2025/069/Niwa.html"),
        ("weekdate", "/庭/花/web%20dev/2025/W11/Mon/Niwa.html"),
        ("none", "/庭/花/web%20dev/Niwa.html"),
        ("/:year/:i_month/:i_day/:hour:minute:second/:title/", "/2025/3/10/090507/Niwa/"),
        ("/:short_year/:short_month/:long_day/:title", "/25/Mar/Monday/Niwa"),
        ("/:slug/", "/niwa/"),
    ],
)
def test_every_permalink_style_gives_jekylls_address(read_jekyll, permalink, url):
    config = f"timezone: Asia/Tokyo\npermalink: {permalink}\n"
    front_matter = "date: 2025-03-10 09:05:07 +0900\ncategories: [Web Dev, 花]"
    assert url_of(read_jekyll("庭/花/_posts/2025-03-09-Niwa.md", front_matter, config=config)) == url


@pytest.mark.parametrize(
    ("config", "url"),
    [
        ("baseurl: /blog", "/blog/2025/11/05/niwa.html"),
        ("baseurl: blog/", "/blog/2025/11/05/niwa.html"),
        ("baseurl: ''", "/2025/11/05/niwa.html"),
        ("collections: {posts: {permalink: '/p/:title/'}}", "/p/niwa/"),
        ("defaults: [{scope: {path: ''}, values: {permalink: '/d/:title/'}}]", "/d/niwa/"),
        ("defaults: [{scope: {path: '', type: pages}, values: {permalink: '/d/:title/'}}]", "/2025/11/05/niwa.html"),
        ("defaults: [{scope: {path: _posts}, values: {categories: 花}}]", "/花/2025/11/05/niwa.html"),
        ("defaults: [{scope: {path: '_posts/*.md'}, values: {permalink: '/d/:title/'}}]", "/d/niwa/"),
        ("defaults: [{scope: {path: old}, values: {permalink: '/d/:title/'}}]", "/2025/11/05/niwa.html"),
    ],
)
def test_the_sites_config_decides_the_address(read_jekyll, config, url):
    assert url_of(read_jekyll("_posts/2025-11-05-niwa.md", config=config)) == url


def test_settings_go_before_the_sites_config(read_jekyll):
    source = read_jekyll("_posts/2025-11-05-niwa.md", config="permalink: pretty", permalink="/s/:title/")
    assert url_of(source) == "/s/niwa/"


def test_folders_above_posts_are_categories_before_the_posts_own(read_jekyll):
    post = read_jekyll("庭/_posts/2025-11-05-a.md", "categories: 花 庭").post
    assert post.categories == ("庭", "花")


@pytest.mark.parametrize(
    ("front_matter", "tags"),
    [
        ("tags: 庭 土", ("庭", "土")),
        ("tag: 家庭 菜園", ("家庭 菜園",)),
        ("tags: [家庭 菜園, 土]", ("家庭 菜園", "土")),
        ("", ()),
    ],
)
def test_the_plural_splits_tags_at_blanks_and_the_singular_does_not(read_jekyll, front_matter, tags):
    assert read_jekyll("_posts/2025-11-05-a.md", front_matter).post.tags == tags


@pytest.mark.parametrize(
    ("path", "front_matter", "concealed"),
    [
        ("_posts/2025-11-05-a.md", "", None),
        ("_drafts/a.md", "", "draft"),
        ("_drafts/a.md", "draft: false", "draft"),
        ("_posts/2025-11-05-a.md", "published: false", "unpublished"),
        ("_posts/2099-01-01-a.md", "", "future"),
    ],
)
def test_what_jekyll_does_not_publish_is_concealed(read_jekyll, path, front_matter, concealed):
    assert read_jekyll(path, front_matter).post.concealed == concealed


def test_a_site_with_future_true_publishes_future_posts(read_jekyll):
    assert read_jekyll("_posts/2099-01-01-a.md", config="future: true").post.concealed is None


def test_a_draft_without_date_has_no_address(read_jekyll):
    assert url_of(read_jekyll("_drafts/niwa.md")) is None


def test_a_title_that_is_nowhere_is_made_of_the_file_name(read_jekyll):
    assert read_jekyll("_posts/2025-11-05-niwa-no-tsuchi.md").post.title == "Niwa No Tsuchi"


@pytest.mark.parametrize("suffix", [".md", ".markdown", ".html"])
def test_html_posts_are_known_as_html(read_jekyll, suffix):
    assert read_jekyll(f"_posts/2025-11-05-a{suffix}").markup == ("html" if suffix == ".html" else "markdown")


@pytest.mark.parametrize(
    ("path", "front_matter", "reason"),
    [("_posts/niwa.md", "", "no date in the file name"), ("_posts/2025-11-05-a.md", "date: 昨日", "昨日")],
)
def test_what_jekyll_would_not_take_for_a_post_is_skipped_with_the_reason(read_jekyll, path, front_matter, reason):
    skipped = read_jekyll(path, front_matter)
    assert isinstance(skipped, Skipped)
    assert reason in skipped.reason


def test_posts_and_drafts_of_all_folders_are_listed_in_order(open_jekyll):
    site = open_jekyll(
        {
            "庭/_posts/2025-01-02-b.md": "",
            "_posts/2025-01-03-c.html": "",
            "_posts/sub/2025-01-01-a.markdown": "",
            "_drafts/d.md": "",
            "_posts/picture.png": "",
            "about.md": "",
            "_site/2025-01-01-a.md": "",
        }
    )
    assert site.files() == [
        "_drafts/d.md",
        "_posts/2025-01-03-c.html",
        "_posts/sub/2025-01-01-a.markdown",
        "庭/_posts/2025-01-02-b.md",
    ]


def test_what_the_config_excludes_is_not_listed(open_jekyll):
    posts = {"_posts/2025-01-01-a.md": "", "old/_posts/2025-01-01-b.md": ""}
    assert open_jekyll(posts, config="exclude: [old/]").files() == ["_posts/2025-01-01-a.md"]


@pytest.mark.parametrize("config", ["title: [", "timezone: Mars/Phobos"])
def test_a_config_that_cannot_be_used_is_the_users_to_mend(open_jekyll, config):
    with pytest.raises(SiteError, match=r"_config\.yml"):
        open_jekyll({}, config=config)


@pytest.mark.parametrize("config", ["", "# nothing", "- a list"])
def test_a_config_that_says_nothing_leaves_jekylls_defaults(read_jekyll, config):
    assert url_of(read_jekyll("_posts/2025-11-05-niwa.md", config=config)) == "/2025/11/05/niwa.html"


@pytest.mark.parametrize(
    ("name", "url"),
    [("か\u3099", "/2025/11/05/が.html"), ("①庭", "/2025/11/05/庭.html"), ("Ⅳ庭", "/2025/11/05/庭.html")],
    ids=["decomposed", "circled number", "Roman number"],
)
def test_a_slug_keeps_combining_marks_and_drops_numbers_that_are_no_digits(read_jekyll, name, url):
    assert unicodedata.normalize("NFC", url_of(read_jekyll(f"_posts/2025-11-05-{name}.md"))) == url


@pytest.mark.parametrize(
    ("permalink", "url"),
    [
        ("/:slug/", "/v1-2-x/"),
        ("/:name/", "/2025-11-05-v1-2-x/"),
        ("/:slugified_categories/:title/", "/web-dev/v1.2_X/"),
    ],
)
def test_lesser_placeholders_give_jekylls_address(read_jekyll, permalink, url):
    source = read_jekyll("_posts/2025-11-05-v1.2_X.md", "category: Web Dev", permalink=permalink)
    assert url_of(source) == url


@pytest.mark.parametrize("date", ["'2025-11-05 20:00:00'", "2025/11/05 20:00:00"], ids=["quoted", "slashes"])
def test_a_date_that_yaml_takes_for_text_is_local_time(read_jekyll, date):
    assert url_of(read_jekyll("_posts/2025-11-05-a.md", f"date: {date}")) == "/2025/11/05/a.html"


def test_a_style_name_in_a_post_is_a_literal_address(read_jekyll):
    assert url_of(read_jekyll("_posts/2025-11-05-a.md", "permalink: pretty")) == "/pretty"


def test_the_plural_categories_go_before_the_singular_in_the_address(read_jekyll):
    source = read_jekyll("_posts/2025-11-05-a.md", "category: 土\ncategories: [花, 土]")
    assert url_of(source) == "/花/土/2025/11/05/a.html"


def test_a_tag_goes_before_tags(read_jekyll):
    assert read_jekyll("_posts/2025-11-05-a.md", "tag: 庭\ntags: [土, 庭]").post.tags == ("庭",)


def test_a_year_of_two_digits_is_in_this_century(read_jekyll):
    source = read_jekyll("_posts/14-01-01-old.md")
    assert not isinstance(source, Skipped)
    assert url_of(source) == "/2014/01/01/old.html"


def test_a_date_at_the_end_of_the_calendar_stops_no_run(read_jekyll):
    read_jekyll("_posts/2025-11-05-a.md", "date: 9999-12-31 23:59:59")


@pytest.mark.parametrize("config", ["exclude: 5", "defaults: 5", "since: 2024-02-30", "since: !!bool x"])
def test_an_odd_config_is_read_or_refused_as_the_users_fault(open_jekyll, config):
    with contextlib.suppress(SiteError):
        open_jekyll({}, config=config)
