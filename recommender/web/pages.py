"""What browsers load: the fragment for other pages, and scripts and style sheets."""

from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, Flask, Response, render_template, request

from recommender.model.model import Model
from recommender.web.caching import FILE_MAX_AGE, cached_as_it_is
from recommender.web.lists import NO_MODEL, NO_POST
from recommender.web.operation import View, operation
from recommender.web.query import asked_limit, asked_post
from recommender.web.questions import FragmentQuestion
from recommender.web.watching import LENGTH

_TYPES = {".js": "text/javascript", ".css": "text/css"}
_FILES = ("widget.js", "widget.css", "preview.js", "preview.css")
#: A heading of the fragment in the languages that are not the blog's own.
_HEADINGS = {"en": "Related posts"}


def register_pages(app: Flask, current_model: Callable[[], Model], *, takes_events: bool) -> None:
    """Add the routes of the fragment and of what pages load.

    Args:
        current_model: gives the model, or aborts where there is none yet.
        takes_events: whether the script shall report what readers see and click.
    """
    routes = Blueprint("pages", __name__)

    @routes.get("/embed/related")
    @operation("text/html", query=FragmentQuestion, problems=NO_POST | NO_MODEL)
    def fragment(query: FragmentQuestion) -> Response:
        """Give one post's list as a piece of HTML; nothing for an empty list."""
        model = current_model()
        number = asked_post(model, query)
        heading = model.manifest.settings.get("inject", {}).get("heading", "あわせて読みたい")
        items = model.related(number, asked_limit(model, query.limit), query.threshold)
        request.environ[LENGTH] = len(items)
        html = render_template(
            "fragment.html",
            post=model.posts[number],
            items=items,
            heading=_HEADINGS.get(query.lang, heading),
            lang=query.lang,
            style=query.style,
            version=model.manifest.version,
            takes_events=takes_events,
        )
        return cached_as_it_is(Response(html))

    for name in _FILES:
        routes.add_url_rule(f"/{name}", name.replace(".", "_"), _file_view(name, _TYPES[Path(name).suffix]))
    app.register_blueprint(routes)


def _file_view(name: str, media_type: str) -> View:
    content = (Path(__file__).parent / "static" / name).read_bytes()

    @operation(media_type)
    def give() -> Response:
        """Give a file that pages load."""
        answer = Response(content, mimetype=media_type)
        # Pages of other sites load it, those too that load nothing without leave.
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return cached_as_it_is(answer, FILE_MAX_AGE)

    return give
