"""`recommender`: find the command, run it, turn errors into one line and an exit code."""

import gc
import importlib
import os
import sys
from typing import IO, NoReturn

import click

from recommender.errors import RecommenderError
from recommender.interrupts import insisted_on

#: 0 done, 1 `--check` found stale files or `--fail-under` was missed, 2 the user's mistake, 130 interrupted.
USER_MISTAKE, INTERRUPTED = 2, 130
_MAX_LINE = 1000
#: The shell asks by this what could stand at the cursor.
_COMPLETION = "_RECOMMENDER_COMPLETE"

#: In the order of `--help`; each stands in the module of its name, loaded when it is asked for.
COMMANDS = ("init", "train", "preview", "related", "export", "serve", "inject", "evaluate", "tune", "report")


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"recommender.cli.{cmd_name}"), cmd_name)
        return command


@click.group(
    cls=_LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="recommender")
@click.pass_context
def cli(context: click.Context) -> None:
    """Related articles (あわせて読みたい) for Japanese blogs.

    First `recommender train SITE`, then any of the other commands.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main() -> NoReturn:
    """Run the command line; never returns."""
    for stream in (sys.stdout, sys.stderr):
        _write_utf8(stream)
    if _COMPLETION in os.environ:
        cli.main(prog_name="recommender")  # answers the shell, and ends
    try:
        # Not cli.main(), which turns a closed pipe into exit code 1.
        with insisted_on(), cli.make_context("recommender", sys.argv[1:]) as context:
            cli.invoke(context)
        sys.stdout.flush()
        code = 0
    except click.exceptions.Exit as exit_:
        code = exit_.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        code = INTERRUPTED
    except (click.ClickException, RecommenderError) as error:
        message = error.format_message() if isinstance(error, click.ClickException) else str(error)
        # Settings may hold what a terminal would obey, or a megabyte in one line.
        line = "".join(one if one.isprintable() else "\ufffd" for one in " ".join(message.split()))
        click.echo(f"recommender: {line if len(line) <= _MAX_LINE else line[:_MAX_LINE] + '…'}", err=True)
        code = USER_MISTAKE
    except BrokenPipeError:
        # The reader (head, less) has seen enough; what is left goes nowhere, lest Python complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as error:
        # Standard output on a full disk; what the rooms read and write they answer for themselves.
        click.echo(f"recommender: cannot write the output ({error.strerror})", err=True)
        os._exit(USER_MISTAKE)
    # Nothing is left to be done; looking through all objects once more takes a third of a second.
    gc.freeze()
    sys.exit(code)


def _write_utf8(stream: IO[str]) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")
