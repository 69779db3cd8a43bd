"""What a run of `inject` came to, for the eye and for scripts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console

from recommender.cli.console import printable
from recommender.injection.change import Change, Failed, Untouched

_NAMES, _REASONS = 3, 10
_VERBS: Mapping[str, str] = {
    "check": "stale",
    "diff": "would change",
    "remove": "without our list now",
    "write": "written",
}


@dataclass(frozen=True)
class Outcome:
    """All results of a run, sorted out.

    Attributes:
        mode: `write`, `remove`, `check` or `diff`.
        changed: what was written, or would be.
        unchanged: how many files are as they should be.
        kept: how many keep an older list that is hardly worse.
        untouched: posts without a place for a list.
        failed: files that could not be written.
        edited: posts that were changed after the training.
    """

    mode: str
    changed: tuple[Change, ...]
    unchanged: int
    kept: int
    untouched: tuple[Untouched, ...]
    failed: tuple[Failed, ...]
    edited: tuple[str, ...]

    @classmethod
    def of(cls, mode: str, results: Iterable[Change | Untouched | Failed], edited: Iterable[str] = ()) -> "Outcome":
        """Run through the results of a plan or of its writing."""
        changed: list[Change] = []
        untouched: list[Untouched] = []
        failed: list[Failed] = []
        unchanged = kept = 0
        for result in results:
            if isinstance(result, Untouched):
                untouched.append(result)
            elif isinstance(result, Failed):
                failed.append(result)
            else:
                kept += result.kept
                if result.new == result.old:
                    unchanged += 1
                else:
                    changed.append(result)
        return cls(mode, tuple(changed), unchanged, kept, tuple(untouched), tuple(failed), tuple(edited))

    def to_json(self) -> dict[str, Any]:
        """Give all of it as plain data."""
        return {
            "mode": self.mode,
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "kept": self.kept,
            "files": [one.path for one in self.changed],
            "untouched": [{"path": one.path, "reason": one.reason} for one in self.untouched],
            "failed": [{"path": one.path, "reason": one.reason} for one in self.failed],
            "edited": list(self.edited),
        }


def print_outcome(console: Console, outcome: Outcome) -> None:
    """Say in a few lines what was done and what was not; `--check` lists the stale files first."""
    if outcome.mode == "check":
        for change in outcome.changed:
            console.print(printable(change.path), soft_wrap=True)
    for heading, ones in (("left alone", outcome.untouched), ("NOT WRITTEN", outcome.failed)):
        for line in _by_reason(ones):
            console.print(f"{heading}: {printable(line)}", soft_wrap=True)
    if outcome.edited:
        what = "its list still holds" if len(outcome.edited) == 1 else "their lists still hold"
        console.print(
            f"changed since the training: {printable(_few(outcome.edited))}; {what}, train again for new ones"
        )
    parts = [f"{len(outcome.changed)} {_VERBS[outcome.mode]}", f"{outcome.unchanged} unchanged"]
    parts.append(f"{len(outcome.untouched)} left alone")
    if outcome.failed:
        parts.append(f"{len(outcome.failed)} could not be written")
    kept = f"; {outcome.kept} keep a list that is hardly worse than the new one" if outcome.kept else ""
    console.print(", ".join(parts) + kept)


def _by_reason(ones: Sequence[Untouched | Failed]) -> list[str]:
    """Say each reason once, with the first few of the files that it holds for."""
    paths: dict[str, list[str]] = {}
    for one in ones:
        paths.setdefault(one.reason, []).append(one.path)
    lines = []
    for reason, those in list(paths.items())[:_REASONS]:
        lines.append(f"{_few(those)}: {reason}")
    rest = [path for those in list(paths.values())[_REASONS:] for path in those]
    if rest:
        lines.append(f"… and {len(rest)} more for other reasons; --json names them all")
    return lines


def _few(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - _NAMES} more" if len(paths) > _NAMES else ""
    return ", ".join(paths[:_NAMES]) + more
