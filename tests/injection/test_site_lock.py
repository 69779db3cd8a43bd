"""Two runs on one site are kept apart, and a lock ends with its process."""

import signal
import subprocess
import sys
import threading

import pytest

from recommender.errors import SiteError
from recommender.injection.site_lock import lock_site

HOLD = (
    "import sys, time; from pathlib import Path; from recommender.injection.site_lock import lock_site\n"
    "with lock_site(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)\n"
)


def test_a_second_run_is_told_that_the_first_one_writes(tmp_path):
    with (
        lock_site(tmp_path),
        pytest.raises(SiteError, match="another run of inject is writing there"),
        lock_site(tmp_path, wait=0),
    ):
        pass


def test_a_site_is_the_same_by_every_name(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "link").symlink_to("site")
    with lock_site(tmp_path / "site"), pytest.raises(SiteError), lock_site(tmp_path / "link", wait=0):
        pass


def test_a_second_run_has_its_turn_after_the_first(tmp_path):
    with lock_site(tmp_path):
        pass
    with lock_site(tmp_path, wait=0):
        pass


def test_a_second_run_waits_a_little(tmp_path):
    first = lock_site(tmp_path)
    first.__enter__()
    threading.Timer(0.3, lambda: first.__exit__(None, None, None)).start()
    with lock_site(tmp_path, wait=30):
        pass


def test_the_lock_leaves_no_file(tmp_path):
    with lock_site(tmp_path):
        assert list(tmp_path.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_a_killed_run_holds_no_lock(tmp_path):
    with subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(SiteError), lock_site(tmp_path, wait=0):
            pass
        holder.send_signal(signal.SIGKILL)
    with lock_site(tmp_path, wait=0):
        pass
