"""`recommender serve`: the lists over HTTP."""

from pathlib import Path

import click

from recommender.cli.options import model_folder, model_option
from recommender.model.storage import read_manifest


@click.command(epilog="Example:  recommender serve --model models/blog --port 8000")
@model_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that answer.")
def serve(folder: Path | None, host: str, port: int, workers: int) -> None:
    """Serve the model's lists; a newly trained model is taken up without a restart.

    Then open http://127.0.0.1:8000/ or ask /api/v1/related?url=/2024/06/10/ume-shigoto/
    """
    from recommender.web.server import serve as serve_model

    folder = model_folder(folder)
    read_manifest(folder)
    serve_model(folder, host=host, port=port, workers=workers)
