"""Pictures of comparisons: each a chart in both languages, its words for those who cannot see it, and its table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from recommender.evaluation.bootstrap import Mean
from recommender.evaluation.comparison import Comparison
from recommender.report.charts import Interval, bars_with_intervals, differences
from recommender.report.tables import MAIN, Table, differences_table, scores_table, spoken
from recommender.report.wording import contestant
from recommender.wording import Language, Text, in_both, signal


@dataclass(frozen=True)
class Legend:
    """What a colour of a chart stands for."""

    colour: str
    label: Text


@dataclass(frozen=True)
class Picture:
    """A chart with all that stands around it.

    Attributes:
        svg: the chart in each language.
        alt: the same in words.
        table: the figures of the chart, and others that belong to them.
        legend: empty where the chart says all itself.
    """

    svg: Text
    alt: Text
    table: Table
    legend: tuple[Legend, ...] = ()


class _Line(NamedTuple):
    label: Text
    mean: Mean
    stands_out: bool


def scores_picture(comparison: Comparison, *, further: Mapping[Text, Comparison] | None = None) -> Picture:
    """Show the main measure of all contestants, ours first; `further` gets rows in the table."""
    lines = [
        _Line(contestant(name), scores[MAIN], not place)
        for place, (name, scores) in enumerate(comparison.scores.items())
    ]
    return Picture(
        svg=_drawn(lines, lambda intervals, _: bars_with_intervals(intervals, MAIN)),
        alt=_told(Text(f"{MAIN} と 95 % 区間", f"{MAIN} with 95 % intervals"), lines, ".3f"),
        table=scores_table(comparison, further=further),
    )


def differences_picture(comparison: Comparison) -> Picture:
    """Show how far ours are ahead of each other contestant, post by post."""
    title = Text(f"{MAIN}: 対ごとの差 (recommender − 相手)", f"{MAIN}: paired differences (recommender − other)")
    return _differences(comparison, {name: contestant(name) for name in comparison.ahead}, title)


def ablation_picture(ablation: Comparison) -> Picture | None:
    """Show what each signal brings, the most first; None where there is but one signal."""
    names = {name: signal(name.removeprefix("without ")) for name in ablation.ahead}
    ordered = sorted(names, key=lambda name: -ablation.ahead[name][MAIN].mean.mean)
    title = Text(f"{MAIN}: すべての手がかり − それなし", f"{MAIN}: all signals − without it")
    return _differences(ablation, {name: names[name] for name in ordered}, title) if ordered else None


def _differences(comparison: Comparison, names: Mapping[str, Text], title: Text) -> Picture:
    means = {name: comparison.ahead[name][MAIN].mean for name in names}
    # Beyond doubt: the whole interval lies above 0.
    lines = [_Line(names[name], mean, mean.low > 0) for name, mean in means.items()]
    return Picture(
        svg=_drawn(lines, lambda intervals, language: differences(intervals, language(title))),
        alt=_told(title, lines, "+.3f"),
        table=differences_table(comparison, names, title),
    )


def _drawn(lines: Sequence[_Line], draw: Callable[[Sequence[Interval], Language], str]) -> Text:
    def drawn(language: Language) -> str:
        intervals = [
            Interval(language(one.label), one.mean.mean, one.mean.low, one.mean.high, one.stands_out) for one in lines
        ]
        return draw(intervals, language)

    return in_both(drawn)


def _told(title: Text, lines: Sequence[_Line], form: str) -> Text:
    def figure(one: Mean) -> str:
        return f"{spoken(one.mean, form)} ({spoken(one.low, form)} – {spoken(one.high, form)})"

    return in_both(
        lambda language: (
            f"{language(title)}: " + "; ".join(f"{language(one.label)} {figure(one.mean)}" for one in lines)
        )
    )
