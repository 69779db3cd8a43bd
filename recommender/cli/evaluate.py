"""`recommender evaluate`: how good the lists are, beside what blogs use today."""

import json
from collections.abc import Mapping
from datetime import datetime, tzinfo
from pathlib import Path

import click
from rich.table import Table

from recommender.cli.console import open_console, printable, progress_bars
from recommender.cli.options import jobs_option, json_option, site_argument
from recommender.cli.page_file import check_page, write_page
from recommender.errors import SettingsError
from recommender.evaluation.bootstrap import Mean
from recommender.evaluation.comparison import Comparison
from recommender.evaluation.evaluate import OURS
from recommender.evaluation.evaluate import evaluate as evaluate_site
from recommender.evaluation.figures import ClickFigures, Evaluation
from recommender.evaluation.list_shape import ListShape
from recommender.evaluation.measures import MEASURES
from recommender.evaluation.trec import trec_files
from recommender.report.evaluation_page import evaluation_page
from recommender.settings import load_settings
from recommender.site.zone import DEFAULT_ZONE, named_zone
from recommender.whole_file import write_whole

#: What the main table shows with its interval and its test, and what beside it.
_MAIN = "nDCG@10"
_BESIDE = ("recall@10", "MRR", "hit@5")


Gates = tuple[tuple[str, float], ...]


def _read_gates(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> Gates:
    """Read measures with the least value that passes, as `nDCG@10=0.55`."""
    known = {one.casefold(): one for one in MEASURES}
    gates = []
    for value in values:
        measure, _, least = value.partition("=")
        try:
            number = float(least)
        except ValueError:
            number = -1.0
        if measure.casefold() not in known or not 0 <= number <= 1:
            expected = f"one of {', '.join(MEASURES)}, then = and a number from 0 to 1"
            raise click.BadParameter(f'found "{value}", expected {expected}', context, option)
        gates.append((known[measure.casefold()], number))
    return tuple(gates)


@click.command(epilog="Example:  recommender evaluate examples/blog --fail-under nDCG@10=0.5")
@site_argument
@click.option(
    "--gold",
    type=click.Path(path_type=Path, dir_okay=False),
    help="What to find: SOURCE TAB TARGET a line, or TREC qrels.",
)
@click.option(
    "--clicks",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A log of impressions and clicks (JSON lines) to take the right answers from.",
)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Let only posts from this day on ask.")
@click.option("--past-only", is_flag=True, help="Give each post older ones only, as a build on its day could have.")
@click.option("--ablation", is_flag=True, help="Show what each signal brings: nDCG@10 without it.")
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=check_page,
    help="HTML page of the figures, with --ablation and sample posts.",
)
@click.option("--run", "folder", type=click.Path(path_type=Path), help="Folder for TREC runs and qrels.")
@click.option(
    "--fail-under",
    "gates",
    multiple=True,
    callback=_read_gates,
    metavar="MEASURE=NUMBER",
    help="Exit with 1 if our figure is lower, as nDCG@10=0.55; may stand several times.",
)
@jobs_option
@json_option
@click.pass_context
def evaluate(
    context: click.Context,
    site: Path,
    gold: Path | None,
    clicks: Path | None,
    since: datetime | None,
    past_only: bool,
    ablation: bool,
    report: Path | None,
    folder: Path | None,
    gates: Gates,
    jobs: int,
    as_json: bool,
) -> None:
    """Measure how many of the authors' own in-site links the lists find again.

    The links are masked first: their text is taken out of the posts before words are counted. Intervals are 95 %
    (bootstrap over posts); p is that of a randomisation test of ours against the row, after Holm's correction.
    """
    now = datetime.now().astimezone()
    with progress_bars(shown=not as_json) as progress:
        evaluation = evaluate_site(
            site,
            gold=gold,
            clicks=clicks,
            since=since and since.replace(tzinfo=_zone(site)),
            past_only=past_only,
            ablation=ablation or report is not None,
            jobs=jobs,
            progress=progress,
            now=now,
        )
    if report is not None:
        page = evaluation_page(evaluation, site=site.resolve().name, now=now, gold=str(gold) if gold else None)
        write_page(page, report, "--report")
    if folder is not None:
        _write_runs(evaluation, folder)
    if as_json:
        click.echo(json.dumps(evaluation.to_json(), ensure_ascii=False))
    else:
        _show(evaluation, gold, since)
        if report is not None:
            click.echo(f"\nreport: {printable(str(report))}")
    missed = [(name, least) for name, least in gates if evaluation.scores[OURS][name] < least]
    if missed:
        told = ", ".join(f"{name} is {evaluation.scores[OURS][name]:.4f}, expected {least:g}" for name, least in missed)
        click.echo(f"recommender: {told} or more", err=True)
        context.exit(1)


def _write_runs(evaluation: Evaluation, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in trec_files(evaluation.judged, evaluation.runs):
            write_whole(folder / name, text.encode())
    except OSError as error:
        raise SettingsError(f"--run {folder}: cannot be written ({error.strerror}); choose another folder") from error


def _zone(site: Path) -> tzinfo:
    """Give the site's zone, in which its days begin."""
    return named_zone(load_settings(site).site.timezone or DEFAULT_ZONE, "site.timezone")


def _show(evaluation: Evaluation, gold: Path | None, since: datetime | None) -> None:
    console = open_console()
    source = f"pairs of {gold}" if gold else "links in the authors' own text"
    direction = "to older posts only" if evaluation.past_only else "counted in either direction"
    if evaluation.clicks:
        source, direction = "links that readers clicked", "weighed by the place at which they saw them,"
    asking = f" from {since:%Y-%m-%d} on" if since else ""
    console.print(
        f"{evaluation.posts} posts; gold: {evaluation.pairs} {source}, {direction} "
        f"for {evaluation.queries} posts{asking}, their text masked\n"
    )
    if evaluation.clicks:
        console.print(_clicks(evaluation.clicks))
    console.print(_scores(evaluation))
    if evaluation.own_weights:
        console.print(
            "(weights of recommender.toml: if fitted to these very links, ours flatter; `tune` holds links out)"
        )
    elif evaluation.is_known:
        console.print(
            "(the weights that ship were fitted on a blog of this name, among others: ours may flatter a little)"
        )
    for library in evaluation.not_installed:
        console.print(f"({library} is not installed: pip install 'recommender[peers]')")
    console.print(f"\nThe first {evaluation.limit} as readers see them")
    console.print(_shapes(evaluation.lists))
    if evaluation.existing:
        one = evaluation.existing
        console.print(
            f"\nLists that {one.posts} posts have today: {one.links} links, {one.dead} dead; "
            "ours cut to the same lengths"
        )
        if one.comparison:
            console.print(_comparison(one.comparison, f"{one.comparison.queries} posts with gold"))
        console.print(_shapes(one.lists))
    if evaluation.ablation:
        console.print("\nWhat each signal brings")
        console.print(_comparison(evaluation.ablation, ""))


def _clicks(figures: ClickFigures) -> str:
    log = figures.log
    places = [place for place in log.estimated if place > 1]
    looked = ", ".join(f"{log.propensities[place]:.2f} at place {place}" for place in places) or "taken as 1 / place"
    shown = ", ".join(f"{name} {share:.0%}" for name, share in figures.shown.items())
    passed = "".join(f"; {count} lines passed over: {reason}" for reason, count in log.unusable.items())
    return (
        f"{log.impressions} lists seen, {log.clicks} clicks{passed}\n"
        f"How often a place is looked at, the first being 1: {looked}\n"
        f"Only what was seen can have been clicked. Share of the first ten that was: {shown}\n"
    )


def _scores(evaluation: Evaluation) -> Table:
    table = _comparison(evaluation.comparison, "")
    if evaluation.without_hubs:
        table.add_section()
        label = f"{OURS} without {evaluation.hubs} hubs"
        table.add_row(label, *_figures(evaluation.without_hubs.scores[OURS]), "", "", "")
    return table


def _comparison(comparison: Comparison, corner: str) -> Table:
    table = _table(corner, _MAIN, "95 %", *_BESIDE, "ahead by", "95 %", "p")
    for name, scores in comparison.scores.items():
        ahead = comparison.ahead.get(name, {}).get(_MAIN)
        tested = (f"{ahead.mean.mean:+.3f}", _interval(ahead.mean, "+.3f"), _p(ahead.p_holm)) if ahead else ("", "", "")
        table.add_row(name, *_figures(scores), *tested)
    return table


def _figures(scores: Mapping[str, Mean]) -> list[str]:
    main = scores[_MAIN]
    return [f"{main.mean:.3f}", _interval(main, ".3f"), *(f"{scores[name].mean:.3f}" for name in _BESIDE)]


def _shapes(shapes: Mapping[str, ListShape]) -> Table:
    table = _table("", "unreached", "largest", "Gini", "near-duplicates", "days apart")
    for name, one in shapes.items():
        days = "–" if one.days_apart is None else f"{one.days_apart:.0f}"
        table.add_row(name, f"{one.unreached:.1%}", f"{one.largest:.1%}", f"{one.gini:.2f}", f"{one.twins:.1%}", days)
    return table


def _table(corner: str, *columns: str) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(corner, no_wrap=True)
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _interval(one: Mean, form: str) -> str:
    return f"{one.low:{form}} – {one.high:{form}}"


def _p(p: float) -> str:
    return "< .001" if p < 0.001 else f"{p:.3f}".removeprefix("0")
