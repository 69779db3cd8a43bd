"""The description of the API after OpenAPI 3.1, made of the routes themselves."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from flask import Flask

from recommender.web.answers import Problem
from recommender.web.operation import JSON, Operation, operation_of

#: Of the API, as in its addresses; not of the program.
_VERSION = "1"
_ABOUT = (
    "The related articles (あわせて読みたい) of a blog, read from its newest model. Errors are RFC 9457 problems. "
    "Answers made of the model carry an ETag; HEAD works wherever GET does."
)


def describe(app: Flask) -> dict[str, Any]:
    """Describe every route of the app that says what it offers."""
    schemas = _Schemas()
    paths: dict[str, dict[str, Any]] = {}
    for path, method, summary, offer in _offers(app):
        paths.setdefault(path, {})[method] = {"summary": summary, **_operation(offer, schemas)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "recommender", "version": _VERSION, "description": _ABOUT},
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": dict(sorted(schemas.components.items()))},
    }


class _Schemas:
    """JSON Schemas of the shapes that questions and answers have."""

    def __init__(self) -> None:
        self.components: dict[str, Any] = {}

    def refer(self, kind: Any) -> Mapping[str, Any]:
        """Give what points at the schema of a shape, which stands among the components then."""
        (reference,), found = msgspec.json.schema_components([kind], ref_template="#/components/schemas/{name}")
        self.components.update(found)
        return reference


def _offers(app: Flask) -> Iterator[tuple[str, str, str, Operation]]:
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        offer = operation_of(view)
        if offer is not None:
            summary = (view.__doc__ or "").partition("\n")[0].rstrip(".")
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield rule.rule, method.lower(), summary, offer


def _operation(offer: Operation, schemas: _Schemas) -> dict[str, Any]:
    table: dict[str, Any] = {}
    if offer.query:
        table["parameters"] = list(_parameters(offer.query))
    if offer.body:
        table["requestBody"] = {"required": True, "content": {JSON: {"schema": schemas.refer(offer.body)}}}
    problem = {"application/problem+json": {"schema": schemas.refer(Problem)}}
    failures = {status: {"description": reason, "content": problem} for status, reason in offer.problems.items()}
    answers = {status: _answer(kind, schemas) for status, kind in offer.answers.items()} | failures
    table["responses"] = {str(status): answer for status, answer in sorted(answers.items())}
    return table


def _answer(kind: Any, schemas: _Schemas) -> dict[str, Any]:
    if kind is None:
        return {"description": "Done."}
    if isinstance(kind, str):
        return {"description": "The text.", "content": {kind: {"schema": {"type": "string"}}}}
    return {"description": kind.__doc__, "content": {JSON: {"schema": schemas.refer(kind)}}}


def _parameters(question: type[msgspec.Struct]) -> Iterator[dict[str, Any]]:
    _, components = msgspec.json.schema_components([question])
    for name, field in components[question.__name__]["properties"].items():
        schema = {key: value for key, value in field.items() if key != "description"}
        yield {"name": name, "in": "query", "description": field.get("description", ""), "schema": schema}
