"""How many posts are recommended how often, in groups that double."""

from collections.abc import Mapping, Sequence

from recommender.evaluation.evaluate import EXISTING, OURS
from recommender.evaluation.figures import Evaluation
from recommender.evaluation.list_shape import cut, in_degrees
from recommender.evaluation.measures import Run
from recommender.report.charts import Series, grouped_bars, legend_colours
from recommender.report.pictures import Legend, Picture
from recommender.report.tables import counts_table
from recommender.report.wording import contestant
from recommender.wording import Language, Text, in_both

_SHARED_TAGS = "shared tags"


def in_degrees_picture(evaluation: Evaluation) -> Picture:
    """Show how many posts stand in how many lists: ours, those by shared tags, and those of today if there are any."""
    runs: dict[str, Run] = {name: cut(evaluation.runs[name], evaluation.limit) for name in (OURS, _SHARED_TAGS)}
    if evaluation.existing:
        runs[EXISTING] = evaluation.existing.runs[EXISTING]
    counts = {name: in_degrees(run, evaluation.ranked.public) for name, run in runs.items()}
    return draw_in_degrees(counts, {name: sum(map(bool, run.values())) for name, run in runs.items()})


def draw_in_degrees(counts: Mapping[str, Sequence[int]], lists: Mapping[str, int]) -> Picture:
    """Show how many posts stand in how many lists.

    Args:
        counts: contestant → for each post the number of lists that it stands in; at most three contestants.
        lists: contestant → how many lists there are.
    """
    largest = max((max(one, default=0) for one in counts.values()), default=0)
    labels, heights = group_labels(largest), {name: grouped(one, largest) for name, one in counts.items()}
    across, up = Text("載っている一覧の数", "lists that a post stands in"), Text("記事の数", "posts")
    empty = Text("どこにも載らない記事", "posts in no list")

    def drawn(language: Language) -> str:
        series = [Series(language(contestant(name)), one) for name, one in heights.items()]
        return grouped_bars(labels, series, (language(across), language(up)))

    def told(language: Language) -> str:
        unreached = (f"{language(contestant(name))} {one[0]}" for name, one in heights.items())
        return f"{language(empty)}: {'; '.join(unreached)}"

    return Picture(
        svg=in_both(drawn),
        alt=in_both(told),
        table=counts_table(Text("記事の数", "Numbers of posts"), labels, heights),
        legend=tuple(
            Legend(colour, _with_count(contestant(name), lists[name]))
            for colour, name in zip(legend_colours(len(counts)), counts, strict=True)
        ),
    )


def group_labels(largest: int) -> list[str]:
    """Name the groups 0, 1, 2–3, 4–7, 8–15 … up to the one that holds the largest count."""
    starts = [2**power for power in range(largest.bit_length())]
    return ["0", *(str(start) if start == 1 else f"{start}–{2 * start - 1}" for start in starts)]


def grouped(counts: Sequence[int], largest: int) -> tuple[int, ...]:
    """Count how many of the counts fall into each group of `group_labels`."""
    groups = [0] * (largest.bit_length() + 1)
    for count in counts:
        groups[count.bit_length()] += 1
    return tuple(groups)


def _with_count(name: Text, lists: int) -> Text:
    return Text(f"{name.ja} (一覧 {lists:,})", f"{name.en} ({lists:,} lists)")
