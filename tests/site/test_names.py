import pytest

from recommender.errors import UnknownPostError
from recommender.site.names import PostNames, slugs, urls
from recommender.site.post import Post

POSTS = [
    Post("_posts/2026-01-01-tsuchi.md", "/2026/01/01/tsuchi/", "土", aliases=("/old/",)),
    Post("_posts/2026-02-01-が.md", "/2026/02/01/が/", "が"),
    Post("_posts/2026-03-01-mizu.md", "/2026/03/01/mizu/", "水"),
    Post("_posts/2026-04-01-mizu.md", "/2026/04/01/mizu/", "水"),
]
NAMES = PostNames(POSTS)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("_posts/2026-01-01-tsuchi.md", 0),
        ("./_posts/2026-01-01-tsuchi.md", 0),
        ("/2026/01/01/tsuchi/", 0),
        ("https://engawa.example/2026/01/01/tsuchi", 0),
        ("/old", 0),
        ("tsuchi", 0),
        ("2026-01-01-tsuchi", 0),
        (" tsuchi\n", 0),
        (POSTS[0].id, 0),
        ("が", 1),
        ("か\u3099", 1),
        ("/2026/02/01/%E3%81%8B%E3%82%99/", 1),
        ("_posts/2026-02-01-か\u3099.md", 1),
        ("2026-04-01-mizu", 3),
    ],
)
def test_a_post_answers_to_its_path_url_alias_slug_and_id(name, number):
    assert NAMES.find(name) == number


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("mizu", '2 posts are called "mizu": give a path, as _posts/2026-03-01-mizu.md'),
        ("tsuchii", 'did you mean "tsuchi"'),
        ("ぜんぜん別", "give its path, URL, slug or id"),
        ("", "no post is called"),
        ("/", "no post is called"),
    ],
)
def test_a_name_that_is_not_one_posts_says_what_to_do(name, message):
    with pytest.raises(UnknownPostError, match=message):
        NAMES.find(name)


def test_without_posts_no_name_is_known():
    with pytest.raises(UnknownPostError):
        PostNames([]).find("tsuchi")


def test_each_way_of_asking_gives_the_number_or_none():
    assert [NAMES.by_path(POSTS[2].path), NAMES.by_url("/2026/03/01/mizu"), NAMES.by_id(POSTS[2].id)] == [2, 2, 2]
    assert [NAMES.by_path("none.md"), NAMES.by_url("/none/"), NAMES.by_id("0")] == [None, None, None]


def test_an_address_that_two_posts_claim_is_the_open_ones():
    names = PostNames([Post("a.md", "/x/", "", concealed="draft"), Post("b.md", "/x/", "")])
    assert names.by_url("/x/") == 1


def test_addresses_of_open_posts_come_first():
    posts = [
        Post("a.md", "/a/", "", concealed="draft"),
        Post("b.md", "/b/", "", aliases=("/c/",)),
        Post("d.md", None, ""),
    ]
    assert urls(posts) == [(1, "/b/"), (1, "/c/"), (0, "/a/")]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("_posts/2026-01-01-niwa.md", ("2026-01-01-niwa", "niwa")),
        ("庭/niwa.md", ("niwa",)),
        ("node.js.md", ("node.js",)),
        ("か\u3099.md", ("が",)),
    ],
)
def test_slugs_are_the_file_name_with_and_without_its_date(path, expected):
    assert slugs(Post(path, None, "")) == expected


def test_a_path_from_where_the_user_stands_is_known_by_its_end():
    posts = [Post("_posts/2026-01-01-a.md", "/a/", ""), Post("b.md", "/b/", "")]
    assert PostNames(posts).find("../blog/_posts/2026-01-01-a.md") == 0


def test_a_post_answers_to_its_title_where_no_other_has_it():
    names = PostNames([Post("a.md", "/a/", "梅仕事"), Post("b.md", "/b/", "日記"), Post("c.md", "/c/", "日記")])
    assert names.find("梅仕事") == 0
    with pytest.raises(UnknownPostError, match='2 posts are called "日記"'):
        names.find("日記")
