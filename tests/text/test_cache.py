"""What is kept between trainings: faster where it is whole, and of no account where it is not."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.text.cache import Cache, keys_of, recall


@dataclass(frozen=True)
class Entry:
    words: tuple[str, ...]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "model.cache"


def recalled(cache, texts):
    """Recall the words of texts, make and keep those that are not there, and say which those were."""
    keys = keys_of(Entry, [(text,) for text in texts])
    found = recall(cache, Entry, keys)
    entries = [one or Entry(tuple(text.split())) for text, one in zip(texts, found, strict=True)]
    missing = [place for place, one in enumerate(found) if one is None]
    if cache:
        cache.keep({keys[place]: entries[place] for place in missing})
    return entries, [texts[place] for place in missing]


def test_what_was_made_once_is_not_made_again(file):
    first, _ = recalled(Cache(file, 1), ["庭 土", "花"])
    second, made = recalled(Cache(file, 2), ["庭 土", "夏", "花"])
    assert made == ["夏"]
    assert [second[0], second[2]] == first


def test_without_a_cache_all_is_made(file):
    assert recalled(None, ["庭 土"]) == ([Entry(("庭", "土"))], ["庭 土"])


def test_what_the_last_training_did_not_use_is_dropped(file):
    recalled(Cache(file, 1), ["庭", "土"])
    recalled(Cache(file, 2), ["庭"])
    Cache(file, 2).drop_unused()
    assert recalled(Cache(file, 3), ["庭", "土"])[1] == ["土"]


def test_the_file_shrinks_with_the_site(file):
    texts = ["".join(map(chr, range(0x4E00 + place, 0x8E00 + place))) for place in range(20)]
    recalled(Cache(file, 1), texts)
    large = file.stat().st_size
    recalled(Cache(file, 2), ["庭"])
    Cache(file, 2).drop_unused()
    assert file.stat().st_size < large / 10


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_made_anew(file, damage):
    file.write_bytes(damage)
    assert recalled(Cache(file, 1), ["庭"])[0] == [Entry(("庭",))]
    assert recalled(Cache(file, 2), ["庭"])[0] == [Entry(("庭",))]
    recalled(Cache(file, 3), ["庭"])
    assert recalled(Cache(file, 4), ["庭"])[1] == []


def test_several_threads_find_what_one_kept(file):
    texts = [f"庭 {number}" for number in range(1000)]
    entries, _ = recalled(Cache(file, 1), texts)
    keys = keys_of(Entry, [(text,) for text in texts])
    assert recall(Cache(file, 2), Entry, keys, jobs=4) == entries
    Cache(file, 2).drop_unused()
    assert recall(Cache(file, 3), Entry, keys, jobs=4) == entries, "each was marked as used"
    file.write_bytes(b"no database")
    assert recall(Cache(file, 4), Entry, keys, jobs=4) == [None] * 1000


@given(place=st.integers(0, 200), flipped=st.integers(1, 255))
def test_an_entry_with_a_wrong_bit_is_made_anew(tmp_path_factory, place, flipped):
    file = tmp_path_factory.mktemp("cache") / "model.cache"
    recalled(Cache(file, 1), ["庭 土 花 夏"])
    with sqlite3.connect(file) as database:
        (value,) = database.execute("SELECT value FROM entries").fetchone()
        place %= len(value)
        damaged = value[:place] + bytes([value[place] ^ flipped]) + value[place + 1 :]
        database.execute("UPDATE entries SET value = ?", [damaged])
    database.close()
    assert recalled(Cache(file, 2), ["庭 土 花 夏"]) == ([Entry(("庭", "土", "花", "夏"))], ["庭 土 花 夏"])


def test_entries_that_changed_places_are_made_anew(file):
    recalled(Cache(file, 1), ["庭", "土"])
    with sqlite3.connect(file) as database:
        (one, first), (other, second) = database.execute("SELECT key, value FROM entries").fetchall()
        database.executemany("UPDATE entries SET value = ? WHERE key = ?", [(second, one), (first, other)])
    database.close()
    assert recalled(Cache(file, 2), ["庭", "土"]) == ([Entry(("庭",)), Entry(("土",))], ["庭", "土"])


def test_a_file_that_cannot_be_written_is_as_good_as_none(tmp_path):
    cache = Cache(tmp_path / "gone" / "model.cache", 1)
    assert recalled(cache, ["庭"]) == ([Entry(("庭",))], ["庭"])
    cache.drop_unused()


def test_a_text_that_no_file_holds_is_made_each_time(file):
    assert recalled(Cache(file, 1), ["庭\ud800"])[0] == [Entry(("庭\ud800",))]
    assert recalled(Cache(file, 2), ["庭\ud800"])[1] == ["庭\ud800"]


def test_a_file_that_another_process_keeps_locked_is_as_good_as_none(file, monkeypatch):
    recalled(Cache(file, 1), ["庭"])
    monkeypatch.setattr("recommender.text.cache._WAIT_SECONDS", 0)
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert recalled(Cache(file, 2), ["庭", "土"])[0] == [Entry(("庭",)), Entry(("土",))]
    assert recalled(Cache(file, 3), ["庭"])[1] == [], "and what was in it stays"


def test_two_trainings_may_use_it_at_once(file):
    texts = [f"庭 {number}" for number in range(50)]
    with ThreadPoolExecutor(2) as trainings:
        one, other = trainings.map(lambda number: recalled(Cache(file, number), texts)[0], (1, 2))
    assert one == other == [Entry(tuple(text.split())) for text in texts]
    assert recalled(Cache(file, 3), texts)[1] == []
