"""Write the references of commands, settings and HTTP from the code; a step of `make docs`."""

import dataclasses
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from recommender.cli.main import COMMANDS, cli
from recommender.settings import Settings
from recommender.web.app import create_app

_HERE = Path(__file__).parent
_EXAMPLE = _HERE.parent / "recommender" / "settings" / "example.toml"
_NOTE = "<!-- Written by docs/reference.py from the code; `make docs` writes it anew. -->"
#: `key = value  # what it is`, commented out where the key is not set by default.
_LINE = re.compile(r"(?:# )?(?P<key>\w+) = (?P<value>.*?)(?: {1,}# (?P<about>.*))?$")


def pages() -> dict[str, str]:
    """Give each page by the name of its file."""
    return {"commands.md": commands_page(), "settings.md": settings_page(), "http.md": http_page()}


def commands_page() -> str:
    """Show the help of every command as it is printed."""
    parts = [
        _NOTE,
        "# Commands",
        "As `recommender COMMAND --help` prints them. Exit codes: 0 done; 1 `inject --check` found stale files or "
        "`evaluate --fail-under` was missed; 2 the user's mistake; 130 interrupted.",
    ]
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        context = click.Context(command, info_name=f"recommender {name}", max_content_width=100, terminal_width=100)
        parts += [f"## recommender {name}", f"```text\n{command.get_help(context).rstrip()}\n```"]
    return "\n\n".join(parts) + "\n"


def settings_page() -> str:
    """Lay out every key of recommender.toml: its default, and what the example file says of it."""
    about = _comments()
    parts = [
        _NOTE,
        "# Settings",
        "All keys of `recommender.toml`, which stands beside the blog's own settings. Every one is optional; one that "
        "is not known is refused with the nearest that is. `recommender init SITE` writes a file with all of them.",
    ]
    for section in dataclasses.fields(Settings):
        settings = getattr(Settings(), section.name)
        rows = [
            f"| `{field.name}` | {_code(getattr(settings, field.name))} | {_cell(about[section.name, field.name])} |"
            for field in dataclasses.fields(settings)
        ]
        doc = " ".join((type(settings).__doc__ or "").split())
        parts += [f"## [{section.name}]", doc, "\n".join(["| key | default | |", "|---|---|---|", *rows])]
    return "\n\n".join(parts) + "\n"


def http_page() -> str:
    """Lay out every route of the service as its OpenAPI description has it."""
    with tempfile.TemporaryDirectory() as folder:
        description = create_app(Path(folder)).test_client().get("/openapi.json").json
    assert description is not None
    parts = [_NOTE, "# HTTP", description["info"]["description"]]
    parts.append("The same for programs: `GET /openapi.json` of a running service (OpenAPI 3.1).")
    for path, methods in description["paths"].items():
        for method, offer in methods.items():
            parts += [f"## {method.upper()} {path}", f"{offer['summary']}.", *_route(offer)]
    parts.append("## Shapes")
    for name, schema in description["components"]["schemas"].items():
        parts += [f"### {name}", schema.get("description", ""), *_fields(schema)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _comments() -> dict[tuple[str, str], str]:
    """Read what the example file says of each key; a table of its own is a key of the section before the dot."""
    about: dict[tuple[str, str], str] = {}
    section = ""
    for line in _EXAMPLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif found := _LINE.match(line):
            name, _, key = section.partition(".")
            about[name, key or found["key"]] = found["about"] or ""
    return about


def _code(value: object) -> str:
    if value is None:
        return "–"
    plain = dict(value) if isinstance(value, Mapping) else list(value) if isinstance(value, tuple) else value
    return f"`{json.dumps(plain, ensure_ascii=False)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _route(offer: Mapping[str, Any]) -> Iterator[str]:
    if "parameters" in offer:
        rows = [
            f"| `{one['name']}` | {_kind(one['schema'])} | {_cell(one['description'])} |" for one in offer["parameters"]
        ]
        yield "\n".join(["| in the query | | |", "|---|---|---|", *rows])
    if "requestBody" in offer:
        yield f"Body: JSON of the shape {_kind(offer['requestBody']['content']['application/json']['schema'])}."
    answers = []
    for status, answer in offer["responses"].items():
        shown = [f"`{media}` {_kind(one['schema'])}" for media, one in answer.get("content", {}).items()]
        answers.append(f"| {status} | {_cell(answer['description'])} | {', '.join(shown)} |")
    yield "\n".join(["| status | | |", "|---|---|---|", *answers])


def _fields(schema: Mapping[str, Any]) -> Iterator[str]:
    if "properties" not in schema:
        yield _kind(schema)
        return
    required = set(schema.get("required", ()))
    rows = [
        f"| `{name}` | {_kind(one)}{'' if name in required else ', optional'} | {_cell(one.get('description', ''))} |"
        for name, one in schema["properties"].items()
    ]
    yield "\n".join(["| field | | |", "|---|---|---|", *rows])


def _kind(schema: Mapping[str, Any]) -> str:
    """Say in a few words what a schema allows."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return " or ".join(map(_kind, schema[key]))
    if "enum" in schema:
        return ", ".join(f"`{one}`" for one in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    kind = str(schema.get("type", "anything"))
    if kind == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    ends = (("minimum", "from {}"), ("maximum", "to {}"), ("maxLength", "at most {} letters"))
    limits = [text.format(schema[name]) for name, text in ends if name in schema]
    return " ".join([kind, *limits])


if __name__ == "__main__":
    for name, page in pages().items():
        (_HERE / name).write_text(page, encoding="utf-8")
