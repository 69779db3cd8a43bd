"""`recommender preview`: train if that is needed, serve on this machine alone, open the page."""

import socket
import threading
import time
import webbrowser
from pathlib import Path

import click

from recommender.cli.options import MODELS, jobs_option, model_option, site_argument
from recommender.cli.train import train

_HOST = "127.0.0.1"
#: Seconds that a server takes to start.
_PATIENCE = 30


@click.command(epilog="Example:  recommender preview examples/blog")
@site_argument
@model_option
@jobs_option
@click.option("--port", type=click.IntRange(1, 65535), help="Port to serve on.  [default: one that is free]")
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@click.pass_context
def preview(
    context: click.Context, site: Path, folder: Path | None, jobs: int, port: int | None, no_open: bool
) -> None:
    """Show every list of the blog in SITE with its reasons, and try other settings, in a browser.

    The blog is read and its lists are made first, where anything has changed since they were made. The page is for
    this machine alone; a pin, a block or a never is written into the blog's files where you confirm it. Ctrl-C ends it.
    """
    folder = folder or MODELS / site.resolve().name
    context.invoke(
        train,
        site=site,
        folder=folder,
        jobs=jobs,
        cluster=None,
        samples=0,
        fresh=False,
        no_cache=False,
        dry_run=False,
        as_json=False,
    )
    from recommender.steering import Steering
    from recommender.web.server import serve
    from recommender.web.settings import ServiceSettings

    port = port or _free_port()
    address = f"http://{_HOST}:{port}/"
    click.echo(f"\nPreview: {address}  (Ctrl-C ends it)")
    if not no_open:
        threading.Thread(target=_open, args=(address, port), daemon=True).start()
    # A page elsewhere must not reach this one by another name for this machine.
    serve(
        folder,
        ServiceSettings(hosts=(_HOST,)),
        host=_HOST,
        port=port,
        workers=1,
        steering=Steering(site, folder, jobs=jobs),
    )


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((_HOST, 0))
        port: int = one.getsockname()[1]
        return port


def _open(address: str, port: int) -> None:
    """Open the page as soon as somebody answers."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            with socket.create_connection((_HOST, port), timeout=1):
                break
        except OSError:
            time.sleep(0.1)
    webbrowser.open(address)
