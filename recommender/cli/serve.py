"""`recommender serve`: the lists over HTTP."""

from pathlib import Path

import click

from recommender.cli.options import model_folder, model_option


@click.command(epilog="Example:  recommender serve --model models/blog --origin https://blog.example")
@model_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that answer.")
@click.option(
    "--origin",
    "origins",
    multiple=True,
    envvar="RECOMMENDER_ORIGINS",
    show_envvar=True,
    help="Whose pages may read answers and report events, as https://blog.example; * for all. May be repeated.",
)
@click.option(
    "--trusted-host",
    "hosts",
    multiple=True,
    envvar="RECOMMENDER_TRUSTED_HOSTS",
    show_envvar=True,
    help="Name that the service answers to.  May be repeated.  [default: any]",
)
@click.option(
    "--events",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="RECOMMENDER_EVENTS",
    show_envvar=True,
    help="Folder for what readers see and click, for `evaluate --clicks`.  [default: nothing is kept]",
)
@click.option(
    "--access-log",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    envvar="RECOMMENDER_ACCESS_LOG",
    show_envvar=True,
    help="File for a line of JSON an answer, - for standard output.  [default: no log]",
)
def serve(
    folder: Path | None,
    host: str,
    port: int,
    workers: int,
    origins: tuple[str, ...],
    hosts: tuple[str, ...],
    events: Path | None,
    access_log: Path | None,
) -> None:
    """Serve the model's lists; a newly trained model is taken up without a restart.

    Where there is no model yet, /healthz answers and /readyz says 503 until one is trained.

    Then open http://127.0.0.1:8000/ or ask /api/v1/related?url=/2024/06/10/ume-shigoto/
    """
    from recommender.web.server import serve as serve_model
    from recommender.web.settings import ServiceSettings

    folder = model_folder(folder)
    settings = ServiceSettings(origins=origins, hosts=hosts, events=events, access_log=access_log)
    serve_model(folder, settings, host=host, port=port, workers=workers)
