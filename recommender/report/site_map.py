"""The map of a site: each post a dot, near those on the same subject, coloured by what the authors file it under."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.manifold import TSNE
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

from recommender.model.model import Model
from recommender.site.post import Post
from recommender.site.tags import normalise_tag

#: More dots than these can neither be told apart nor be drawn in a second.
MOST_DOTS = 5_000
#: Colours that eyes tell apart.
MOST_GROUPS = 9
#: Directions of the text that the layout goes by.
_DIRECTIONS = 50
#: Posts that each post is kept near to; fewer on a small site.
_NEIGHBOURS = 30


@dataclass(frozen=True)
class Group:
    """Posts of one category or tag.

    Attributes:
        label: the category or tag as most of the posts spell it; None for the posts of none that is common.
        posts: how many dots have its colour.
        inside: share of the links from its posts that lead to posts of the group; None without links.
    """

    label: str | None
    posts: int
    inside: float | None


@dataclass(frozen=True)
class Dot:
    """A post on the map: its number in the model, its place in a square of side 1, its position in the groups."""

    number: int
    x: float
    y: float
    group: int


@dataclass(frozen=True)
class SiteMap:
    """The map.

    Attributes:
        dots: the posts that readers can open, in the site's order; evenly chosen ones where there are too many.
        groups: the most common first, posts of none last.
        of: how many posts the dots were chosen from.
    """

    dots: tuple[Dot, ...]
    groups: tuple[Group, ...]
    of: int


def draw_map(model: Model, lists: Mapping[str, Sequence[str]]) -> SiteMap:
    """Lay out the posts that readers can open.

    Args:
        lists: path of a post → paths in its list, as readers see it.

    Raises:
        ModelError: the model holds no texts.
    """
    open_posts = [number for number, post in enumerate(model.posts) if post.concealed is None]
    places = np.linspace(0, len(open_posts) - 1, min(len(open_posts), MOST_DOTS)).round().astype(int)
    drawn = [open_posts[place] for place in places.tolist()]
    spots = lay_out(model.texts.vectors.rare_body[drawn])
    labels = common_labels([model.posts[number] for number in open_posts], model.aliases)
    groups = [label_of(model.posts[number], list(labels), model.aliases) for number in drawn]
    dots = (
        Dot(number, x, y, group) for number, (x, y), group in zip(drawn, spots.round(4).tolist(), groups, strict=True)
    )
    of_post = {model.posts[number].path: group for number, group in zip(drawn, groups, strict=True)}
    return SiteMap(tuple(dots), _describe(lists, of_post, [*labels.values(), None]), len(open_posts))


def lay_out(vectors: csr_matrix) -> NDArray[np.float64]:
    """Give each vector a place in a square of side 1, like near like.

    t-SNE (van der Maaten & Hinton, 2008) of the main directions of the text (Deerwester et al., 1990); the same
    vectors get the same places.

    Args:
        vectors: rows of length 1, or 0 for a wordless post. Shape (n_posts, n_words).

    Returns:
        Shape (n_posts, 2), each coordinate from 0 to 1.
    """
    count, width = vectors.shape
    if count < 4 or width < 2:
        # Too few for a map: side by side.
        return np.column_stack([(np.arange(count) + 1) / (count + 1), np.full(count, 0.5)])
    directions = min(_DIRECTIONS, width - 1, count - 1)
    # Not TruncatedSVD: that divides by the variance, of which equal posts have none.
    left, sizes, _ = randomized_svd(vectors, directions, random_state=0)
    main = normalize(left * sizes)
    near = min(_NEIGHBOURS, (count - 1) / 3)
    start = main[:, :2] if directions > 1 else np.column_stack([main, np.zeros(count)])
    # A small start keeps the whole in shape (Kobak & Berens, 2019); equal posts must not start at one place.
    noise = np.random.default_rng(0).normal(scale=1e-6, size=(count, 2))
    spots = TSNE(perplexity=near, init=1e-4 * start + noise, random_state=0).fit_transform(main).astype(np.float64)
    low, high = spots.min(axis=0), spots.max(axis=0)
    placed: NDArray[np.float64] = (spots - low) / np.where(high > low, high - low, 1)
    return placed


def common_labels(posts: Sequence[Post], aliases: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give the categories, or where most posts have none the tags, that colour most posts, the most common first.

    One that stands on more than half of the posts tells none apart.

    Args:
        aliases: normalised tag → the tag that it stands for.

    Returns:
        Normalised label → its most common spelling.
    """
    filed = sum(map(bool, (post.categories for post in posts))) > len(posts) / 2
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for post in posts:
        own = {normalise_tag(label, aliases): label for label in (post.categories if filed else post.tags)}
        for key, label in own.items():
            spellings[key][label] += 1
    counts = Counter({key: found.total() for key, found in spellings.items()})
    telling = [key for key, count in counts.most_common() if 1 < count <= max(2, len(posts) / 2)]
    return {key: spellings[key].most_common(1)[0][0] for key in telling[:MOST_GROUPS]}


def label_of(post: Post, labels: Sequence[str], aliases: Mapping[str, str] | None = None) -> int:
    """Give the position of the first label that the author gave the post; `len(labels)` for none of them.

    Args:
        labels: normalised.
    """
    own = (normalise_tag(label, aliases) for label in (*post.categories, *post.tags))
    return next((labels.index(one) for one in own if one in labels), len(labels))


def _describe(
    lists: Mapping[str, Sequence[str]], groups: Mapping[str, int], labels: Sequence[str | None]
) -> tuple[Group, ...]:
    sizes = Counter(groups.values())
    links: Counter[int] = Counter()
    inside: Counter[int] = Counter()
    for path, group in groups.items():
        known = [groups[target] for target in lists.get(path, ()) if target in groups]
        links[group] += len(known)
        inside[group] += known.count(group)
    return tuple(
        Group(label, sizes[one], inside[one] / links[one] if links[one] else None) for one, label in enumerate(labels)
    )
