"""Patches on the terminal: coloured and through the pager, as git shows them; as they are when piped."""

import os
import sys
from collections.abc import Iterable, Iterator

import click

from recommender.cli.console import printable
from recommender.injection.change import Change
from recommender.injection.diff import unified_diff

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}
#: As git sets it: what fits on the screen is shown at once, colours are let through, the screen stays.
_LESS = "FRX"


def show_patch(changes: Iterable[Change]) -> None:
    """Show the patch of all changes."""
    if not sys.stdout.isatty():
        for change in changes:
            for line in unified_diff(change):
                click.echo(line, nl=False)
        return
    os.environ.setdefault("LESS", _LESS)
    if "GIT_PAGER" in os.environ:
        os.environ["PAGER"] = os.environ["GIT_PAGER"]
    click.echo_via_pager(_coloured(changes), color="NO_COLOR" not in os.environ)


def _coloured(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        for number, line in enumerate(unified_diff(change)):
            text = printable(line.rstrip("\r\n")) + "\n"
            is_name = number < 2
            yield click.style(text, fg=None if is_name else _COLOURS.get(line[0]), bold=is_name)
