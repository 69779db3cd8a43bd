"""What a person sees on the terminal: tables, and progress bars where there is a terminal to show them."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.table import Table
from rich.text import Text

from recommender.model.model import Related
from recommender.progress import Progress, silent
from recommender.ranking.left_out import NEXT_PART

#: Piped output has no width of its own; this one fits a title and its reasons.
_PIPED_WIDTH = 120


class _PipedConsole(Console):
    def on_broken_pipe(self) -> None:
        # rich would exit with 1; that its reader has seen enough is no failure of the command.
        raise BrokenPipeError


def open_console() -> Console:
    """Make a console on standard output, plain when piped."""
    width = None if sys.stdout.isatty() else _PIPED_WIDTH
    return _PipedConsole(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)


@contextmanager
def progress_bars(*, shown: bool = True) -> Iterator[Progress]:
    """Show steps as bars on standard error while the block runs; nothing when it is no terminal."""
    if not (shown and sys.stderr.isatty()):
        yield silent
        return
    console = Console(file=sys.stderr, markup=False)
    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Bars(*columns, console=console, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done)

        yield show


class _Rate(ProgressColumn):
    """How many are done a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "", style="progress.data.speed")


def related_table(title: str, items: Sequence[Related]) -> Table:
    """Lay out one post's list with the reasons for each link."""
    table = Table(
        title=Text(printable(title), style="bold"), title_justify="left", expand=False, box=None, pad_edge=False
    )
    table.add_column("", justify="right", style="dim")
    table.add_column("score", justify="right")
    table.add_column("あわせて読みたい", ratio=3, overflow="fold")
    table.add_column("why", ratio=2, overflow="fold", style="cyan")
    for place, item in enumerate(items, start=1):
        score = f"{item.score:.4f}" if item.score else "–"
        name = Text.assemble(printable(item.post.title), "\n", (printable(item.post.url or item.post.path), "dim"))
        table.add_row(str(place), score, name, printable(why(item)))
    return table


def why(item: Related) -> str:
    """Say in one line why an item stands in a list."""
    terms = "・".join(item.terms)
    tags = " ".join(f"#{tag}" for tag in item.tags)
    source = {"pin": "pinned by the author", "same_tag": "shares a tag", "recent": "recent post"}.get(item.source, "")
    source = "next part" if item.moved == NEXT_PART else source
    return "  ".join(part for part in (source, terms, tags) if part)


def printable(text: str) -> str:
    """Replace what a terminal would obey instead of show."""
    return "".join(one if one.isprintable() or one == "\n" else "\ufffd" for one in text)
