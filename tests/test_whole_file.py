"""A file is old or new at any moment."""

import os
import subprocess
import sys

import pytest

from recommender.whole_file import remove_leftovers, write_whole


def test_a_new_file_has_the_mode_that_new_files_have(tmp_path):
    write_whole(tmp_path / "a", "梅".encode())
    (tmp_path / "b").touch()
    assert (tmp_path / "a").read_bytes() == "梅".encode()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_an_old_file_keeps_its_mode(tmp_path):
    (tmp_path / "a").touch()
    (tmp_path / "a").chmod(0o640)
    write_whole(tmp_path / "a", b"new")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"old")

    def no_space(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_whole(tmp_path / "pipe", b"lists")
    assert os.read(reader, 100) == b"lists"
    assert (tmp_path / "pipe").is_fifo()
    os.close(reader)


def test_a_name_as_long_as_the_disk_takes_can_be_written(tmp_path):
    file = tmp_path / ("あ" * 84 + ".md")
    write_whole(file, b"old")
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"


def dead_process() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    return process.pid


def test_what_a_dead_process_left_aside_goes_and_everything_else_stays(tmp_path):
    left = f".recommender-{dead_process()}-0123456789abcdef.tmp"
    kept = {
        f".recommender-{os.getppid()}-0123456789abcdef.tmp",
        f".recommender-{dead_process()}-short.tmp",
        f"{left}.md",
        ".hidden.tmp",
        "a.md",
    }
    for name in (left, *kept):
        (tmp_path / name).touch()
    assert remove_leftovers(tmp_path) == 1
    assert {one.name for one in tmp_path.iterdir()} == kept


def test_what_was_left_yesterday_goes_whoever_has_its_number_now(tmp_path):
    left = tmp_path / f".recommender-{os.getppid()}-0123456789abcdef.tmp"
    left.touch()
    os.utime(left, (0, 0))
    assert remove_leftovers(tmp_path) == 1


def test_a_folder_that_is_not_there_has_no_leftovers(tmp_path):
    assert remove_leftovers(tmp_path / "none") == 0
