"""What came of reading a site, in numbers: what a blogger checks before training."""

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from recommender.site.links import LinkResolver
from recommender.site.post import Post
from recommender.site.tags import normalise_tag
from recommender.text.own_links import lost_links, own_links
from recommender.text.reading import Reading, ReadPost


@dataclass(frozen=True)
class Summary:
    """A reading in numbers.

    Attributes:
        posts: how many posts were read.
        recommendable: how many of them may stand in the lists of others.
        hidden: why the others may not, and how many each.
        languages: posts by language; `unknown` where there are too few letters to tell.
        tags: how many different tags there are.
        untagged, undated: posts without tags, without a date.
        wordless: recommendable posts without prose.
        first, last: the oldest and the newest date, None where no post has one.
        characters: the median length of a post's prose.
        links: links from one post to another in the authors' own text, each pair once.
        lost_links: links to pages of the site that are no post that was read: other pages, or dead.
    """

    posts: int
    recommendable: int
    hidden: Mapping[str, int]
    languages: Mapping[str, int]
    tags: int
    untagged: int
    undated: int
    wordless: int
    first: datetime | None
    last: datetime | None
    characters: int
    links: int
    lost_links: int


def summarise(reading: Reading, resolver: LinkResolver) -> Summary:
    """Count what was read.

    Args:
        resolver: finds the post behind a link.
    """
    posts = [one.post for one in reading.posts]
    dates = [post.date for post in posts if post.date]
    return Summary(
        posts=len(posts),
        recommendable=sum(post.is_recommendable for post in posts),
        hidden=hidden_reasons(posts),
        languages=dict(Counter(post.language or "unknown" for post in posts).most_common()),
        tags=len({normalise_tag(tag) for post in posts for tag in post.tags}),
        untagged=sum(not post.tags for post in posts),
        undated=len(posts) - len(dates),
        wordless=sum(one.post.is_recommendable and not one.prose.lines for one in reading.posts),
        first=min(dates, default=None),
        last=max(dates, default=None),
        characters=round(statistics.median(characters(one) for one in reading.posts)),
        links=len(own_links(reading.posts, resolver)),
        lost_links=len(lost_links(reading.posts, resolver)),
    )


def hidden_reasons(posts: Iterable[Post]) -> dict[str, int]:
    """Count the posts that may not stand in the lists of others, by the reason."""
    return dict(sorted(Counter(reason for post in posts if (reason := post.concealed or post.withheld)).items()))


def characters(post: ReadPost) -> int:
    """Count the characters of a post's prose."""
    return sum(map(len, post.prose.lines))
