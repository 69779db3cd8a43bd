"""Which posts a list gets: those of the model, those that are there, and the old ones where they are as good."""

import pytest

from recommender.injection.lists import Choice, Lists

SCORES = {"b.md": 0.5, "c.md": 0.49, "d.md": 0.2}


@pytest.fixture
def lists(make_model):
    """Make the lists of a site with a list for `a.md`."""

    def make(scores=SCORES, paths=("a.md", "b.md", "c.md", "d.md"), limit=1, **changes):
        model = make_model({"a.md": scores, "b.md": {}, "c.md": {}, "d.md": {}}, source=changes.pop("source", "scored"))
        return Lists(model, paths, limit, **changes)

    return make


def paths_of(choice: Choice) -> list[str]:
    return [item.post.path for item in choice.items]


@pytest.mark.parametrize(
    ("linked", "expected", "kept"),
    [
        ([], ["b.md"], False),
        ([1], ["b.md"], False),
        ([2], ["c.md"], True),
        ([3], ["b.md"], False),
        ([None], ["b.md"], False),
        ([1, 2], ["b.md"], False),
        ([0], ["b.md"], False),
    ],
)
def test_an_old_list_stays_only_where_it_is_hardly_worse(lists, linked, expected, kept):
    choice = lists().choose("a.md", linked)
    assert (paths_of(choice), choice.kept) == (expected, kept)


def test_a_list_is_filled_up_where_posts_are_gone(lists):
    assert paths_of(lists(paths=("a.md", "c.md", "d.md"), limit=2).choose("a.md")) == ["c.md", "d.md"]
    assert paths_of(lists(paths=("a.md", "c.md"), limit=2).choose("a.md", [1, 2])) == ["c.md"]


def test_a_pin_is_taken_whatever_stood_there(lists):
    assert not lists(source="pin").choose("a.md", [2]).kept


def test_where_lists_are_removed_every_one_is_empty_and_every_post_known(lists):
    removing = lists(removes=True)
    assert removing.choose("a.md", [1]) == Choice(())
    assert removing.knows("new.md")
    assert not lists().knows("new.md")
