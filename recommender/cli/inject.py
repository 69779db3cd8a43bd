"""`recommender inject`: the lists in the posts' own files."""

import json
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import click

from recommender.cli.console import open_console, progress_bars
from recommender.cli.inject_outcome import Outcome, print_outcome
from recommender.cli.main import USER_MISTAKE
from recommender.cli.options import json_option, model_folder, model_option, site_argument
from recommender.cli.patch import show_patch
from recommender.injection.change import Change, Failed, Untouched
from recommender.injection.changed import find_changed
from recommender.injection.inject import plan_injection, plan_removal, write_changes
from recommender.injection.selection import select_posts
from recommender.injection.site_lock import lock_site
from recommender.model.storage import load_model
from recommender.settings import load_settings
from recommender.site.reader import Site, open_site
from recommender.site.revision import changed_since

_STALE = 1


@click.command(epilog="Example:  recommender inject examples/blog --model models/blog --diff")
@site_argument
@model_option
@click.option("-k", "limit", type=click.IntRange(1, 20), help="Links per post.  [default: inject.limit, 3]")
@click.option("--check", is_flag=True, help="Write nothing; list stale files and exit 1 if there are any.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change, as a patch.")
@click.option("--remove", is_flag=True, help="Take our lists out again.")
@click.option("--only", "names", multiple=True, metavar="PATH", help="A post, folder or glob; may be given repeatedly.")
@click.option("--since", "revision", metavar="REV", help="Only posts that changed since a git revision.")
@json_option
@click.pass_context
def inject(
    context: click.Context,
    site: Path,
    folder: Path | None,
    limit: int | None,
    check: bool,
    diff: bool,
    remove: bool,
    names: tuple[str, ...],
    revision: str | None,
    as_json: bool,
) -> None:
    """Write あわせて読みたい into the posts of SITE; every other byte stays as it is."""
    settings = load_settings(site)
    if limit:
        settings = replace(settings, inject=replace(settings.inject, limit=limit))
    opened = open_site(site, settings.site)
    model = load_model(model_folder(folder, site))
    writes = not (check or diff)
    plan = plan_removal if remove else plan_injection
    with lock_site(opened.root) if writes else nullcontext(), progress_bars(shown=not as_json) as progress:
        selected = _selected(opened, names, revision)
        # Before anything is written, since what inject writes is newer than the model too.
        paths = opened.files() if selected is None else sorted(selected)
        edited = () if remove else tuple(find_changed(opened, model, settings, paths))
        planned = plan(opened, model, settings, only=selected, progress=progress)
        results: Iterable[Change | Untouched | Failed] = write_changes(opened, planned) if writes else planned
        outcome = Outcome.of("check" if check else "diff" if diff else "remove" if remove else "write", results, edited)
    if as_json:
        click.echo(json.dumps(outcome.to_json(), ensure_ascii=False))
    else:
        if diff:
            show_patch(outcome.changed)
        print_outcome(open_console(), outcome)
    if outcome.failed:
        context.exit(USER_MISTAKE)
    if check and outcome.changed:
        context.exit(_STALE)


def _selected(site: Site, names: Sequence[str], revision: str | None) -> frozenset[str] | None:
    selected = select_posts(site.root, site.files(), names) if names else None
    if revision is None:
        return selected
    changed = changed_since(site.root, revision)
    return changed if selected is None else selected & changed
