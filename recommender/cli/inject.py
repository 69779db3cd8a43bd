"""`recommender inject`: the lists in the posts' own files."""

import difflib
import json
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from recommender.cli.console import open_console, printable, progress_bars
from recommender.cli.main import USER_MISTAKE
from recommender.cli.options import json_option, model_folder, model_option, site_argument
from recommender.injection.change import Change, Failed, Untouched
from recommender.injection.inject import plan_injection, plan_removal, write_changes
from recommender.injection.site_lock import lock_site
from recommender.model.storage import load_model
from recommender.settings import load_settings
from recommender.site.reader import open_site

_STALE = 1
_SHOWN = 10
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@click.command(epilog="Example:  recommender inject examples/blog --model models/blog --diff")
@site_argument
@model_option
@click.option("-k", "limit", type=click.IntRange(1, 20), help="Links per post.  [default: inject.limit, 3]")
@click.option(
    "--check", "mode", flag_value="check", help="Write nothing; list stale posts and exit 1 if there are any."
)
@click.option("--diff", "mode", flag_value="diff", help="Write nothing; show what would change.")
@click.option("--remove", "mode", flag_value="remove", help="Take our blocks out again.")
@json_option
@click.pass_context
def inject(
    context: click.Context, site: Path, folder: Path | None, limit: int | None, mode: str | None, as_json: bool
) -> None:
    """Write あわせて読みたい into the posts of SITE; every other byte stays as it is."""
    settings = load_settings(site)
    if limit:
        settings = replace(settings, inject=replace(settings.inject, limit=limit))
    opened = open_site(site, settings.site)
    model = load_model(model_folder(folder, site))
    plan = plan_removal if mode == "remove" else plan_injection
    changed: list[Change] = []
    counts = {"changed": 0, "unchanged": 0, "kept": 0}
    untouched: list[Untouched | Failed] = []
    failed = False
    writes = mode in (None, "remove")
    with lock_site(opened.root) if writes else nullcontext(), progress_bars(shown=not as_json) as progress:
        planned = plan(opened, model, settings, progress=progress)
        results: Iterable[Change | Untouched | Failed] = write_changes(opened, planned) if writes else planned
        for result in results:
            if not isinstance(result, Change):
                untouched.append(result)
                failed |= isinstance(result, Failed)
                continue
            counts["kept"] += result.kept
            if result.new == result.old:
                counts["unchanged"] += 1
            else:
                changed.append(result)
    counts["changed"] = len(changed)
    if as_json:
        files = {"files": [one.path for one in changed], "untouched": [vars(one) for one in untouched]}
        click.echo(json.dumps({"mode": mode or "write", **counts, **files}, ensure_ascii=False))
    else:
        _print(open_console(), mode, changed, counts, untouched)
    if failed:
        context.exit(USER_MISTAKE)
    if mode == "check" and changed:
        context.exit(_STALE)


def _print(
    console: Console,
    mode: str | None,
    changed: list[Change],
    counts: dict[str, int],
    untouched: list[Untouched | Failed],
) -> None:
    for change in changed:
        if mode == "diff":
            _print_diff(console, change)
        elif mode == "check":
            console.print(printable(change.path), soft_wrap=True)
    for one in untouched[:_SHOWN]:
        console.print(f"left alone: {printable(one.path)}: {printable(one.reason)}", soft_wrap=True)
    if len(untouched) > _SHOWN:
        console.print(f"… and {len(untouched) - _SHOWN} more left alone; --json names them all")
    verb = {"check": "stale", "diff": "would change", "remove": "without our block now"}.get(mode or "", "written")
    summary = f"{counts['changed']} {verb}, {counts['unchanged']} unchanged, {len(untouched)} left alone"
    kept = f"; {counts['kept']} keep a list that is hardly worse than the new one" if counts["kept"] else ""
    console.print(summary + kept)


def _print_diff(console: Console, change: Change) -> None:
    old, new = (change.old or "").splitlines(keepends=True), (change.new or "").splitlines(keepends=True)
    for line in difflib.unified_diff(old, new, f"a/{change.path}", f"b/{change.path}"):
        text = printable(line.rstrip("\r\n"))
        console.print(Text(text, style=_COLOURS.get(text[:1], "")), soft_wrap=True)
