"""Posts found by words of their title or URL."""

import unicodedata
from functools import lru_cache

from recommender.model.model import Model


def search(model: Model, words: str) -> list[int]:
    """Find the open posts whose title or URL holds every word, newest first; all of them without a word."""
    wanted = _folded(words).split()
    return [number for number, text in _searchable(model) if all(word in text for word in wanted)]


@lru_cache(maxsize=2)
def _searchable(model: Model) -> list[tuple[int, str]]:
    """Give number, title and URL of the open posts that are listed, newest first; made once a model."""
    shown = (post.concealed is None and post.withheld != "unlisted" for post in model.posts)
    numbers = [number for number, is_shown in enumerate(shown) if is_shown]
    dates = [post.date.timestamp() if post.date else float("-inf") for post in model.posts]
    numbers.sort(key=lambda number: (-dates[number], number))
    return [(number, _folded(f"{model.posts[number].title} {model.posts[number].url or ''}")) for number in numbers]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
