from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.site.dates import YamlTimestamp, is_utc_to_yaml, parse_date

TOKYO = ZoneInfo("Asia/Tokyo")
DAY = datetime(2026, 2, 5, tzinfo=TOKYO)


@pytest.mark.parametrize(
    "text", ["2026-02-05", "2026-2-5", "2026/2/5", "2026.02.05", "2026年2月5日", "  2026-02-05", "2026-02-05の日記"]
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
    ],
)
def test_a_time_with_a_zone_is_shown_in_the_sites_day(text, in_tokyo):
    date = parse_date(text, TOKYO)
    assert (date.year, date.month, date.day, date.hour) == in_tokyo
    assert date.tzinfo is TOKYO


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
        "9999-12-31 23:00 -1200",
    ],
)
def test_what_is_no_date_is_none(text):
    assert parse_date(text, TOKYO) is None


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
    date = parse_date(text, TOKYO)
    assert date is None or date.tzinfo is TOKYO


@settings(deadline=None, max_examples=100, derandomize=True)
@given(
    st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30)),
    st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
def test_for_every_time_and_zone_the_same_moment_is_read_back(moment, zone):
    written = moment.replace(microsecond=0, tzinfo=zone)
    assert parse_date(written.strftime("%Y-%m-%d %H:%M:%S %z"), UTC) == written
