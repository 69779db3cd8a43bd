"""Take the pictures that the documents show: `make screenshots`. Needs Chromium and the example's model."""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

_HERE = Path(__file__).parent
_POST = "?url=/2024/06/10/ume-shigoto/"


def main(site: str, model: str) -> None:
    """Take the preview and the report, each in Japanese and English."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        take_preview(chromium, model)
        take_report(chromium, site, model)


def take_preview(chromium: Browser, model: str) -> None:
    """Serve the model and take its page."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    service = subprocess.Popen([sys.executable, "-m", "recommender", "serve", "--model", model, "--port", str(port)])
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        for lang in ("ja", "en"):
            page = chromium.new_page(viewport={"width": 1100, "height": 760})
            page.goto(f"http://127.0.0.1:{port}/{_POST}&lang={lang}")
            page.screenshot(path=_HERE / f"preview.{lang}.png")
    finally:
        service.terminate()
        service.wait()


def take_report(chromium: Browser, site: str, model: str) -> None:
    """Write the report and take its head, with the list of a post."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.html"
        command = [sys.executable, "-m", "recommender", "report", site, "--model", model, "--out", str(file)]
        subprocess.run(command, check=True)
        for lang in ("ja", "en"):
            page = chromium.new_page(viewport={"width": 1100, "height": 1150})
            page.goto(file.as_uri())
            page.locator(f"#show-{lang}").check()
            page.get_by_role("searchbox").fill("ume-shigoto")
            page.locator("#results button").first.click()
            page.screenshot(path=_HERE / f"report.{lang}.png")


def _wait_for(address: str) -> None:
    for _ in range(200):
        try:
            urlopen(address).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"no service answers at {address}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
