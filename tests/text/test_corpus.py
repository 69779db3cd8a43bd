import os
from datetime import UTC, datetime

import pytest

from recommender.errors import SiteError
from recommender.settings import SiteSettings, TextSettings
from recommender.site.links import LinkResolver
from recommender.site.reader import open_site
from recommender.text.cache import open_cache
from recommender.text.corpus import Corpus, tokenise_posts
from recommender.text.reading import read_site

NOW = datetime(2026, 11, 1, tzinfo=UTC)
TEXT = TextSettings()


@pytest.fixture
def site(tmp_path):
    """Open a plain folder of the given files, bytes or text."""

    def open_files(files):
        for path, content in files.items():
            (tmp_path / path).write_bytes(content if isinstance(content, bytes) else content.encode())
        return open_site(tmp_path, SiteSettings(), now=NOW)

    return open_files


def words_of(site, settings=TEXT):
    return [one.body.words() for one in tokenise_posts(read_site(site, settings).posts, settings).tokens]


def test_posts_come_in_the_sites_order(site):
    reading = read_site(site({"b.md": "土", "a.md": "庭", "c.md": "花"}), TEXT)
    assert [(one.post.path, one.prose.lines) for one in reading.posts] == [
        ("a.md", ("庭",)),
        ("b.md", ("土",)),
        ("c.md", ("花",)),
    ]


def test_a_site_without_posts_is_the_users_to_mend(site):
    with pytest.raises(SiteError, match="no posts found"):
        read_site(site({}), TEXT)


def test_a_site_of_which_nothing_can_be_read_tells_the_first_reason(site):
    with pytest.raises(SiteError, match=r"none of 2 files can be read; the first, a\.md: is UTF-16"):
        read_site(site({"a.md": b"\xff\xfe\x00", "b.md": b"\xfe\xff\x00"}), TEXT)


def test_one_unreadable_file_does_not_stop_the_others(site):
    reading = read_site(site({"a.md": b"\xff\xfe\x00", "b.md": "土"}), TEXT)
    assert [one.path for one in reading.skipped] == ["a.md"]
    assert [one.post.path for one in reading.posts] == ["b.md"]


def test_a_post_with_a_fault_is_read_and_the_fault_is_told(site):
    reading = read_site(site({"a.md": "---\ntitle: 庭: 夏\n---\n土", "b.md": "花"}), TEXT)
    assert [(one.path, bool(one.reason)) for one in reading.troubles] == [("a.md", True)]
    assert len(reading.posts) == 2


def test_a_post_that_another_overwrites_is_concealed(site):
    table = "---\npermalink: /x/\n---\n庭"
    first, last = read_site(site({"a.md": table, "b.md": table}), TEXT).posts
    assert (first.post.is_recommendable, last.post.is_recommendable) == (False, True)


def test_a_related_list_under_the_settings_heading_is_not_read(site):
    files = {"a.md": "庭\n\n### これも\n\n- [土](b.md)\n"}
    assert words_of(site(files), TextSettings(drop_headings=("これも",))) == [["庭"]]
    assert words_of(site(files), TextSettings(drop_headings=())) == [["庭", "土"]]


def test_a_mask_takes_links_to_known_posts_out_and_leaves_others(site):
    opened = site({"a.md": "[土](b.md)と[花](https://other.example/)", "b.md": "水"})
    posts = [one.post for one in read_site(opened, TEXT).posts]
    masked = read_site(opened, TEXT, mask=LinkResolver(posts, frozenset()))
    assert masked.posts[0].prose.lines == ("と花",)


def test_title_and_text_are_told_apart(site):
    tokens = tokenise_posts(read_site(site({"a.md": "---\ntitle: 庭\n---\n土と花"}), TEXT).posts, TEXT).tokens
    assert [(one.title.words(), one.body.words()) for one in tokens] == [(["庭"], ["土", "花"])]


def test_a_wordless_post_has_no_words(site):
    assert words_of(site({"a.md": "", "b.md": "土"})) == [[], ["土"]]


def test_identical_posts_have_identical_words(site):
    assert words_of(site({"a.md": "庭の土", "b.md": "庭の土"})) == [["庭", "土"]] * 2


def test_a_line_of_many_posts_is_left_out_and_counted(site):
    names = "abcdefghijk"
    posts = read_site(site({f"{name}.md": f"味噌を仕込む\n\n{name * 3}" for name in names}), TEXT).posts
    corpus = tokenise_posts(posts, TEXT)
    assert [one.body.words() for one in corpus.tokens] == [[name * 3] for name in names]
    assert len(corpus.boilerplate) == 1


def test_stop_words_of_the_settings_are_left_out(site):
    assert words_of(site({"a.md": "庭の土"}), TextSettings(stop_words=("庭",))) == [["土"]]


@pytest.mark.parametrize(
    ("text", "surface"), [("サーバーとサーバーとサーバ", "サーバー"), ("サーバーとサーバとサーバ", "サーバ")]
)
def test_a_key_is_shown_in_its_most_frequent_spelling(site, text, surface):
    corpus = tokenise_posts(read_site(site({"a.md": text}), TEXT).posts, TEXT)
    assert corpus.surfaces == {"サーバ": surface}


def test_worker_processes_read_and_tokenise_what_one_process_does(site):
    opened = site({f"{number:03}.md": f"庭の土と花{number}。" for number in range(150)})
    alone, together = read_site(opened, TEXT), read_site(opened, TEXT, jobs=2)
    assert together == alone
    assert tokenise_posts(together.posts, TEXT, jobs=2) == tokenise_posts(alone.posts, TEXT)


def test_progress_is_told_from_nothing_to_all(site):
    told = []
    read_site(site({"a.md": "庭", "b.md": "土"}), TEXT, progress=lambda *step: told.append(step))
    assert told == [("reading", 0, 2), ("reading", 1, 2), ("reading", 2, 2)]


def test_with_a_cache_every_step_is_told_to_its_end(site, tmp_path):
    opened, cache = site({"a.md": "庭", "b.md": "土"}), open_cache(tmp_path / "cache")
    for steps in (["looking for changes", "reading"], ["looking for changes", "looking into the cache"]):
        told = []
        read_site(opened, TEXT, cache=cache, progress=lambda *step, told=told: told.append(step))
        assert told == [(step, done, 2) for step in steps for done in range(3)]


def test_no_posts_have_no_words():
    assert tokenise_posts([], TEXT) == Corpus((), {}, frozenset())


def test_a_post_of_elements_nested_without_end_is_skipped_and_the_others_are_read(site):
    reading = read_site(site({"a.md": "庭\n", "b.md": "<div>" * 20_000, "c.html": "<div>" * 20_000}), TEXT)
    assert [one.post.path for one in reading.posts] == ["a.md"]
    assert [(one.path, "stand open within one another" in one.reason) for one in reading.skipped] == [("b.md", True)]


def test_a_post_dated_by_its_file_is_not_taken_from_the_cache(site, tmp_path):
    (tmp_path / "content" / "posts").mkdir(parents=True)
    opened = site({"hugo.toml": '[frontmatter]\ndate = [":fileModTime"]\n', "content/posts/a.md": "庭"})
    cache = open_cache(tmp_path / "cache")
    dates = []
    for seconds in (1_700_000_000, 1_710_000_000):
        os.utime(opened.root / "content/posts/a.md", (seconds, seconds))
        dates += [one.post.date.timestamp() for one in read_site(opened, TEXT, cache=cache).posts]
    assert dates == [1_700_000_000, 1_710_000_000]
