import pytest

from recommender.site.generators.jekyll.entries import Entries, Place


def entries(**fields):
    plain = {"source": "", "destination": "_site", "collections_dir": "", "labels": (), "include": (), "exclude": ()}
    return Entries(**{**plain, **fields})


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("_posts/a.md", Place("posts", "_posts/a.md")),
        ("庭/花/_posts/sub/a.md", Place("posts", "庭/花/_posts/sub/a.md")),
        ("_drafts/a.md", Place("posts", "_drafts/a.md", is_draft=True)),
        ("庭/_drafts/a.md", Place("posts", "庭/_drafts/a.md", is_draft=True)),
        ("_notes/庭/a.md", Place("notes", "_notes/庭/a.md")),
        ("_notes/_a.md", None),
        ("_secret/a.md", None),
        ("about.md", None),
        ("庭/_notes/a.md", None),
        ("_x/_posts/a.md", None),
        ("_posts/_x/a.md", None),
        ("_posts/x/_a.md", None),
        ("_posts/#a.md", None),
        ("~x/_posts/a.md", None),
        ("_site/_posts/a.md", None),
        ("node_modules/x/_posts/a.md", None),
        ("vendor/bundle/_posts/a.md", None),
        ("vendor/mine/_posts/a.md", Place("posts", "vendor/mine/_posts/a.md")),
    ],
)
def test_documents_are_posts_drafts_and_what_stands_in_collections(path, place):
    assert entries(labels=("notes",)).place(path) == place


@pytest.mark.parametrize(
    ("patterns", "excluded"),
    [
        (("old",), True),
        (("old/",), True),
        (("/old",), True),
        (("o",), True),
        (("old/_posts/*.md",), True),
        (("**/*.md",), True),
        (("*.md",), True),
        (("ld",), False),
        (("_posts",), False),
        (("old/x",), False),
        ((), False),
    ],
)
def test_a_pattern_excludes_by_glob_or_by_the_beginning_of_the_path(patterns, excluded):
    assert (entries(exclude=patterns).place("old/_posts/a.md") is None) is excluded


@pytest.mark.parametrize(
    ("include", "path"),
    [
        (("_x",), "_x/_posts/a.md"),
        (("old/",), "old/_posts/a.md"),
        (("gemfiles",), "gemfiles/_posts/a.md"),
        (("_a.md",), "_posts/_a.md"),
    ],
)
def test_what_is_included_is_read_whatever_excludes_it(include, path):
    assert entries(exclude=("old/",)).place(path) is None
    assert entries(exclude=("old/",), include=include).place(path) is not None


def test_paths_are_counted_from_the_source():
    site = entries(source="src", labels=("notes",))
    assert site.place("src/庭/_posts/a.md") == Place("posts", "庭/_posts/a.md")
    assert site.place("src/_notes/a.md") == Place("notes", "_notes/a.md")
    assert site.place("_posts/a.md") is None


def test_a_folder_for_collections_holds_the_posts_too():
    site = entries(collections_dir="c", labels=("notes",))
    assert site.place("c/_notes/a.md") == Place("notes", "_notes/a.md")
    assert site.place("c/庭/_posts/a.md") == Place("posts", "庭/_posts/a.md")
    assert site.place("_posts/a.md") is None
    assert site.place("_notes/a.md") is None
