from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.site.dates import YamlTimestamp, is_utc_to_yaml, parse_date

TOKYO = ZoneInfo("Asia/Tokyo")
DAY = datetime(2026, 2, 5, tzinfo=TOKYO)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-05",
        "2026-2-5",
        "2026/2/5",
        "2026.02.05",
        "2026年2月5日",
        "2026年 2月 5日（木）",
        "２０２６年２月５日",
        "20260205",
        20260205,
        "Feb 5, 2026",
        "February 5th, 2026",
        "5 February 2026",
        "Thu, 05 Feb 2026",
        "05-Feb-2026",
        "  2026-02-05",
        "2026-02-05の日記",
        "2026-02-05-0900-title",
        date(2026, 2, 5),
    ],
)
def test_a_day_is_read_as_people_write_it(text):
    assert parse_date(text, TOKYO) == DAY


@pytest.mark.parametrize(
    ("text", "hour", "minute", "second"),
    [
        ("2026-02-05 09:30", 9, 30, 0),
        ("2026-02-05 9:30", 9, 30, 0),
        ("2026-02-05T09:30:15", 9, 30, 15),
        ("2026-02-05 09:30:15.250", 9, 30, 15),
        ("2026年2月5日 21:05", 21, 5, 0),
        ("2026年2月5日(木) 21時05分", 21, 5, 0),
        ("20260205T2105", 21, 5, 0),
        ("20260205210530", 21, 5, 30),
        ("Feb 5, 2026 9:05 PM", 21, 5, 0),
        ("Feb 5, 2026 12:05 am", 0, 5, 0),
        ("Thu, 05 Feb 2026 21:05:30", 21, 5, 30),
    ],
)
def test_a_time_without_zone_is_the_sites_time(text, hour, minute, second):
    assert parse_date(text, TOKYO) == datetime(2026, 2, 5, hour, minute, second, tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("text", "in_tokyo"),
    [
        ("2025-11-05 20:00:00 +0000", (2025, 11, 6, 5)),
        ("2025-11-05T20:00:00Z", (2025, 11, 6, 5)),
        ("2025-11-05 20:00 UTC", (2025, 11, 6, 5)),
        ("2025-11-05 20:00:00 GMT", (2025, 11, 6, 5)),
        ("2025-11-05 20:00:00 JST", (2025, 11, 5, 20)),
        ("2025-11-05T20:00:00+09:00", (2025, 11, 5, 20)),
        ("2025-12-31 10:00:00 -0500", (2026, 1, 1, 0)),
        ("2025-11-05T20:00:00+09", (2025, 11, 5, 20)),
        ("2025-11-05T20:00:00.123Z", (2025, 11, 6, 5)),
        ("2025-11-05Z", (2025, 11, 5, 9)),
        ("Wed, 05 Nov 2025 20:00:00 +0900", (2025, 11, 5, 20)),
        ("Wed Nov 05 2025 20:00:00 GMT+0900 (JST)", (2025, 11, 5, 20)),
        (datetime(2025, 11, 5, 20, tzinfo=UTC), (2025, 11, 6, 5)),
        (1762340400, (2025, 11, 5, 20)),
        ("1762340400000", (2025, 11, 5, 20)),
    ],
)
def test_a_time_with_a_zone_is_shown_in_the_sites_day(text, in_tokyo):
    moment = parse_date(text, TOKYO)
    assert (moment.year, moment.month, moment.day, moment.hour) == in_tokyo
    assert moment.tzinfo is TOKYO


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        True,
        [],
        "昨日",
        "2026-02-30",
        "2026-13-01",
        "26-02-05",
        "12026-02-05",
        "2026-02-05 25:00",
        "2026-02-05 10:00 +99:00",
        "202602051",
        "2024",
        123456789,
        "Foo 20, 2026",
        "1970-01-01",
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "0000-00-00 00:00:00",
    ],
)
def test_what_is_no_date_is_none(text):
    assert parse_date(text, TOKYO) is None


@pytest.mark.parametrize("text", ["9999-12-31", "99991231", "9999-12-31 23:00 -1200"])
def test_the_end_of_time_is_a_date_in_every_zone(text):
    assert parse_date(text, TOKYO) > DAY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-11-05 20:00:00", True),
        ("2025-11-05T20:00:00", True),
        ("2025-11-05", False),
        ("2025-11-05 20:00:00 +0900", False),
        ("2025-11-05 20:00:00Z", False),
        ("昨日", False),
    ],
)
def test_a_bare_time_without_zone_is_yamls_utc_and_a_quoted_one_is_not(text, expected):
    assert is_utc_to_yaml(YamlTimestamp(text)) is expected
    assert is_utc_to_yaml(text) is False


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.text() | st.from_regex(r"\d{4}-\d{1,2}-\d{1,2}( \d{1,2}:\d{2}:\d{2})?( [+-]\d{2}:?\d{2})?", fullmatch=True))
def test_for_every_text_reading_a_date_never_raises(text):
    moment = parse_date(text, TOKYO)
    assert moment is None or moment.tzinfo is TOKYO


@settings(deadline=None, max_examples=100, derandomize=True)
@given(
    st.datetimes(datetime(1970, 1, 3), datetime(2199, 12, 30)),
    st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
def test_for_every_time_and_zone_the_same_moment_is_read_back(moment, zone):
    written = moment.replace(microsecond=0, tzinfo=zone)
    assert parse_date(written.strftime("%Y-%m-%d %H:%M:%S %z"), UTC) == written
