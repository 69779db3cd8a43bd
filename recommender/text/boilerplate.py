"""Lines that stand in many posts: calls to action, disclaimers, author boxes. Found by counting, not by phrases."""

from collections import Counter
from collections.abc import Iterable

#: A line is boilerplate if it stands in more posts than both of these say. Fewer are a series' headings or a quotation.
MIN_POSTS = 10
MIN_SHARE = 0.02


def find_boilerplate(posts: Iterable[Iterable[str]]) -> frozenset[str]:
    """Find the lines that stand in more than 10 posts and in more than 2 % of them.

    Args:
        posts: the lines of each post, each line once.
    """
    counts: Counter[str] = Counter()
    total = 0
    for lines in posts:
        counts.update(lines)
        total += 1
    limit = max(MIN_POSTS, MIN_SHARE * total)
    return frozenset(line for line, count in counts.items() if count > limit)
