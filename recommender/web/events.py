"""The route by which pages report what readers see and click; nothing of the readers themselves is kept."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

from flask import Flask, Response, abort

from recommender.errors import SiteError, UnknownPostError
from recommender.model.model import Model
from recommender.site.post import Post
from recommender.site.zone import DEFAULT_ZONE, named_zone
from recommender.web.event_log import EventLog
from recommender.web.headers import is_from_elsewhere
from recommender.web.lists import NO_MODEL, NO_POST
from recommender.web.operation import JSON, operation
from recommender.web.query import open_post
from recommender.web.questions import Click, Event
from recommender.web.settings import ServiceSettings

#: Text needs no leave to be sent from another origin.
_MEDIA_TYPES = (JSON, "text/plain")
_MAX_BYTES = 10_000
_PROBLEMS = NO_POST | NO_MODEL | {403: "The page is of no configured origin.", 429: "Too many events; try later."}


def register_events(app: Flask, current_model: Callable[[], Model], settings: ServiceSettings, log: EventLog) -> None:
    """Add the route of events.

    Args:
        current_model: gives the model, or aborts where there is none yet.
    """

    @app.post("/api/v1/events")
    @operation(None, status=204, body=Event, body_types=_MEDIA_TYPES, body_bytes=_MAX_BYTES, problems=_PROBLEMS)
    def events(body: Event) -> Response:
        """Note that a reader saw a list or followed a link of it."""
        if is_from_elsewhere(settings):
            abort(403, "events are taken from pages of the configured origins only")
        model = current_model()
        if not log.take(_line(model, body)):
            abort(429, "too many events at once; this one is dropped")
        return Response(status=204)


def _line(model: Model, event: Event) -> dict[str, Any]:
    """Give an event as it is kept, posts by their paths.

    Raises:
        UnknownPostError: a post is unknown, or was never recommended to a reader.
    """
    time = datetime.now(_zone(model)).isoformat(timespec="seconds")
    post = _post(model, event.post)
    if isinstance(event, Click):
        kind, seen = "click", {"target": _target(model, event.target, post), "position": event.position}
    else:
        kind, seen = "impression", {"related": [_target(model, one, post) for one in event.related]}
    return {"time": time, "type": kind, "post": post.path, **seen, "model": event.model}


def _post(model: Model, post_id: str) -> Post:
    number = open_post(model, model.names.by_id(post_id))
    if number is None:
        raise UnknownPostError(post_id)
    return model.posts[number]


def _target(model: Model, post_id: str, shown_under: Post) -> str:
    target = _post(model, post_id)
    if not target.is_recommendable or target is shown_under:
        raise UnknownPostError(post_id)
    return target.path


def _zone(model: Model) -> tzinfo:
    name = model.manifest.settings.get("site", {}).get("timezone")
    try:
        return named_zone(name or DEFAULT_ZONE, "site.timezone")
    except SiteError:
        return named_zone(DEFAULT_ZONE, "site.timezone")
