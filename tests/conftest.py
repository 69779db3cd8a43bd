"""The example blog, trained once for all tests that look at finished lists."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

from recommender.model.model import Model
from recommender.model.storage import load_model
from recommender.ranking.rules import Rules, make_rules
from recommender.settings import Settings
from recommender.site.post import Post
from recommender.training import Training, train

# The first call of a compiled loop compiles it, unless that was done before.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

#: After the newest post of the example blog, so that no test depends on the day it runs.
NOW = datetime(2026, 11, 1, tzinfo=UTC)
EXAMPLE = Path(__file__).parent.parent / "examples" / "blog"


@pytest.fixture(scope="session")
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def example_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models") / "blog"


@pytest.fixture(scope="session")
def training(example_folder: Path) -> Training:
    return train(EXAMPLE, example_folder, now=NOW)


@pytest.fixture(scope="session")
def model(training: Training, example_folder: Path) -> Model:
    return load_model(example_folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium; a machine of CI has it."""
    chromium = shutil.which("chromium")
    if not chromium and not os.environ.get("CI"):
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    def find() -> int:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            return one.getsockname()[1]

    return find


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A copy of the example blog that a test may change."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "blog"))


@pytest.fixture(scope="session")
def rules_for() -> Callable[..., Rules]:
    """Make the rules of so many posts about which nobody decided anything, but for what is named."""

    def make(count: int, **decided: object) -> Rules:
        posts = [Post(path=f"{number}.md", url=f"/{number}/", title="") for number in range(count)]
        return replace(make_rules(posts, Settings(), 0.0), **decided)

    return make


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """After `make torture`, say of each fault how often it was tried, and how often something was lost or failed."""
    if config.option.markexpr != "slow":
        return
    tried: dict[str, list[str]] = {}
    failed: dict[str, int] = {}
    for outcome in ("passed", "failed", "error"):
        for report in terminalreporter.stats.get(outcome, []):
            if report.when == "call" or outcome == "error":
                name = report.nodeid.partition("::")[2].partition("[")[0].removeprefix("test_").replace("_", " ")
                told = dict(report.user_properties).get("tried")
                tried.setdefault(name, []).append(str(told or 1))
                failed[name] = failed.get(name, 0) + (outcome != "passed")
    terminalreporter.section("torture")
    for name, told in tried.items():
        times = str(len(told)) if set(told) == {"1"} else "; ".join(told)
        terminalreporter.write_line(f"{name}\n    tried: {times}   lost or failed: {failed[name]}")
