"""Charts: text stays text, sizes stay the same wherever they are drawn, nothing in them is obeyed."""

import re
import sys

import pytest

from recommender.errors import SettingsError
from recommender.report.charts import (
    Interval,
    Series,
    bars_with_intervals,
    differences,
    grouped_bars,
    legend_colours,
    require_charts,
)

ROWS = [Interval("新しい順", 0.2, 0.1, 0.3), Interval("共通のタグ", 0.5, 0.4, 0.6, stands_out=True)]
DRAW = {
    "bars": lambda rows: bars_with_intervals(rows, "nDCG@10"),
    "differences": lambda rows: differences(rows, "差"),
    "groups": lambda rows: grouped_bars([row.label for row in rows], [Series("記事", (1,) * len(rows))], ("横", "縦")),
}


def size(svg: str) -> str:
    return re.search(r'viewBox="([^"]+)"', svg)[1]


@pytest.mark.parametrize("draw", DRAW.values(), ids=DRAW)
def test_labels_are_text_in_the_order_given(draw):
    texts = re.findall(r"<text[^>]*>([^<]+)</text>", draw(ROWS))
    assert [text for text in texts if text in ("新しい順", "共通のタグ")] == ["新しい順", "共通のタグ"]


@pytest.mark.parametrize("draw", DRAW.values(), ids=DRAW)
def test_labels_cannot_become_markup(draw):
    svg = draw([Interval("<script>alert(1)</script>", 0.2, 0.1, 0.3)])
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


@pytest.mark.parametrize("draw", DRAW.values(), ids=DRAW)
def test_a_chart_is_as_large_whatever_its_labels_and_fonts_are(draw):
    assert size(draw([Interval("あ", 0.2, 0.1, 0.3)])) == size(draw([Interval("長い名前" * 9, 0.2, 0.1, 0.3)]))


@pytest.mark.parametrize("draw", DRAW.values(), ids=DRAW)
def test_text_takes_the_colour_of_the_page_around_it(draw):
    texts = re.findall(r"<text[^>]*>", draw(ROWS))
    assert texts
    assert all('fill="currentColor"' in one for one in texts)


@pytest.mark.parametrize("draw", [DRAW["bars"], DRAW["differences"]], ids=["bars", "differences"])
def test_what_stands_out_has_the_colour_of_our_lists(draw):
    ours = legend_colours(1)[0]
    # A bar has the colour within, a dot has it within and around.
    assert set(re.findall(rf'(?:fill|stroke)="{ours}"', draw(ROWS)))
    assert ours not in draw(ROWS[:1])


def test_a_bar_is_as_long_as_its_figure_and_its_whiskers_reach_from_end_to_end():
    svg = bars_with_intervals([Interval("a", 0.5, 0.25, 1.0)], "nDCG@10")
    bars = re.search(r'class="mark-rect role-mark layer_0_marks".*?<path[^>]* d="M0,[\d.]+h(\d+)', svg)
    whisker = re.search(r'layer_1_marks".*?translate\(([\d.]+),[\d.]+\)" x2="([\d.]+)"', svg)
    # The whole scale is 250 wide.
    assert (bars[1], whisker[1], whisker[2]) == ("125", "62.5", "187.5")


def test_differences_of_nothing_and_of_none_can_be_drawn():
    assert differences([], "差").startswith("<svg")
    assert differences([Interval("a", 0.0, 0.0, 0.0)], "差").startswith("<svg")


def test_a_series_has_a_bar_for_every_group():
    svg = grouped_bars(["0", "1"], [Series("a", (3, 1)), Series("b", (2, 2))], ("横", "縦"))
    assert [svg.count(f'fill="{colour}"') for colour in legend_colours(2)] == [2, 2]


def test_without_the_library_one_error_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(SettingsError, match=r"pip install 'recommender\[report\]'"):
        require_charts()
