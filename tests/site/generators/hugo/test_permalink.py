"""Patterns of Hugo 0.111, and of newer versions where they differ."""

from datetime import datetime

import pytest

from recommender.site.generators.hugo.permalink import PagePlace, PathRules, fill_permalink

PLACE = PagePlace("posts/庭/花", "na me", ("posts", "庭", "花"), "C & D", "", datetime(2025, 3, 9))


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        (":year/:month/:day", "2025/03/09"),
        (":monthname/:weekday/:weekdayname/:yearday", "March/0/Sunday/68"),
        (":06/:Jan/:02", "25/Mar/09"),
        (":title", "c-d"),
        (":slug", "c-d"),
        (":filename", "na-me"),
        (":slugorfilename", "na-me"),
        (":contentbasename", "na-me"),
        (":slugorcontentbasename", "na-me"),
        (":section/:sections", "posts/posts/庭/花"),
        (":sections[1:]", "庭/花"),
        (":sections[:1]", "posts"),
        (":sections[:last]", "posts/庭"),
        (":sections[last]", "花"),
        (":sections[9]", ""),
        (":none", ":none"),
    ],
)
def test_a_permalink_is_filled_with_what_the_page_has(pattern, path):
    assert fill_permalink(pattern, PLACE, PathRules()) == path


@pytest.mark.parametrize(
    "permalinks",
    [
        'posts = "/p/:slug/"',
        'page = {posts = "/p/:slug/"}\nsection = {posts = "/s/"}',
        '"/" = "/n/"\nposts = "/p/:slug"',
    ],
)
def test_older_and_newer_tables_of_permalinks_are_read(read_hugo, permalinks):
    source = read_hugo("content/posts/a.md", "slug: niwa", config=f"[permalinks]\n{permalinks}")
    assert source.post.url == "/p/niwa/"


def test_a_permalink_takes_the_day_of_the_zone_that_the_date_is_written_in(read_hugo):
    config = 'timeZone = "Asia/Tokyo"\n[permalinks]\nposts = "/:day/"'
    source = read_hugo("content/posts/a.md", "date: 2025-11-05T20:00:00Z", config=config)
    assert source.post.url == "/05/"
    assert source.post.date.day == 6
