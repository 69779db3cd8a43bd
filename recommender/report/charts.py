"""Charts as inline SVG, drawn by Vega-Lite when the page is made, so that the page needs no script.

The drawing is done by vl-convert, which comes with `pip install 'recommender[report]'`. Text stays text. Sizes do not
depend on the fonts of the machine, and text and rules take the colour of the text around them.
"""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from recommender.errors import SettingsError

_LIBRARY = "vl_convert"

#: Pixels; a telephone of 360 shows the whole width at nearly its own size.
_LABELS, _PLOT, _RIGHT, _BAR, _HEIGHT, _COUNTS = 142, 250, 22, 26, 190, 60
_FONT = 12
#: Both stand out on white and on black.
_OURS, _OTHERS = "#d9622b", "#7289a0"
_SERIES = (_OURS, _OTHERS, "#2f9c8f")
#: The colour of the text around the chart, light or dark.
_INK = "currentColor"


@dataclass(frozen=True)
class Interval:
    """A labelled figure with the ends of its interval.

    Attributes:
        stands_out: whether it is drawn in the colour of our own lists.
    """

    label: str
    mean: float
    low: float
    high: float
    stands_out: bool = False


@dataclass(frozen=True)
class Series:
    """The heights of bars, one for each group, with what they are."""

    label: str
    counts: tuple[int, ...]


def require_charts() -> None:
    """See that charts can be drawn, before the work that they would show.

    Raises:
        SettingsError: the library is not installed.
    """
    if find_spec(_LIBRARY) is None:
        raise SettingsError(
            "charts are drawn by vl-convert-python, which is not installed; run: pip install 'recommender[report]'"
        )


def bars_with_intervals(rows: Sequence[Interval], measure: str) -> str:
    """Draw a bar a row from 0, with its interval as whiskers; rows stand in their order from the top.

    Args:
        measure: what the bars measure, on a scale from 0 to 1.
    """
    scale = {"domain": [0, 1]}
    bars = {"mark": {"type": "bar"}, "encoding": {"x": _number("mean", measure, scale), "color": _stands_out()}}
    return _draw(_rows(rows, [bars, *_whiskers(scale, measure)]))


def differences(rows: Sequence[Interval], measure: str) -> str:
    """Draw a dot a row with its interval, beside a line at 0; rows stand in their order from the top.

    Args:
        measure: what was subtracted from what.
    """
    scale = {"zero": True, "nice": True}
    zero = {"mark": {"type": "rule", "strokeDash": [4, 3]}, "encoding": {"x": {"datum": 0, "type": "quantitative"}}}
    dots = {
        "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
        "encoding": {"x": _number("mean", measure, scale), "color": _stands_out()},
    }
    return _draw(_rows(rows, [zero, *_whiskers(scale, measure), dots]))


def grouped_bars(groups: Sequence[str], series: Sequence[Series], axis: tuple[str, str]) -> str:
    """Draw the bars of several series beside one another, group by group.

    Args:
        series: at most three; colours are given in this order, as in `legend_colours`.
        axis: what the groups are, and what the heights count.
    """
    values = [
        {"group": group, "series": one.label, "count": count}
        for one in series
        for group, count in zip(groups, one.counts, strict=True)
    ]
    spec = {
        "data": {"values": values},
        "width": _LABELS + _PLOT - _COUNTS,
        "height": _HEIGHT,
        "padding": {"left": _COUNTS, "right": _RIGHT, "top": 8, "bottom": 40},
        "mark": {"type": "bar"},
        "encoding": {
            "x": {
                "field": "group",
                "type": "nominal",
                "sort": None,
                "title": axis[0],
                "axis": {"labelAngle": 0, "grid": False},
            },
            "xOffset": {"field": "series", "type": "nominal", "sort": None},
            "y": {"field": "count", "type": "quantitative", "title": axis[1], "axis": {"tickMinStep": 1}},
            "color": _colours([one.label for one in series], legend_colours(len(series)), "series"),
        },
    }
    return _draw(spec)


def legend_colours(count: int) -> tuple[str, ...]:
    """Give the colours of so many series, for a legend beside the chart."""
    return _SERIES[:count]


def _rows(rows: Sequence[Interval], layers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    label = {"field": "label", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 0}}
    for layer in layers:
        if "datum" not in layer["encoding"]["x"]:
            layer["encoding"]["y"] = label
    return {
        "data": {"values": [vars(row) for row in rows]},
        "width": _PLOT,
        "height": _BAR * max(1, len(rows)),
        "padding": {"left": _LABELS, "right": _RIGHT, "top": 4, "bottom": 40},
        "layer": list(layers),
    }


def _whiskers(scale: dict[str, Any], measure: str) -> list[dict[str, Any]]:
    ends = {"x": _number("low", measure, scale), "x2": {"field": "high"}}
    ticks = [
        {"mark": {"type": "tick", "size": 9, "thickness": 1.5}, "encoding": {"x": _number(end, measure, scale)}}
        for end in ("low", "high")
    ]
    return [{"mark": {"type": "rule", "strokeWidth": 1.5}, "encoding": ends}, *ticks]


def _number(field: str, title: str, scale: dict[str, Any]) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "title": title, "scale": scale, "axis": {"tickCount": 5}}


def _stands_out() -> dict[str, Any]:
    return _colours([True, False], (_OURS, _OTHERS), "stands_out")


def _colours(domain: Sequence[object], colours: Sequence[str], field: str) -> dict[str, Any]:
    scale = {"domain": list(domain), "range": list(colours)}
    return {"field": field, "type": "nominal", "scale": scale, "legend": None}


def _draw(spec: dict[str, Any]) -> str:
    text = {"labelColor": _INK, "titleColor": _INK, "labelFontSize": _FONT, "titleFontSize": _FONT}
    lines = {"domainColor": _INK, "gridColor": _INK, "gridOpacity": 0.15, "tickColor": _INK}
    config = {
        "aria": False,
        "mark": {"aria": False},
        "view": {"stroke": None},
        "axis": {**text, **lines, "titleFontWeight": "normal"},
        "axisY": {"grid": "xOffset" in spec.get("encoding", {}), "ticks": False, "labelPadding": 5},
        "rule": {"stroke": _INK},
        "tick": {"color": _INK},
    }
    # Not "pad": that measures labels in the fonts of the machine that draws.
    whole = {**spec, "autosize": {"type": "none"}, "background": None, "config": config}
    require_charts()
    svg: str = importlib.import_module(_LIBRARY).vegalite_to_svg(whole)
    return svg
