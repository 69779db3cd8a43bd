"""Events are written whole, within bounds, and nobody waits for them."""

import json
import subprocess
import sys
import threading
from collections import Counter

import pytest

from recommender.errors import SettingsError
from recommender.web.event_log import EventLog, append_whole
from recommender.web.settings import EventLimits

EVENT = {"time": "2026-11-25T10:00:00+09:00", "type": "click", "post": "梅.md"}
LINE = len(json.dumps(EVENT, ensure_ascii=False, separators=(",", ":")).encode()) + 1
PLENTY = EventLimits(per_second=1_000_000)


@pytest.fixture
def outcomes():
    return Counter()


@pytest.fixture
def open_log(tmp_path, outcomes):
    def make(limits=PLENTY):
        return EventLog(tmp_path / "events", limits, lambda outcome: outcomes.update([outcome]))

    return make


def lines(folder, day="2026-11-25"):
    return (folder / "events" / f"events-{day}.jsonl").read_text(encoding="utf-8").splitlines()


def test_each_day_has_a_file_of_its_own(open_log, tmp_path, outcomes):
    log = open_log()
    for time in ("2026-11-25T23:59:59+09:00", "2026-11-26T00:00:00+09:00"):
        assert log.take({**EVENT, "time": time})
    log.finish()
    assert [json.loads(*lines(tmp_path, day))["time"][:10] for day in ("2026-11-25", "2026-11-26")] == [
        "2026-11-25",
        "2026-11-26",
    ]
    assert outcomes == {"written": 2}


def test_events_of_an_earlier_run_stay(open_log, tmp_path):
    for _ in range(2):
        log = open_log()
        log.take(EVENT)
        log.finish()
    assert [json.loads(line) for line in lines(tmp_path)] == [EVENT, EVENT]


def test_what_is_beyond_the_rate_is_dropped_and_counted(open_log, outcomes):
    log = open_log(EventLimits(per_second=1))
    taken = [log.take(EVENT) for _ in range(20)]
    log.finish()
    assert sum(taken) in (10, 11), "ten seconds' worth at once, and what a slow machine adds"
    assert outcomes == {"written": sum(taken), "rate": 20 - sum(taken)}


@pytest.mark.parametrize("limits", [{"file_bytes": 2 * LINE + 1}, {"total_bytes": 2 * LINE + 1}])
def test_files_that_are_full_take_no_more(open_log, tmp_path, outcomes, limits):
    log = open_log(EventLimits(per_second=1_000_000, **limits))
    for _ in range(4):
        log.take(EVENT)
        log.finish()
    assert len(lines(tmp_path)) == 2
    assert outcomes == {"written": 2, "size": 2}


def test_another_day_has_room_where_one_is_full(open_log, tmp_path):
    log = open_log(EventLimits(file_bytes=LINE))
    for day in ("2026-11-25", "2026-11-25", "2026-11-26"):
        log.take({**EVENT, "time": f"{day}T10:00:00+09:00"})
        log.finish()
    assert len(lines(tmp_path, "2026-11-25")) == len(lines(tmp_path, "2026-11-26")) == 1


def test_many_writers_of_one_file_leave_whole_lines(tmp_path):
    file = tmp_path / "events.jsonl"

    def write(name):
        for _ in range(100):
            append_whole(file, (name * 500 + "\n").encode(), 10**9)

    writers = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    written = file.read_text().splitlines()
    assert Counter(line[0] for line in written) == {"a": 100, "b": 100, "c": 100, "d": 100}
    assert all(line == line[0] * 500 for line in written)


def test_a_full_disk_leaves_no_half_line_and_later_events_are_written(tmp_path):
    program = f"""
import resource
from pathlib import Path
from recommender.web.event_log import EventLog
from recommender.web.settings import EventLimits
outcomes = []
log = EventLog(Path({str(tmp_path / "events")!r}), EventLimits(), outcomes.append)
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
for room in ({LINE + 10}, {LINE + 10}, {10 * LINE}):
    # The kernel writes as much as fits, as on a disk with that much left.
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    log.take({EVENT!r})
    log.finish()
print(outcomes)
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "['written', 'disk', 'written']"
    assert [json.loads(line) for line in lines(tmp_path)] == [EVENT, EVENT]


def test_a_folder_that_is_gone_loses_events_and_nothing_else(open_log, tmp_path, outcomes):
    log = open_log()
    (tmp_path / "events").rmdir()
    assert log.take(EVENT)
    log.finish()
    assert outcomes == {"disk": 1}


def test_a_writer_that_hangs_does_not_hold_up_answers(open_log, outcomes, tmp_path):
    import fcntl

    log = open_log()
    with (tmp_path / "events" / "events-2026-11-25.jsonl").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        taken = [log.take(EVENT) for _ in range(2500)]
    assert 1000 <= sum(taken) <= 2001, "one batch under way, one in the queue"
    log.finish()
    assert outcomes == {"written": sum(taken), "queue": 2500 - sum(taken)}


def test_a_link_in_the_place_of_a_file_is_not_followed(open_log, tmp_path, outcomes):
    log = open_log()
    (tmp_path / "events" / "events-2026-11-25.jsonl").symlink_to(tmp_path / "elsewhere")
    log.take(EVENT)
    log.finish()
    assert outcomes == {"disk": 1}
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_that_cannot_be_made_is_told_at_the_start(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="no folder for events can be made"):
        EventLog(tmp_path / "file" / "events", PLENTY)
