"""What injection makes of one file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """One file as it stands and as it should be.

    Attributes:
        path: the file below the site's root: a post, or with the style `data` a file of lists.
        old: its text as it stands; None where there is no such file.
        new: its text as it should be, the same where nothing is to be done; None where the file should go.
        kept: whether an older list of ours stays because the new one is hardly better.
    """

    path: str
    old: str | None
    new: str | None
    kept: bool = False


@dataclass(frozen=True)
class Untouched:
    """A file that injection leaves alone, and why."""

    path: str
    reason: str


@dataclass(frozen=True)
class Failed:
    """A change that could not be made; the file stays as it was."""

    path: str
    reason: str
