"""Vectors of a few made-up posts, small enough to check by eye."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from recommender.text.corpus import PostTokens
from recommender.text.tokens import Tokens
from recommender.text.vectors import Vectors, make_vectors, pick_terms

MakeVectors = Callable[..., Vectors]


@pytest.fixture(scope="session")
def vectors_of() -> MakeVectors:
    """Make vectors from titles and bodies that are words already; dates are days of January 2026."""

    def make(
        posts: Sequence[tuple[str, str]],
        tags: Sequence[Sequence[str]] | None = None,
        days: Sequence[int | None] | None = None,
    ) -> Vectors:
        tokens = [PostTokens(Tokens(title), Tokens(body)) for title, body in posts]
        dates = [day and datetime(2026, 1, day, tzinfo=UTC) for day in days or [None] * len(posts)]
        return make_vectors(pick_terms(tokens), tags or [()] * len(posts), dates)

    return make
