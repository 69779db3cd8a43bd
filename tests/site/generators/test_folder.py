import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.settings import SiteSettings
from recommender.site.reader import open_site


def files_of(root, **settings):
    return open_site(root, SiteSettings(**settings)).files()


@pytest.mark.parametrize(
    ("path", "text", "url"),
    [
        ("niwa.md", "", "/niwa.md"),
        ("庭/土.md", "", "/庭/土.md"),
        ("a b.md", "", "/a%20b.md"),
        ("a.md", "---\npermalink: /own/\n---\n", "/own/"),
        ("a.md", "---\nurl: https://engawa.example/own/\n---\n", "/own/"),
    ],
)
def test_a_posts_address_is_its_place_or_its_own_permalink(read_folder, path, text, url):
    assert read_folder(path, text).post.url == url


@pytest.mark.parametrize(
    ("permalink", "url"),
    [
        ("/:year/:month/:day/:title/", "/2025/03/09/niwa/"),
        ("/:slug", "/niwa"),
        ("p/:path/", "/p/庭/2025-03-09-niwa/"),
    ],
)
def test_a_permalink_of_the_settings_is_filled(read_folder, permalink, url):
    assert read_folder("庭/2025-03-09-niwa.md", permalink=permalink).post.url == url


def test_a_post_without_date_leaves_no_empty_parts_in_its_address(read_folder):
    assert read_folder("niwa.md", permalink="/:year/:month/:title/").post.url == "/niwa/"


def test_a_folder_of_posts_is_not_part_of_the_address(read_folder):
    assert read_folder("content/庭.md", posts="content").post.url == "/庭.md"


@pytest.mark.parametrize(
    ("path", "text", "day"),
    [
        ("2025-03-09-niwa.md", "", "2025-03-09"),
        ("2025-03-09.md", "", "2025-03-09"),
        ("2025-03-09_12.md", "", "2025-03-09"),
        ("20250309-niwa.md", "", "2025-03-09"),
        ("2025/03/09/niwa.md", "", "2025-03-09"),
        ("posts/2025/03/09.md", "", "2025-03-09"),
        ("2025/03/09-niwa/index.md", "", "2025-03-09"),
        ("2025/03/09/2025-04-01-niwa.md", "", "2025-04-01"),
        ("a.adoc", "= 庭\n縁側 花子 <hanako@engawa.example>\nv1.2, 2025-04-01: 初版\n", "2025-04-01"),
        ("a.adoc", "= 庭\n2025-04-01\n", "2025-04-01"),
        ("a.adoc", "= 庭\n:date: 2025-04-01\n:revdate: 2025-04-01\n", "2025-04-01"),
        ("a.adoc", "= 庭\n:jbake-date: 2025-04-01\n", "2025-04-01"),
        ("2025-03-09_niwa.md", "---\ndate: 2025-04-01\n---\n", "2025-04-01"),
        ("a.md", "---\npublished_at: 2025-04-01 09:00\n---\n", "2025-04-01"),
        ("a.md", "+++\ndate = 2025-04-01\n+++\n", "2025-04-01"),
        ("a.md", "---\nDate: 2025年4月1日\n---\n", "2025-04-01"),
    ],
)
def test_the_date_is_the_tables_then_the_file_names(read_folder, path, text, day):
    assert f"{read_folder(path, text).post.date:%Y-%m-%d}" == day


@pytest.mark.parametrize("path", ["12345678.md", "20251399-a.md", "2025/13/45/a.md", "2025/03.md"])
def test_numbers_that_are_no_date_are_part_of_the_name(read_folder, path):
    assert read_folder(path).post.date is None


@pytest.mark.parametrize("text", ["", "---\ndate: いつか\n---\n"])
def test_a_post_without_a_date_is_a_post(read_folder, text):
    post = read_folder("niwa.md", text + "庭").post
    assert (post.date, post.is_recommendable) == (None, True)


@pytest.mark.parametrize(
    ("table", "tags"),
    [
        ("tags: [庭, 土]", ("庭", "土")),
        ("tags: 庭, 土", ("庭", "土")),
        ("topics: [python]", ("python",)),
        ("keywords: 庭,土", ("庭", "土")),
        ("Category:\n- 旅\n- 京都", ("旅", "京都")),
        ("tags: []\ncategories: 旅", ("旅",)),
        ("title: 庭", ()),
    ],
)
def test_tags_are_found_under_the_names_that_tools_give_them(read_folder, table, tags):
    assert read_folder("a.md", f"---\n{table}\n---\n").post.tags == tags


@pytest.mark.parametrize(
    ("path", "text", "concealed"),
    [
        ("a.md", "---\ndraft: true\n---\n", "draft"),
        ("_drafts/a.md", "", "draft"),
        ("a.md", "---\npublished: false\n---\n", "unpublished"),
        ("a.md", "---\ndate: 2099-01-01\n---\n", "future"),
    ],
)
def test_drafts_unpublished_and_future_posts_are_concealed(read_folder, path, text, concealed):
    assert read_folder(path, text).post.concealed == concealed


def test_every_markdown_file_but_pages_about_the_folder_is_a_post(write):
    posts = ["a.markdown", "b.md", "d.mdx", "e.adoc", "庭/README.md", "庭/c.MD"]
    others = ["README.md", "LICENSE.md", "README.adoc", "note.txt", ".hidden/d.md", "page.html", "b.json"]
    assert files_of(write(dict.fromkeys([*posts, *others], ""))) == posts


def test_the_settings_narrow_the_files(write):
    root = write(dict.fromkeys(["posts/a.md", "posts/old/b.md", "other/c.md"], ""))
    assert files_of(root, posts="posts/", exclude=("posts/old",)) == ["posts/a.md"]


@pytest.mark.parametrize(
    ("path", "text", "title"),
    [
        ("a.md", "# 庭の土\n本文", "庭の土"),
        ("a.md", "庭の土\n======\n本文\n\n# 水", "庭の土"),
        ("a.md", "\n庭の土\r\n---\r\n本文", "庭の土"),
        ("a.md", "---\ntitle: 庭\n---\n土\n===\n", "庭"),
        ("a.md", "- 庭\n---\n# 土", "土"),
        ("a.md", "本文\n\n---\n本文", "a"),
        ("a.mdx", "import X from './x'\n\n# 庭の土\n", "庭の土"),
        ("a.adoc", "= 庭の土\n:tags: 庭\n\n本文", "庭の土"),
        ("a.adoc", "// 注\n:lang: ja\n= 庭の土\n", "庭の土"),
        ("a.adoc", "---\ntitle: 庭\n---\n= 土\n", "庭"),
        ("a.adoc", "本文\n= 庭の土\n", "a"),
    ],
)
def test_the_title_is_the_tables_then_the_first_heading(read_folder, path, text, title):
    assert read_folder(path, text).post.title == title


@pytest.mark.parametrize(
    ("header", "tags"),
    [
        (":tags: 庭, 土", ("庭", "土")),
        (":jbake-tags: 庭, 土", ("庭", "土")),
        (":page-tags: 庭", ("庭",)),
        (":keywords: 庭, 土", ("庭", "土")),
        ("\n:tags: 庭", ()),
        ("", ()),
    ],
)
def test_asciidocs_own_header_has_tags(read_folder, header, tags):
    assert read_folder("a.adoc", f"= 題\n{header}\n\n本文\n").post.tags == tags


@pytest.mark.parametrize(("status", "concealed"), [("draft", "draft"), ("published", None)])
def test_a_status_of_draft_conceals_an_asciidoc_document(read_folder, status, concealed):
    assert read_folder("a.adoc", f"= 庭\n:jbake-status: {status}\n").post.concealed == concealed


@pytest.mark.parametrize(("path", "markup"), [("a.md", "markdown"), ("a.mdx", "mdx"), ("a.adoc", "asciidoc")])
def test_the_markup_is_known_by_the_suffix(read_folder, path, markup):
    assert read_folder(path).markup == markup


def test_the_body_begins_below_the_table(read_folder):
    source = read_folder("a.md", "---\ntitle: 庭\n---\n本文\n")
    assert (source.post.title, source.body, source.trouble) == ("庭", "本文\n", None)


def test_a_faulty_table_is_told(read_folder):
    assert read_folder("a.md", "---\ntitle: 庭: 夏\n---\n").trouble


def test_an_empty_file_is_a_post_named_after_itself(read_folder):
    post = read_folder("niwa.md", "").post
    assert (post.title, post.url, post.tags) == ("niwa", "/niwa.md", ())


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.binary() | st.text().map(lambda text: f"---\ntitle: {text}\ntags: [{text}]\n---\n{text}".encode()))
def test_for_every_content_reading_never_raises(tmp_path_factory, content):
    root = tmp_path_factory.getbasetemp() / "any-bytes"
    root.mkdir(exist_ok=True)
    for name in ("a.md", "b.adoc", "b.json"):
        (root / name).write_bytes(content)
    site = open_site(root, SiteSettings())
    assert all(site.read(path) for path in ("a.md", "b.adoc"))


@pytest.mark.parametrize(
    "table", ["tags: &all [*all]", f"title: 0x{'F' * 5000}"], ids=["a list within itself", "a huge number"]
)
def test_an_odd_value_never_raises(read_folder, table):
    assert read_folder("a.md", f"---\n{table}\n---\n").post
