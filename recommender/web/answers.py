"""What answers hold, for the description of the API; the tests hold the answers to it."""

from typing import NotRequired, TypedDict


class PostAnswer(TypedDict):
    """A post."""

    id: str
    path: str
    url: str | None
    title: str


class ModelAnswer(TypedDict):
    """The model that an answer is from."""

    version: str
    trained_at: str


class Reasons(TypedDict):
    """Why a post is recommended: shared words and tags, and the share of each signal in the score."""

    terms: list[str]
    tags: list[str]
    shares: dict[str, float]
    part: NotRequired[str]


class OtherPost(TypedDict):
    """A post that another one repeats or makes room for."""

    path: str
    url: str | None
    title: str


class RelatedItem(TypedDict):
    """A link; the last three stand where an explanation was asked for."""

    path: str
    url: str
    title: str
    score: float
    source: str
    signals: dict[str, float]
    reasons: Reasons
    relevance: NotRequired[float]
    moved: NotRequired[str | None]
    other: NotRequired[OtherPost | None]


class LeftOutItem(TypedDict):
    """A candidate that a rule kept out."""

    path: str
    url: str | None
    title: str
    relevance: float
    reason: str
    other: OtherPost | None


class RelatedAnswer(TypedDict):
    """One post's list, best first."""

    post: PostAnswer
    related: list[RelatedItem]
    model: ModelAnswer
    left_out: NotRequired[list[LeftOutItem]]


class OneList(TypedDict):
    """One post's list among several."""

    post: PostAnswer
    related: list[RelatedItem]


class ListsAnswer(TypedDict):
    """Lists in the order in which they were asked for, null where there is no such post."""

    lists: list[OneList | None]
    model: ModelAnswer


class PostsAnswer(TypedDict):
    """A page of posts, newest first."""

    posts: list[PostAnswer]
    page: int
    total: int


class Health(TypedDict):
    """The server lives."""

    status: str


class Readiness(TypedDict):
    """Whether a model is served, and why the one in its folder is not, if so."""

    status: str
    model: str | None
    refused: str | None


class Problem(TypedDict):
    """What was wrong, after RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
