"""Why a candidate does not stand in a list, or elsewhere than by its relevance."""

from typing import NamedTuple

#: What the program calls each reason; arrays hold positions in it.
REASONS = (
    "blocked",
    "already linked",
    "newer",
    "near-duplicate",
    "below threshold",
    "hub limit",
    "makes room",
    "not clearly better",
    "repeats",
    "next part",
)
(
    BLOCKED,
    LINKED,
    NEWER,
    NEAR_DUPLICATE,
    BELOW_THRESHOLD,
    HUB_LIMIT,
    MAKES_ROOM,
    NOT_CLEARLY_BETTER,
    REPEATS,
    NEXT_PART,
) = REASONS

#: Left-out candidates remembered per post, the best of them.
MAX_LEFT_OUT = 20


class LeftOut(NamedTuple):
    """A candidate that a rule kept out of a list.

    Attributes:
        target: its post number.
        relevance: what it would have counted, in [0, 1].
        reason: one of `REASONS`.
        other: the post that it is a near-duplicate of or makes room for, -1 where the reason needs none.
    """

    target: int
    relevance: float
    reason: str
    other: int = -1


class Hold(NamedTuple):
    """Keeps a candidate from the first places of a list, in the interest of the site's other lists.

    Attributes:
        places: in how many of the first places it may not stand.
        reason: one of `REASONS`.
        other: the post that it makes room for, -1 where the reason needs none.
    """

    places: int
    reason: str
    other: int = -1
