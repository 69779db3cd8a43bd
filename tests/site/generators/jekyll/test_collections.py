"""Documents of collections are posts, and what of posts and drafts the config lets readers see."""

import pytest

from recommender.errors import SiteError
from recommender.settings import SiteSettings
from recommender.site.generators.jekyll.generator import find_jekyll
from recommender.site.post import Skipped
from tests.site.conftest import NOW

NOTES = "timezone: Asia/Tokyo\ncollections: {notes: {output: true}, secret: {output: false}}\n"


@pytest.mark.parametrize(
    ("path", "front_matter", "url"),
    [
        ("_notes/庭.md", "", "/notes/庭.html"),
        ("_notes/庭/a b.md", "", "/notes/庭/a%20b.html"),
        ("_notes/2025-11-05-a.md", "", "/notes/2025-11-05-a.html"),
        ("_notes/a.htm", "", "/notes/a.htm"),
        ("_notes/a.md", "permalink: /n/:title/", "/n/a/"),
        ("_notes/a.md", "date: 2025-11-05\npermalink: /:year/:title/", "/2025/a/"),
        ("_notes/a.md", "permalink: /:year/:title/", None),
    ],
)
def test_a_document_of_a_collection_has_the_collections_address(read_jekyll, path, front_matter, url):
    post = read_jekyll(path, front_matter, config=NOTES).post
    assert (post.url, post.concealed) == (url, None)


def test_only_collections_that_are_written_out_are_listed(open_jekyll):
    files = {
        "_notes/a.md": "",
        "_notes/_b.md": "",
        "_secret/a.md": "",
        "_posts/2025-11-05-a.md": "",
        "_notes/a.png": "",
    }
    assert open_jekyll(files, config=NOTES).files() == ["_notes/a.md", "_posts/2025-11-05-a.md"]


def test_a_file_of_a_collection_without_front_matter_is_no_page(open_jekyll):
    skipped = open_jekyll({"_notes/a.md": "本文\n"}, config=NOTES).read("_notes/a.md")
    assert isinstance(skipped, Skipped)
    assert "no front matter" in skipped.reason


@pytest.mark.parametrize(("front_matter", "day"), [("", 5), ("date: 2025-11-06", 6)])
def test_a_document_takes_its_date_from_its_table_then_its_name(read_jekyll, front_matter, day):
    post = read_jekyll("_notes/2025-11-05-a.md", front_matter, config=NOTES).post
    assert post.date is not None
    assert post.date.day == day


def test_a_document_without_a_date_is_a_post_all_the_same(read_jekyll):
    post = read_jekyll("_notes/a.md", config=NOTES).post
    assert post.date is None
    assert post.is_recommendable


@pytest.mark.parametrize(
    ("config", "path", "front_matter", "concealed"),
    [
        ("show_drafts: true", "_drafts/a.md", "", None),
        ("show_drafts: false", "_drafts/a.md", "", "draft"),
        ("unpublished: true", "_posts/2025-11-05-a.md", "published: false", None),
        ("unpublished: false", "_posts/2025-11-05-a.md", "published: false", "unpublished"),
        ("", "_posts/2025-11-05-a.md", "draft: true", "draft"),
        (NOTES, "_notes/a.md", "published: false", "unpublished"),
        (NOTES, "_notes/2099-01-01-a.md", "", "future"),
    ],
)
def test_the_config_says_what_readers_see_of_drafts_and_the_unpublished(
    read_jekyll, config, path, front_matter, concealed
):
    assert read_jekyll(path, front_matter, config=config).post.concealed == concealed


def test_a_post_hidden_from_the_sites_lists_is_not_recommended(read_jekyll):
    assert read_jekyll("_posts/2025-11-05-a.md", "hidden: true").post.withheld == "unlisted"


@pytest.mark.parametrize(
    ("front_matter", "categories"),
    [
        ("", ("庭", "既定")),
        ("categories: 花 土", ("庭", "既定", "花", "土")),
        ("category: 花 土", ("庭", "既定", "花 土")),
        ("categories: 日本　語", ("庭", "既定", "日本　語")),
        ("categories: [2024, true, [花, 土], null, '']", ("庭", "既定", "2024", "true", "花", "土")),
        ("categories: &a [花, *a]", ("庭", "既定", "花")),
        ("categories:\ncategory:", ("庭", "既定")),
    ],
)
def test_categories_add_up_from_folders_defaults_and_the_post(read_jekyll, front_matter, categories):
    config = "defaults: [{scope: {path: ''}, values: {categories: 既定}}]"
    assert read_jekyll("庭/_posts/2025-11-05-a.md", front_matter, config=config).post.categories == categories


@pytest.mark.parametrize("tags", ["{a: b}", "true", "''", "[]", "[null]"])
def test_tags_that_jekyll_does_not_read_are_none(read_jekyll, tags):
    assert read_jekyll("_posts/2025-11-05-a.md", f"tags: {tags}").post.tags == ()


def test_keys_count_in_lower_case_alone(read_jekyll):
    post = read_jekyll("_posts/2025-11-05-a.md", "Title: 庭\nPermalink: /x/").post
    assert (post.title, post.url) == ("A", "/2025/11/05/a.html")


@pytest.mark.parametrize(
    ("files", "is_jekylls"),
    [
        ({"_posts/2025-11-05-a.md": ""}, True),
        ({"_config.yml": "", "庭/_posts/2025-11-05-a.md": ""}, True),
        ({"庭/_posts/2025-11-05-a.md": ""}, False),
        ({"docs/_posts/2025-11-05-a.md": ""}, True),
        ({"docs/_config.yml": NOTES, "docs/_notes/a.md": ""}, True),
        ({"_config.yml": NOTES, "_notes/a.md": ""}, True),
        ({"_config.yml": NOTES, "_secret/a.md": ""}, False),
        ({"_config.yml": "source: src", "src/_posts/2025-11-05-a.md": ""}, True),
        ({"_config.yml": "source_dir: source", "source/_posts/a.md": ""}, False),
        ({"_config.yml": "title: [", "docs/a.md": ""}, False),
        ({"_config.yml": "", "a.md": ""}, False),
    ],
)
def test_a_site_is_jekylls_by_its_documents(write, files, is_jekylls):
    found = find_jekyll(write(files), SiteSettings(), NOW)
    assert (found is not None) is is_jekylls


def test_a_broken_config_beside_posts_is_the_users_to_mend(write):
    with pytest.raises(SiteError, match="mend it"):
        find_jekyll(write({"_config.yml": "title: [", "庭/_posts/2025-11-05-a.md": ""}), SiteSettings(), NOW)
