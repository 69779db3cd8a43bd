"""Take the pictures that the documents show: `make screenshots`. Needs Chromium and the example's model."""

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

_HERE = Path(__file__).parent
_POST = "?url=/2024/06/10/ume-shigoto/"


def main(model: str) -> None:
    """Serve the model and take the preview, in Japanese and English."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    service = subprocess.Popen([sys.executable, "-m", "recommender", "serve", "--model", model, "--port", str(port)])
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for lang in ("ja", "en"):
                page = chromium.new_page(viewport={"width": 1100, "height": 760})
                page.goto(f"http://127.0.0.1:{port}/{_POST}&lang={lang}")
                page.screenshot(path=_HERE / f"preview.{lang}.png")
    finally:
        service.terminate()
        service.wait()


def _wait_for(address: str) -> None:
    for _ in range(200):
        try:
            urlopen(address).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"no service answers at {address}")


if __name__ == "__main__":
    main(sys.argv[1])
