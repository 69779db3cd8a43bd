import pytest

from recommender.text.boilerplate import find_boilerplate


def posts(total, with_line):
    return [
        ("読者登録はこちら", f"本文{number}") if number < with_line else (f"本文{number}",) for number in range(total)
    ]


@pytest.mark.parametrize(
    ("total", "with_line", "found"),
    [(10, 10, False), (11, 11, True), (500, 10, False), (500, 11, True), (1000, 20, False), (1000, 21, True)],
)
def test_a_line_in_more_than_ten_posts_and_two_percent_is_boilerplate(total, with_line, found):
    assert find_boilerplate(posts(total, with_line)) == ({"読者登録はこちら"} if found else set())


@pytest.mark.parametrize(
    "posts", [[], [()], [("庭",)], [()] * 20], ids=["empty", "wordless", "one post", "all wordless"]
)
def test_few_or_wordless_posts_have_no_boilerplate(posts):
    assert find_boilerplate(posts) == frozenset()


def test_the_text_of_many_identical_posts_is_boilerplate():
    assert find_boilerplate([("庭", "土")] * 11) == {"庭", "土"}


def test_posts_may_come_one_by_one():
    assert find_boilerplate(iter([("庭",)] * 11)) == {"庭"}
