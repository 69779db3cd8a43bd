"""What was let go of is no longer held."""

import resource
import sys
from pathlib import Path

import pytest

from recommender.freed import give_back


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_what_small_things_took_is_given_back():
    def held():
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()

    # Each is too small for memory of its own, and one in a thousand stays, so that none of it lies at the end.
    texts = ["庭" * 5_000 + str(number) for number in range(20_000)]
    kept, filled = texts[::1_000], held()
    del texts
    give_back()
    assert held() < filled - 100_000_000
    assert len(kept) == 20
