import pytest

from recommender.errors import PostError
from recommender.site.html_nesting import MAX_DEPTH, check_nesting


@pytest.mark.parametrize("tag", ["<div>", "<DIV class='a'>", "<details><summary>", "<x-y>"])
def test_more_open_elements_than_any_page_has_are_refused(tag):
    with pytest.raises(PostError, match="1,000 elements of HTML stand open"):
        check_nesting(tag * (MAX_DEPTH + 1))


@pytest.mark.parametrize("html", ["<div>a</div>", "<p>", "<li>", "<br>", "<img src='a'>", "<path d='M0'/>", "a < b "])
def test_any_number_of_elements_beside_one_another_is_read(html):
    check_nesting(html * 5 * MAX_DEPTH)


def test_as_many_as_the_limit_are_read():
    check_nesting("<div>" * MAX_DEPTH + "</div>" * MAX_DEPTH + "<div>" * MAX_DEPTH)


def test_readings_end_one_another_within_ruby_alone():
    check_nesting("<ruby>梅<rt>うめ</ruby>" * 5 * MAX_DEPTH)
    check_nesting("<ruby>梅<rp>(<rt>うめ<rp>)</ruby>" * 5 * MAX_DEPTH)
    with pytest.raises(PostError, match="the last: <rt>"):
        check_nesting("<rt>" * (MAX_DEPTH + 1))
    with pytest.raises(PostError, match="the last: <ruby>"):
        check_nesting("<ruby><rt>" * (MAX_DEPTH + 1))
