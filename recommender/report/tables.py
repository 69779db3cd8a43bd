"""The figures of an evaluation as tables, each number with its full value beside the one that is shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recommender.evaluation.bootstrap import Mean
from recommender.evaluation.comparison import Comparison
from recommender.evaluation.list_shape import ListShape
from recommender.evaluation.measures import MEASURES
from recommender.report.wording import contestant
from recommender.wording import Text, same

#: The measure that pictures show.
MAIN = "nDCG@10"


@dataclass(frozen=True)
class Number:
    """A number as it is shown, and as it is."""

    shown: str
    value: float


@dataclass(frozen=True)
class Cell:
    """A cell of a table: a number, and the ends of its interval where there is one; empty without a number."""

    number: Number | None = None
    low: Number | None = None
    high: Number | None = None


@dataclass(frozen=True)
class Row:
    """A row of a table; `stands_out` marks that of our own lists."""

    head: Text
    cells: tuple[Cell, ...]
    stands_out: bool = False


@dataclass(frozen=True)
class Table:
    """A table that may stand by itself."""

    caption: Text
    columns: tuple[Text, ...]
    rows: tuple[Row, ...]


def scores_table(comparison: Comparison, *, further: Mapping[Text, Comparison] | None = None) -> Table:
    """Lay out every measure of every contestant.

    Args:
        further: rows of our own lists over other posts, by what is different about them.
    """
    main_first = (MAIN, *(one for one in MEASURES if one != MAIN))
    rows = [(contestant(name), scores, not place) for place, (name, scores) in enumerate(comparison.scores.items())]
    rows += [(label, next(iter(other.scores.values())), True) for label, other in (further or {}).items()]
    return Table(
        Text("すべての指標と 95 % 区間", "All measures with their 95 % intervals"),
        tuple(same(one) for one in main_first),
        tuple(Row(head, tuple(_mean(scores[one], ".3f") for one in main_first), ours) for head, scores, ours in rows),
    )


def differences_table(comparison: Comparison, names: Mapping[str, Text], caption: Text) -> Table:
    """Lay out what the first contestant is ahead of each other by, in the main measure.

    Args:
        names: the other contestants that get a row, with what it is called.
    """
    rows = []
    for name, head in names.items():
        one = comparison.ahead[name][MAIN]
        cells = (_mean(one.mean, "+.3f"), Cell(Number(spoken_p(one.p), one.p)))
        rows.append(Row(head, (*cells, Cell(Number(spoken_p(one.p_holm), one.p_holm)))))
    columns = (
        Text(f"{MAIN} の差", f"difference in {MAIN}"),
        same("p"),
        Text("p (Holm の補正)", "p (Holm's correction)"),
    )
    return Table(caption, columns, tuple(rows))


def shapes_table(shapes: Mapping[str, ListShape], caption: Text) -> Table:
    """Lay out what lists look like beside whether they are right."""
    columns = (
        Text("どこにも載らない", "unreached"),
        Text("最も載る記事", "largest"),
        Text("ジニ係数", "Gini"),
        Text("ほぼ同じ記事", "near-duplicates"),
        Text("日付の隔たり", "days apart"),
    )
    rows = [
        Row(
            contestant(name),
            (
                *(_percent(value) for value in (one.unreached, one.largest)),
                Cell(Number(f"{one.gini:.2f}", one.gini)),
                _percent(one.twins),
                Cell() if one.days_apart is None else Cell(Number(f"{one.days_apart:,.0f}", one.days_apart)),
            ),
            not place,
        )
        for place, (name, one) in enumerate(shapes.items())
    ]
    return Table(caption, columns, tuple(rows))


def counts_table(caption: Text, groups: Iterable[str], counts: Mapping[str, Sequence[int]]) -> Table:
    """Lay out counts, a row a contestant and a column a group."""
    rows = [
        Row(contestant(name), tuple(Cell(Number(f"{one:,}", one)) for one in row), not place)
        for place, (name, row) in enumerate(counts.items())
    ]
    return Table(caption, tuple(same(one) for one in groups), tuple(rows))


def spoken(value: float, form: str) -> str:
    """Write a number with a minus that is as wide as the plus."""
    return f"{value:{form}}".replace("-", "−")


def spoken_p(p: float) -> str:
    """Write a p as papers do."""
    return "< .001" if p < 0.001 else f"{p:.3f}".removeprefix("0")


def _percent(value: float) -> Cell:
    return Cell(Number(f"{value:.1%}", value))


def _mean(one: Mean, form: str) -> Cell:
    mean, low, high = (Number(spoken(value, form), value) for value in (one.mean, one.low, one.high))
    return Cell(mean, low, high)
