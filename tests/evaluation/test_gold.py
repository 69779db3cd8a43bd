from datetime import UTC, datetime

import pytest

from recommender.errors import GoldError
from recommender.evaluation.gold import find_hubs, mask_titles, older_only, qrels, read_gold, without_hubs
from recommender.site.names import PostNames
from recommender.site.post import Post
from recommender.text.prose import Prose
from recommender.text.reading import ReadPost


def read(name: str, *links: str, lines: tuple[str, ...] = (), **fields: object) -> ReadPost:
    title = str(fields.pop("title", name))
    return ReadPost(Post(f"{name}.md", f"/{name}/", title, **fields), Prose(lines, (), links))


def test_a_link_joins_both_of_its_posts():
    posts = [Post("a.md", "/a/", "a"), Post("b.md", "/b/", "b")]
    assert qrels([("a.md", "b.md")], posts) == {"a.md": {"b.md": 1}, "b.md": {"a.md": 1}}


def test_drafts_ask_for_nothing_and_hidden_posts_are_no_right_answer():
    posts = [
        Post("a.md", "/a/", "a"),
        Post("d.md", None, "d", concealed="draft"),
        Post("n.md", "/n/", "n", withheld="noindex"),
    ]
    assert qrels([("a.md", "d.md"), ("a.md", "n.md")], posts) == {"n.md": {"a.md": 1}}


def test_the_title_of_a_linked_post_is_taken_out_of_the_text():
    posts = [
        read("a", lines=("梅仕事の覚え書き https より", "塩の話")),
        read("b", title="梅仕事の覚え書き"),
        read("c", title="塩"),
    ]
    masked = mask_titles(posts, [("a.md", "b.md"), ("a.md", "c.md")])
    assert masked[0].prose.lines == ("  https より", "塩の話"), "a title of one letter is an everyday word"
    assert masked[1:] == posts[1:]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("a.md\tb.md\tc.md\n", r":1: 3 columns, expected SOURCE TAB TARGET"),
        ("a.md b.md\n", r":1: 1 columns"),
        ("x.md\ty.md\n", r"none of its 1 lines names two posts"),
        ("", r"none of its 0 lines"),
        ("a.md 0 b.md 1\na.md b.md\n", r":2: 2 columns, expected QUERY 0 TARGET GRADE"),
        ("a.md 0 b.md 0\n", r"none of its 1 lines"),
    ],
)
def test_a_gold_file_that_cannot_be_used_says_why(tmp_path, content, told):
    file = tmp_path / "gold.tsv"
    file.write_text(content, encoding="utf-8")
    posts = [Post("a.md", "/a/", "a"), Post("b.md", "/b/", "b")]
    with pytest.raises(GoldError, match=told):
        read_gold(file, PostNames(posts), posts)


def test_a_gold_file_holds_paths_comments_and_strangers(tmp_path):
    file = tmp_path / "gold.tsv"
    file.write_text("\ufeff# pairs\na.md\tb.md\n\na.md\tgone.md\na.md\tb.md\n", encoding="utf-8")
    posts = [Post("a.md", "/a/", "a"), Post("b.md", "/b/", "b")]
    gold = read_gold(file, PostNames(posts), posts)
    assert gold.pairs == [("a.md", "b.md")]
    assert gold.judged == {"a.md": {"b.md": 1}, "b.md": {"a.md": 1}}


def test_qrels_of_trec_hold_as_they_stand_with_their_grades(tmp_path):
    file = tmp_path / "qrels"
    file.write_text("a.md 0 b%20c.md 2\nb%20c.md 0 a.md 0\nd.md 0 a.md 1\na.md 0 d.md 1\n", encoding="utf-8")
    posts = [Post("a.md", "/a/", "a"), Post("b c.md", "/b/", "b"), Post("d.md", None, "d", concealed="draft")]
    gold = read_gold(file, PostNames(posts), posts)
    assert gold.judged == {"a.md": {"b c.md": 2}}
    assert ("a.md", "b c.md") in gold.pairs


def test_only_posts_that_are_no_newer_are_right_where_the_past_alone_counts():
    day = [datetime(2026, 1, one, tzinfo=UTC) for one in (1, 2)]
    posts = [
        Post("old.md", "/o/", "", date=day[0]),
        Post("new.md", "/n/", "", date=day[1]),
        Post("same.md", "/s/", "", date=day[1]),
        Post("undated.md", "/u/", ""),
    ]
    judged = qrels([("old.md", "new.md"), ("new.md", "same.md"), ("old.md", "undated.md")], posts)
    assert older_only(judged, posts) == {
        "old.md": {"undated.md": 1},
        "new.md": {"old.md": 1, "same.md": 1},
        "same.md": {"new.md": 1},
        "undated.md": {"old.md": 1},
    }


def test_a_post_that_links_to_eight_others_is_a_hub():
    links = [("hub", str(target)) for target in range(8)] + [("seven", str(target)) for target in range(7)]
    assert find_hubs([*links, ("seven", "0")]) == {"hub"}


def test_hubs_neither_ask_nor_answer():
    judged = {"a": {"hub": 1, "b": 1}, "hub": {"a": 1}, "c": {"hub": 1}}
    assert without_hubs(judged, {"hub"}) == {"a": {"b": 1}}


def test_a_missing_gold_file_is_told(tmp_path):
    with pytest.raises(GoldError, match="cannot be read"):
        read_gold(tmp_path / "none.tsv", PostNames([]), [])
