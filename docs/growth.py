"""Draw how time and memory grow with the posts, from the table in scale.md: a step of `make docs`."""

import re
from pathlib import Path
from typing import Any

import vl_convert

_HERE = Path(__file__).parent
_ROW = re.compile(r"^\| ([\d,]+) \| ([\d,]+) \|.*\| ([\d.]+) GB \| [^|]+ \|$", re.M)
_INK = "#5b6470"


def growth_chart() -> str:
    """Give the chart as SVG, both axes in powers of ten, beside a dotted line for work that grows as the posts do."""
    rows = _ROW.findall((_HERE / "scale.md").read_text(encoding="utf-8"))
    measured = [
        {"posts": int(posts.replace(",", "")), "seconds": float(seconds.replace(",", "")), "memory": float(memory)}
        for posts, seconds, memory in rows
    ]
    axis = {"labelColor": _INK, "titleColor": _INK, "domainColor": _INK, "tickColor": _INK, "gridOpacity": 0.3}
    spec = {
        "background": None,
        "config": {"axis": axis, "view": {"stroke": None}},
        "hconcat": [_panel(measured, "seconds", "seconds"), _panel(measured, "memory", "memory in GB")],
    }
    svg: str = vl_convert.vegalite_to_svg(spec)
    return svg


def _panel(measured: list[dict[str, float]], field: str, title: str) -> dict[str, Any]:
    first, last = measured[0], measured[-1]
    linear = [first, {"posts": last["posts"], field: first[field] * last["posts"] / first["posts"]}]
    encoding = {
        "x": {"field": "posts", "type": "quantitative", "scale": {"type": "log"}, "title": "posts"},
        "y": {"field": field, "type": "quantitative", "scale": {"type": "log"}, "title": title},
    }
    return {
        "width": 260,
        "height": 220,
        "layer": [
            {"data": {"values": linear}, "mark": {"type": "line", "strokeDash": [3, 3], "color": _INK}},
            {"data": {"values": measured}, "mark": {"type": "line", "point": True, "color": "#d9622b"}},
        ],
        "encoding": encoding,
    }


if __name__ == "__main__":
    (_HERE / "growth.svg").write_text(growth_chart(), encoding="utf-8")
