"""Tables: what is shown is the number, and the number stands beside what is shown."""

import pytest

from recommender.evaluation.comparison import compare
from recommender.evaluation.list_shape import ListShape
from recommender.evaluation.measures import MEASURES
from recommender.report.tables import MAIN, scores_table, shapes_table, spoken, spoken_p
from recommender.wording import Text, same


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [(0.12345, ".3f", "0.123"), (0.05, "+.3f", "+0.050"), (-0.05, "+.3f", "−0.050")],
)
def test_numbers_are_shown_with_a_minus_as_wide_as_the_plus(value, form, expected):
    assert spoken(value, form) == expected


@pytest.mark.parametrize(("p", "expected"), [(0.0001, "< .001"), (0.0314, ".031"), (1.0, "1.000")])
def test_a_p_is_written_as_papers_do(p, expected):
    assert spoken_p(p) == expected


def test_the_main_measure_stands_first_and_no_measure_is_missing():
    comparison = compare({"a": {"b": 1}}, {"recommender": {"a": ["b"]}, "random": {"a": ["c", "b"]}})
    table = scores_table(comparison, further={same("without hubs"): comparison})
    names = [column.en for column in table.columns]
    assert names[0] == MAIN
    assert sorted(names) == sorted(MEASURES)
    assert [(row.head.en, row.stands_out) for row in table.rows] == [
        ("recommender", True),
        ("random", False),
        ("without hubs", True),
    ]
    assert [row.cells[0].number.shown for row in table.rows] == ["1.000", "0.631", "1.000"]


def test_lists_without_dates_have_an_empty_cell():
    row = shapes_table({"recommender": ListShape(0.5, 0.1, 0.25, 0.0, None)}, Text("題", "title")).rows[0]
    assert [cell.number and cell.number.shown for cell in row.cells] == ["50.0%", "10.0%", "0.25", "0.0%", None]
