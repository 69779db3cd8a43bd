"""What a request asks for, checked at the door."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from flask import abort, request
from msgspec import UNSET, UnsetType
from werkzeug.datastructures import MultiDict

from recommender.errors import UnknownPostError
from recommender.model.model import Model
from recommender.web.questions import PostQuestion, PreviewQuestion

#: For JSON, and for the description, 1.0 is as whole as 1.
_JSON = msgspec.json.Decoder(float_hook=lambda text: int(float(text)) if float(text).is_integer() else float(text))

Question = TypeVar("Question", bound=msgspec.Struct)
Body = TypeVar("Body")

_MAX_SHOWN = 40
_PLACED = re.compile(r"(.+) - at `\$\.?(.*?)`")


def read_query(kind: type[Question]) -> Question:
    """Read a question from the query of the request.

    Names that the question does not know are left unread: an address that is not percent-encoded brings its own
    query along.
    """
    return _read(kind, request.args)


def read_form(kind: type[Question], max_bytes: int) -> Question:
    """Read a question from the form in the body of the request.

    Args:
        max_bytes: how long it may be.
    """
    request.max_content_length = max_bytes
    return _read(kind, request.form)


def _read(kind: type[Question], given_values: MultiDict[str, str]) -> Question:
    known = kind.__struct_fields__
    given = {name: values for name, values in given_values.lists() if name in known}
    for name, values in given.items():
        if len(values) > 1:
            abort(400, f"{name} is given {len(values)} times, expected once")
    values_by_name = {name: values[0] for name, values in given.items()}
    try:
        return msgspec.convert(values_by_name, kind, strict=False)
    except msgspec.ValidationError as error:
        found = _PLACED.fullmatch(str(error))
        if found is None:
            abort(400, str(error))
        name = found[2]
        abort(400, f"{name} is {values_by_name[name][:_MAX_SHOWN]!r}, expected {_expectation(kind, name)}")


def read_body(kind: type[Body], media_types: tuple[str, ...], max_bytes: int) -> Body:
    """Read a question from the JSON in the body of the request.

    Args:
        media_types: in what the JSON may be sent.
        max_bytes: how long it may be.
    """
    request.max_content_length = max_bytes
    if request.mimetype not in media_types:
        found = request.mimetype[:_MAX_SHOWN] or "none"
        abort(415, f"content type is {found}, expected {' or '.join(media_types)}")
    try:
        return msgspec.convert(_JSON.decode(request.get_data()), kind)
    except msgspec.ValidationError as error:
        placed = _PLACED.fullmatch(str(error))
        abort(400, f"{placed[2]}: {placed[1]}" if placed else str(error))
    # Deeply nested arrays end in a RecursionError, letters that are none in a ValueError.
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        abort(400, f"the body is no JSON ({error})")


def asked_post(model: Model, question: PostQuestion | PreviewQuestion) -> int:
    """Give the number of the post that a question means.

    Raises:
        UnknownPostError: there is none, or readers cannot open it.
    """
    ((kind, name),) = question.names
    look_up = {"url": model.names.by_url, "path": model.names.by_path, "id": model.names.by_id}
    number = open_post(model, look_up[kind](name))
    if number is None:
        raise UnknownPostError(name)
    return number


def named_post(model: Model, name: str) -> int | None:
    """Give the number of the post with this path, id or address; None if there is none that readers can open."""
    names = model.names
    found = (look_up(name) for look_up in (names.by_path, names.by_id, names.by_url))
    return open_post(model, next((number for number in found if number is not None), None))


def open_post(model: Model, number: int | None) -> int | None:
    """Give the number again if readers can open the post."""
    return None if number is None or model.posts[number].concealed else number


def asked_limit(model: Model, limit: int | UnsetType) -> int:
    """Give the limit that was asked for, else that of the model's settings."""
    return model.manifest.limit if limit is UNSET else limit


def _expectation(kind: type[msgspec.Struct], name: str) -> str:
    """Say in words what a field holds."""
    _, schemas = msgspec.json.schema_components([kind])
    return _in_words(schemas[kind.__name__]["properties"][name])


def _in_words(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return " or ".join(map(str, schema["enum"]))
    words = {"integer": "a whole number", "number": "a number", "boolean": "true or false"}
    if "minimum" in schema:
        return f"{words[schema['type']]} from {schema['minimum']} to {schema['maximum']}"
    if "pattern" in schema:
        return f"letters that match {schema['pattern']}"
    return words.get(schema["type"]) or f"at most {schema['maxLength']} letters"
