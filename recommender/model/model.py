"""A trained model: a site's posts and their finished lists, ready to be asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from recommender.errors import ModelError
from recommender.model.manifest import Manifest
from recommender.model.related_list import RelatedList
from recommender.ranking.left_out import NEXT_PART, REASONS
from recommender.ranking.shares import shares
from recommender.ranking.sources import SOURCES
from recommender.site.names import PostNames
from recommender.site.post import Post
from recommender.site.tags import alias_table, normalise_tag

if TYPE_CHECKING:
    from recommender.model.texts import Texts


@dataclass(frozen=True)
class Related:
    """One recommended post with the reasons for it.

    Attributes:
        post: the recommended post.
        score: in [0, 1], four digits.
        source: `pin`, `scored`, `same_tag` or `recent`.
        signals: each active signal's value, four digits.
        shares: the share of each of them in the score, two digits.
        terms: words that both posts share, the weightiest first.
        tags: tags that both posts have, as the recommended one spells them.
        relevance: how well the post fits, before the score was lowered for the sake of other links or lists.
        moved: why the item stands elsewhere than by its relevance, one of `REASONS`; None where it does not.
        other: the post that it repeats or makes room for.
    """

    post: Post
    score: float
    source: str
    signals: Mapping[str, float]
    shares: Mapping[str, float]
    terms: tuple[str, ...]
    tags: tuple[str, ...]
    relevance: float
    moved: str | None
    other: Post | None

    def to_json(self) -> dict[str, Any]:
        """Give the item as export, command line and HTTP print it."""
        return {
            **post_json(self.post),
            "score": self.score,
            "source": self.source,
            "signals": dict(self.signals),
            "reasons": {
                "terms": list(self.terms),
                "tags": list(self.tags),
                "shares": dict(self.shares),
                **({"part": "next"} if self.moved == NEXT_PART else {}),
            },
        }

    def explanation(self) -> dict[str, Any]:
        """Say how the score came about."""
        return {"relevance": self.relevance, "moved": self.moved, "other": self.other and post_json(self.other)}


@dataclass(frozen=True)
class LeftOut:
    """A post that would have been recommended, and the rule that kept it out.

    Attributes:
        post: the post.
        relevance: how well it fits, in [0, 1], four digits.
        reason: one of `REASONS`.
        other: the post that it is a near-duplicate of or makes room for, None where the reason needs none.
    """

    post: Post
    relevance: float
    reason: str
    other: Post | None

    def to_json(self) -> dict[str, Any]:
        """Give the post and the reason as command line and HTTP print them."""
        explanation = {
            "relevance": self.relevance,
            "reason": self.reason,
            "other": self.other and post_json(self.other),
        }
        return {**post_json(self.post), **explanation}


@dataclass(frozen=True)
class Arrays:
    """The lists as arrays, memory-mapped; row i is the list of post i, padded with target −1.

    Attributes:
        targets: post numbers. Shape (n_posts, n_kept).
        scores: shape (n_posts, n_kept).
        sources: positions in `SOURCES`. Shape (n_posts, n_kept).
        signals: in the order of the manifest's weights. Shape (n_posts, n_kept, n_signals).
        terms: positions in the model's words, −1 for none. Shape (n_posts, n_kept, n_terms).
        relevances: the scores before some were lowered. Shape (n_posts, n_kept).
        moved: position in `REASONS` and a post number, both −1 for none. Shape (n_posts, n_kept, 2).
        best_signals: the highest value of each signal among a post's candidates. Shape (n_posts, n_signals).
        left_out: post number, position in `REASONS` and another post number, −1 for none. Shape (n_posts, n_left, 3).
        left_relevances: shape (n_posts, n_left).
    """

    targets: NDArray[np.int32]
    scores: NDArray[np.float32]
    sources: NDArray[np.int8]
    signals: NDArray[np.float32]
    terms: NDArray[np.int32]
    relevances: NDArray[np.float32]
    moved: NDArray[np.int32]
    best_signals: NDArray[np.float32]
    left_out: NDArray[np.int32]
    left_relevances: NDArray[np.float32]

    @classmethod
    def of_lists(
        cls,
        targets: NDArray[np.int32],
        scores: NDArray[np.float32],
        sources: NDArray[np.int8],
        signals: NDArray[np.float32],
        terms: NDArray[np.int32],
    ) -> "Arrays":
        """Make the arrays of lists about which there is nothing more to say."""
        return cls(
            targets,
            scores,
            sources,
            signals,
            terms,
            relevances=scores,
            moved=np.full((*targets.shape, 2), -1, dtype=np.int32),
            best_signals=np.zeros((len(targets), signals.shape[2]), dtype=np.float32),
            left_out=np.full((len(targets), 0, 3), -1, dtype=np.int32),
            left_relevances=np.zeros((len(targets), 0), dtype=np.float32),
        )


class Model:
    """Answers which posts are related to a post; holds no connection to the site's files."""

    def __init__(
        self,
        manifest: Manifest,
        posts: Sequence[Post],
        words: Sequence[str],
        arrays: Arrays,
        read_texts: "Callable[[], Texts] | None" = None,
    ) -> None:
        self.manifest = manifest
        self.posts = tuple(posts)
        self._words = words
        self._arrays = arrays
        self._read_texts = read_texts
        self.aliases = alias_table(manifest.settings.get("tags", {}).get("alias", {}))
        # A site has few tags and asks for each of them again and again.
        self._tag_key = lru_cache(maxsize=10_000)(partial(normalise_tag, aliases=self.aliases))

    @property
    def kept(self) -> int:
        """How long the lists are at most."""
        return int(self._arrays.targets.shape[1])

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each post by its path."""
        return {post.path: number for number, post in enumerate(self.posts)}

    @cached_property
    def texts(self) -> "Texts":
        """What a later text is ranked by, read when it is first asked for.

        Raises:
            ModelError: it is damaged, or the model holds none.
        """
        if self._read_texts is None:
            raise ModelError("the model holds no texts to rank another by; train again")
        return self._read_texts()

    @cached_property
    def names(self) -> PostNames:
        """Look-up of posts by path, URL, slug or id."""
        return PostNames(self.posts)

    def __repr__(self) -> str:
        """Name the site and its size."""
        return f"<Model of {self.manifest.site.get('name', '')}: {len(self.posts)} posts, {self.manifest.version}>"

    def related(self, post: int | str, limit: int = 5, threshold: float = 0.0) -> RelatedList:
        """Give the list of a post, best first, at most `limit` long.

        Args:
            post: its number, or its path, URL, slug or id.
            threshold: leave out scored items below it; pins and fallbacks have no score to be held to.

        Raises:
            UnknownPostError: no post goes by that name, or several do.
        """
        number = self.names.find(post) if isinstance(post, str) else post
        if not self.posts[number].shows_list:
            return RelatedList()
        items = (self._item(number, place) for place in range(self._arrays.targets.shape[1]))
        kept = (one for one in items if one is not None and (one.source != "scored" or one.score >= threshold))
        return RelatedList(islice(kept, limit))

    def shown(self, limit: int = 5) -> list[list[int]]:
        """Give the numbers of the posts in the list of every post, for a look at all lists at once."""
        rows = zip(self.posts, self._arrays.targets[:, :limit].tolist(), strict=True)
        return [[target for target in row if target >= 0] if post.shows_list else [] for post, row in rows]

    def left_out(self, number: int) -> list[LeftOut]:
        """Give the best candidates that a rule kept out of the list of post `number`."""
        rows = zip(self._arrays.left_out[number].tolist(), self._arrays.left_relevances[number], strict=True)
        return [
            LeftOut(self.posts[target], _four_digits(relevance), REASONS[reason], self._post(other))
            for (target, reason, other), relevance in rows
            if target >= 0
        ]

    def score(self, query: int, target: int) -> float | None:
        """Give the score of a post in another's list, None if it does not stand there."""
        places = np.flatnonzero(self._arrays.targets[query] == target)
        return _four_digits(self._arrays.scores[query, places[0]]) if len(places) else None

    def _item(self, number: int, place: int) -> Related | None:
        target = int(self._arrays.targets[number, place])
        if target < 0:
            return None
        weights, values = self.manifest.weights, self._arrays.signals[number, place].tolist()
        terms = (self._words[term] for term in self._arrays.terms[number, place] if term >= 0)
        source = SOURCES[self._arrays.sources[number, place]]
        parts = shares(values, self._arrays.best_signals[number].tolist(), list(weights.values()))
        reason, other = self._arrays.moved[number, place].tolist()
        return Related(
            post=self.posts[target],
            score=_four_digits(self._arrays.scores[number, place]),
            source=source,
            signals={name: _four_digits(value) for name, value in zip(weights, values, strict=True) if weights[name]},
            shares={name: round(part, 2) for name, part in zip(weights, parts, strict=True) if part},
            terms=tuple(dict.fromkeys(terms)),
            tags=self._shared_tags(self.posts[number], self.posts[target]),
            relevance=_four_digits(self._arrays.relevances[number, place]),
            moved=REASONS[reason] if reason >= 0 else None,
            other=self._post(other),
        )

    def _post(self, number: int) -> Post | None:
        return self.posts[number] if number >= 0 else None

    def _shared_tags(self, query: Post, target: Post) -> tuple[str, ...]:
        own = set(map(self._tag_key, query.tags))
        return tuple(tag for tag in target.tags if self._tag_key(tag) in own)


def post_json(post: Post) -> dict[str, Any]:
    """Give what every output says of a post."""
    return {"path": post.path, "url": post.url, "title": post.title}


def _four_digits(value: np.floating[Any] | float) -> float:
    return round(float(value), 4)
