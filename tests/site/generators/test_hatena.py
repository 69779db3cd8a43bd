import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.errors import SiteError
from recommender.settings import SiteSettings
from recommender.site.generators.hatena import find_hatena
from recommender.site.reader import open_site
from tests.site.conftest import NOW

CONFIG = "engawa.hatenablog.com:\n  username: hanako\ndefault:\n  local_root: entries\n"
FOLDER = "entries/engawa.hatenablog.com/entry"
NIWA = f"{FOLDER}/2025/03/09/081500.md"


def entry(front_matter="Date: 2025-03-09T08:15:00+09:00\nURL: https://engawa.example/entry/2025/03/09/081500"):
    return (
        f"---\nTitle: 庭の土\nCategory:\n- 庭\n- 土\nEditURL: https://blog.hatena.ne.jp/x\n{front_matter}\n---\n本文\n"
    )


@pytest.fixture
def read_hatena(write, read_folder):
    def read(front_matter=None, path=NIWA, **site):
        write({"blogsync.yaml": CONFIG})
        return read_folder(path, entry() if front_matter is None else entry(front_matter), **site)

    return read


@pytest.mark.parametrize(
    ("files", "generator"),
    [
        ({NIWA: "", "blogsync.yaml": CONFIG}, "hatena"),
        ({"a.md": entry("")}, "hatena"),
        ({"a.md": "---\nTitle: 庭\n---\n"}, "folder"),
    ],
)
def test_hatena_is_known_by_blogsyncs_files(write, files, generator):
    assert open_site(write(files), SiteSettings()).generator.name == generator


def test_an_entry_is_what_its_front_matter_says(read_hatena):
    source = read_hatena()
    post = source.post
    assert (post.title, post.url, post.tags) == ("庭の土", "/entry/2025/03/09/081500", ("庭", "土"))
    assert (post.categories, post.concealed, source.body) == ((), None, "本文\n")
    assert post.date.isoformat() == "2025-03-09T08:15:00+09:00"


@pytest.mark.parametrize(
    ("front_matter", "url", "concealed"),
    [
        ("URL: https://engawa.example/entry/a", "/entry/a", None),
        ("URL: https://engawa.example/blog/entry/%E5%BA%AD", "/blog/entry/庭", None),
        ("URL: https://engawa.example/entry/a\nDraft: true", "/entry/a", "draft"),
        ("URL: https://engawa.example/entry/a\nDraft: false", "/entry/a", None),
        ("PreviewURL: https://engawa.example/draft/entry/x\nDraft: true", None, "draft"),
        ("PreviewURL: https://engawa.example/draft/entry/x\nDraft: true\nCustomPath: a", None, "draft"),
        ("PreviewURL: https://engawa.example/draft/entry/x\nDraft: false\nCustomPath: 2024/a", "/entry/2024/a", None),
        ("PreviewURL: https://engawa.example/draft/entry/x", None, "draft"),
        ("", None, "draft"),
        ("URL: 'http://[::1'", None, "draft"),
        ("URL: 'javascript:alert(1)'", None, "draft"),
        ("URL: https://engawa.example/entry/a\nDate: 2099-01-01T00:00:00+09:00", "/entry/a", "future"),
    ],
)
def test_an_entry_without_an_address_is_a_draft(read_hatena, front_matter, url, concealed):
    post = read_hatena(front_matter).post
    assert (post.url, post.concealed) == (url, concealed)


def test_the_place_of_the_file_is_an_address_too(read_hatena):
    post = read_hatena("URL: https://engawa.example/entry/2025/other").post
    assert post.aliases == ("/entry/2025/03/09/081500",)


def test_a_permalink_of_the_settings_goes_before_hatenas(read_hatena):
    assert read_hatena(permalink="/:year/:slug/").post.url == "/2025/081500/"
    assert read_hatena(permalink="/:path/").post.url == "/entry/2025/03/09/081500/"


def test_the_sites_hosts_are_hatenas_and_the_entries(write):
    site = open_site(write({"blogsync.yaml": CONFIG, NIWA: entry()}), SiteSettings())
    assert site.generator.hosts == {"engawa.hatenablog.com", "engawa.example"}


@pytest.mark.parametrize(
    ("config", "files"),
    [
        (CONFIG, [f"{FOLDER}/_draft/1.md", f"{FOLDER}/a.md"]),
        ("engawa.hatenablog.com:\n  local_root: notes\n  omit_domain: true\n", ["notes/b.md"]),
        ("engawa.hatenablog.com:\n  local_root: /home/hanako/blog\n", ["c.md", f"{FOLDER}/_draft/1.md"]),
        ("# nothing", ["c.md", f"{FOLDER}/_draft/1.md"]),
        ("- a list", ["c.md", f"{FOLDER}/_draft/1.md"]),
        ("engawa.hatenablog.com:\n", ["c.md", f"{FOLDER}/_draft/1.md"]),
    ],
)
def test_entries_lie_where_blogsync_puts_them(write, config, files):
    names = [f"{FOLDER}/a.md", f"{FOLDER}/_draft/1.md", "notes/b.md", "c.md", "README.md", f"{FOLDER}/a.png"]
    found = open_site(write({"blogsync.yaml": config, **dict.fromkeys(names, entry())}), SiteSettings()).files()
    assert [path for path in found if path in files] == files
    assert "README.md" not in found


def test_the_settings_narrow_the_entries(write):
    root = write({"blogsync.yaml": CONFIG, **dict.fromkeys(["x/a.md", "x/old/b.md", NIWA], entry())})
    assert open_site(root, SiteSettings(posts="x", exclude=("x/old",))).files() == ["x/a.md"]


def test_settings_of_blogsync_that_cannot_be_read_are_the_users_to_mend(write):
    with pytest.raises(SiteError, match=r"blogsync\.yaml"):
        open_site(write({"blogsync.yaml": "a: [", NIWA: entry()}), SiteSettings())


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.text() | st.text().map(lambda text: entry(f"Date: {text}\nURL: {text}\nCustomPath: {text}")))
def test_for_every_text_reading_gives_a_post(tmp_path_factory, text):
    hatena = find_hatena(tmp_path_factory.getbasetemp(), SiteSettings(generator="hatena"), NOW)
    assert hatena.read(NIWA, text).post.path == NIWA
