"""The house: imports only ever point back towards the entrance, and heavy libraries stay in their room."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "recommender"

#: Rooms in the order in which a post walks through them; users of the model stand side by side.
FLOORS = [
    {"errors", "progress", "whole_file", "folder_lock", "wording", "freed", "interrupts"},
    {"shelf", "compiled", "room"},
    {"batches", "cluster"},
    {"settings"},
    {"site"},
    {"text"},
    {"ranking"},
    {"model"},
    {"inputs"},
    {"starter", "training", "unpublished"},
    {"web", "injection", "evaluation", "export", "static_export"},
    {"tuning", "steering"},
    {"report"},
    {"cli"},
]
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}

#: Libraries that only some rooms may know, so that each can be exchanged in one place.
KEPT_IN = {
    "fugashi": {"text.tokens"},
    "unidic_lite": {"text.tokens"},
    "cmarkgfm": {"text.prose"},
    "selectolax": {"site.generators.html.page", "text.markup.contents", "text.prose", "text.markup.related_html"},
    "sklearn": {"evaluation.text_search", "report.site_map"},
    "numba": {"compiled"},
    "llvmlite": {"compiled"},
    "joblib": {"batches", "cluster", "shelf"},
    "distributed": {"cluster"},
    "sqlite3": {"text.cache"},
    "yaml": {"site.yaml_text"},
    "ir_measures": {"evaluation.measures"},
    "gunicorn": {"web.server"},
    "gevent": {"web.server"},
    "prometheus_client": {"web.metrics"},
    "flask": {"web"},
    "werkzeug": {"web"},
    "msgspec": {"text.cache", "web"},
    "vl_convert": {"report.charts"},
    "jinja2": {"report.page"},
    "markupsafe": {"report.page"},
    "tomlkit": {"settings.file"},
    "click": {"cli"},
    "rich": {"cli"},
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(file: Path) -> str:
    return ".".join(file.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def imports_of(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            yield node.module or ""


def room_of(module: str) -> str:
    return module.split(".")[0]


@pytest.mark.parametrize("file", modules(), ids=name_of)
def test_imports_point_back_towards_the_entrance(file):
    own = room_of(name_of(file))
    if own in ("__init__", "__main__"):
        return
    for module in imports_of(file):
        if module.startswith("recommender."):
            other = room_of(module.removeprefix("recommender."))
            assert FLOOR[other] < FLOOR[own] or other == own, f"{name_of(file)} imports {module}"


@pytest.mark.parametrize("file", modules(), ids=name_of)
def test_each_library_stays_in_its_room(file):
    own = name_of(file)
    for module in imports_of(file):
        rooms = KEPT_IN.get(module.split(".")[0], {own})
        assert any(own == room or own.startswith(room + ".") for room in rooms), f"{own} imports {module}"


def test_every_room_has_its_floor():
    rooms = {room_of(name_of(file)) for file in modules()} - {"__init__", "__main__"}
    assert rooms == set(FLOOR)
