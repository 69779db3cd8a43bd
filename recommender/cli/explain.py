"""Why a list is as it is, in words."""

from collections.abc import Iterator, Sequence

from recommender.cli.console import printable
from recommender.model.model import LeftOut, Related
from recommender.ranking import left_out as reason

_MOVED = {
    reason.HUB_LIMIT: "stands lower, since it leads as many lists as a post may (ranking.hub_limit)",
    reason.MAKES_ROOM: "makes room for «{other}», which no other list reaches",
    reason.NOT_CLEARLY_BETTER: "not clearly better than the links of the last training (ranking.hysteresis)",
    reason.REPEATS: "lowered by {part:.0%}, since it repeats «{other}» (ranking.diversity)",
    reason.NEXT_PART: "stands first as the next part (ranking.next_part_first)",
}
_LEFT_OUT = {
    reason.BLOCKED: "excluded by the author or a translation (related_exclude, rules.block)",
    reason.LINKED: "already linked in the text (ranking.skip_linked)",
    reason.NEWER: "newer than the post (ranking.include_newer)",
    reason.NEAR_DUPLICATE: "near-duplicate of «{other}»",
    reason.BELOW_THRESHOLD: "below threshold (ranking.threshold)",
    **_MOVED,
}


def explain_list(items: Sequence[Related], left_out: Sequence[LeftOut]) -> Iterator[str]:
    """Say line by line how each score came about, then what was left out."""
    if items:
        yield "\nHow the scores came about"
    for place, item in enumerate(items, start=1):
        shares = ", ".join(f"{name} {share:.0%}" for name, share in item.shares.items() if share >= 0.005)
        yield f"{place:>3}  relevance {item.relevance:.4f}: {shares or 'no signal'}"
        if item.moved:
            part = 1 - item.score / item.relevance if item.relevance else 0.0
            yield f"     {_MOVED[item.moved].format(part=part, other=_title(item.other))}"
    if left_out:
        yield "\nLeft out"
    for one in left_out:
        told = _LEFT_OUT[one.reason].format(part=0.0, other=_title(one.other))
        yield f"  {one.relevance:.4f}  {printable(one.post.title)}: {told}"


def _title(post: object) -> str:
    return printable(getattr(post, "title", "")) or "this post"
