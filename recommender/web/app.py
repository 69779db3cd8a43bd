"""The Flask app: its settings, its routes, and the model that they answer from."""

from collections.abc import Callable
from pathlib import Path

import msgspec
from flask import Flask, Response, abort, jsonify

from recommender.model.model import Model
from recommender.web.answers import Health, Readiness
from recommender.web.caching import cached_as_it_is
from recommender.web.desks import Desks
from recommender.web.event_log import EventLog
from recommender.web.events import register_events
from recommender.web.headers import register_headers
from recommender.web.holder import ModelHolder
from recommender.web.lists import register_lists
from recommender.web.metrics import MEDIA_TYPE, Metrics
from recommender.web.openapi import describe
from recommender.web.operation import JSON, operation
from recommender.web.pages import register_pages
from recommender.web.preview import register_preview
from recommender.web.problem import register_problems
from recommender.web.remembering import remembering
from recommender.web.settings import ServiceSettings
from recommender.web.steering import Steering, register_steering
from recommender.web.texts import register_texts
from recommender.web.watching import watched

#: What readers' pages ask for.
_REMEMBERED = frozenset({"/api/v1/related", "/embed/related"})


def create_app(
    folder: Path,
    settings: ServiceSettings | None = None,
    *,
    steering: Steering | None = None,
    metrics: Metrics | None = None,
    tell_access: Callable[[str], None] | None = None,
) -> Flask:
    """Make the app for the model in `folder`; the model may come later and may change at any time.

    Args:
        steering: the files of the site, where the service is a preview for its author alone.
        metrics: where the service counts; of its own if not given.
        tell_access: takes a line of the access log for each answer; there is no log if not given.

    Raises:
        SettingsError: the folder for events cannot be written into.
    """
    settings = settings or ServiceSettings()
    app = Flask("recommender.web", static_folder=None)
    app.config["TRUSTED_HOSTS"] = list(settings.hosts) or None
    metrics = metrics or Metrics()
    holder = ModelHolder(folder, metrics.count_refusal)

    def current_model() -> Model:
        current = holder.current()
        if current is None:
            abort(503, "no model yet; run `recommender train`")
        metrics.note_model(current)
        return current

    register_problems(app)
    register_headers(app, settings)
    desks = Desks()
    register_lists(app, current_model)
    register_texts(app, current_model, desks)
    register_pages(app, current_model, takes_events=settings.events is not None)
    register_preview(app, current_model, desks, steering)
    if steering is not None:
        register_steering(app, current_model, steering)

    if settings.events is not None:
        log = EventLog(settings.events, settings.limits, metrics.count_event)
        register_events(app, current_model, settings, log)

    @app.get("/healthz")
    @operation(Health)
    def healthz() -> Response:
        """Tell that the server lives."""
        return jsonify({"status": "ok"})

    @app.get("/readyz")
    @operation(Readiness, also={503: Readiness})
    def readyz() -> Response:
        """Tell whether a model is served."""
        current = holder.current()
        if current:
            metrics.note_model(current)
        status = {"model": current.manifest.version if current else None, "refused": holder.trouble}
        answer = jsonify({"status": "ready" if current else "no model", **status})
        answer.status_code = 200 if current else 503
        return answer

    @app.get("/openapi.json")
    def openapi() -> Response:
        return cached_as_it_is(Response(description, mimetype=JSON))

    @app.get("/metrics")
    def metrics_text() -> Response:
        return Response(metrics.exposition(), content_type=MEDIA_TYPE)

    # Made once, after the last route.
    description = msgspec.json.encode(describe(app))
    routes = frozenset(rule.rule for rule in app.url_map.iter_rules())
    quick = remembering(app.wsgi_app, _REMEMBERED, holder.current)
    app.wsgi_app = watched(quick, routes, metrics, tell_access)  # type: ignore[assignment, method-assign]
    return app
