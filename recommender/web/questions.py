"""What requests ask, field by field: read, checked and described from here."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from recommender.site.markup import Markup

#: As many as a model keeps at least.
MAX_LIMIT = 20
MAX_POSTS = 100
MAX_TAGS = 100

_Limit = Annotated[int, Meta(ge=1, le=MAX_LIMIT, description="Links at most; without it as the model's settings say.")]
_Threshold = Annotated[float, Meta(ge=0, le=1, description="Leave out scored links below this score.")]
_Explain = Annotated[
    bool, Meta(description="Say how each score came about, and which candidates were left out and why.")
]
_Words = Annotated[
    str, Meta(max_length=200, description="Words that title or URL must hold; width and case make no difference.")
]
_Page = Annotated[int, Meta(ge=1, le=100_000)]
_Share = Annotated[float, Meta(ge=0, le=1, description="Instead of the model's setting or weight of this name.")]
_Id = Annotated[str, Meta(pattern="^[0-9a-f]{12}$", description="A post's id.")]
_Version = Annotated[str, Meta(pattern="^[0-9a-f]{16}$", description="Version of the model that the list is from.")]


class _Names(Struct, frozen=True, kw_only=True):
    url: (
        Annotated[
            str,
            Meta(
                description="Address in any spelling: with or without host, query, fragment, slash at the end or "
                "`index.html`; percent-encoded or not. One of url, path and id is given.",
                examples=["/2024/06/10/ume-shigoto/"],
            ),
        ]
        | UnsetType
    ) = UNSET
    path: Annotated[str, Meta(description="File below the root of the site.")] | UnsetType = UNSET
    id: Annotated[str, Meta(description="The id that answers give.")] | UnsetType = UNSET

    @property
    def names(self) -> list[tuple[str, str]]:
        """What the post is called, with the kind of each name."""
        named = (("url", self.url), ("path", self.path), ("id", self.id))
        return [(kind, name) for kind, name in named if not isinstance(name, UnsetType)]

    def _refuse_names(self) -> None:
        found = ", ".join(kind for kind, _ in self.names) or "none"
        raise ValueError(f"give one of url, path and id; found {found}")


class PostQuestion(_Names, frozen=True, kw_only=True):
    """Which post is meant; one of `url`, `path` and `id` is given."""

    def __post_init__(self) -> None:
        if len(self.names) != 1:
            self._refuse_names()


class ListQuestion(PostQuestion, frozen=True, kw_only=True):
    """One post's list."""

    limit: _Limit | UnsetType = UNSET
    threshold: _Threshold = 0.0


class ExplainedListQuestion(ListQuestion, frozen=True, kw_only=True):
    """One post's list, with what led to it if that is wanted."""

    explain: _Explain = False


class FragmentQuestion(ListQuestion, frozen=True, kw_only=True):
    """One post's list as a piece of a page."""

    style: Annotated[
        Literal["list", "cards"], Meta(description="Titles alone, or cards with date and shared tags.")
    ] = "list"
    lang: Annotated[Literal["ja", "en"], Meta(description="Language of heading and dates.")] = "ja"


class ListsQuestion(Struct, frozen=True, kw_only=True):
    """The lists of several posts at once."""

    posts: Annotated[
        list[Annotated[str, Meta(max_length=2000, description="URL, path or id.")]],
        Meta(max_length=MAX_POSTS, examples=[["/2024/06/10/ume-shigoto/"]]),
    ]
    limit: _Limit | UnsetType = UNSET
    threshold: _Threshold = 0.0


class TextQuestion(Struct, frozen=True, kw_only=True):
    """The list of a text that is not published yet."""

    title: Annotated[str, Meta(max_length=500, examples=["梅しごとの覚え書き"])]
    body: Annotated[str, Meta(description="The text below the title.", examples=["青梅を洗い、砂糖と塩を量る。"])]
    tags: Annotated[list[Annotated[str, Meta(max_length=200)]], Meta(max_length=MAX_TAGS)] = []
    date: Annotated[datetime, Meta(tz=True, description="When it will be published; now if not given.")] | UnsetType = (
        UNSET
    )
    path: Annotated[
        str,
        Meta(max_length=2000, description="Its file, where the site has it already: it is not in its own list."),
    ] = ""
    markup: Annotated[Markup, Meta(description="What the body is written in.")] = "markdown"
    limit: _Limit | UnsetType = UNSET
    threshold: _Threshold = 0.0
    explain: _Explain = False


class PageQuestion(Struct, frozen=True, kw_only=True):
    """A page of the posts that hold all words."""

    q: _Words = ""
    page: _Page = 1


class PreviewQuestion(_Names, frozen=True, kw_only=True):
    """A page of posts and the one whose list is shown, the first of them if none is named; settings to try."""

    q: _Words = ""
    page: _Page = 1
    lang: Annotated[Literal["ja", "en"], Meta(description="As the browser asks if not given.")] | UnsetType = UNSET
    threshold: _Share | UnsetType = UNSET
    diversity: _Share | UnsetType = UNSET
    text: _Share | UnsetType = UNSET
    phrases: _Share | UnsetType = UNSET
    text_covers_title: _Share | UnsetType = UNSET
    title_covered_by_text: _Share | UnsetType = UNSET
    tags: _Share | UnsetType = UNSET
    date: _Share | UnsetType = UNSET

    written: (
        Annotated[Literal["pin", "block", "never"], Meta(description="What has just been written, to be told.")]
        | UnsetType
    ) = UNSET

    def __post_init__(self) -> None:
        if len(self.names) > 1:
            self._refuse_names()


class SteerQuestion(Struct, frozen=True, kw_only=True):
    """A decision of the author about a link: pin it first, block it from the list, or recommend its post never."""

    what: Literal["pin", "block", "never"]
    id: _Id
    target: _Id
    undo: bool = False
    lang: Literal["ja", "en"] = "ja"


class SteerOrder(SteerQuestion, frozen=True, kw_only=True):
    """A decision that was confirmed: with the token of the page, and the digest of what it showed."""

    token: Annotated[str, Meta(max_length=100)]
    seen: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class Impression(Struct, frozen=True, kw_only=True, tag_field="type", tag="impression"):
    """A reader saw a list."""

    post: _Id
    related: Annotated[
        list[_Id],
        Meta(
            min_length=1,
            max_length=MAX_LIMIT,
            description="As shown, best first.",
            extra_json_schema={"uniqueItems": True},
        ),
    ]
    model: _Version

    def __post_init__(self) -> None:
        if len(set(self.related)) < len(self.related):
            raise ValueError("related names a post twice, expected each once")


class Click(Struct, frozen=True, kw_only=True, tag_field="type", tag="click"):
    """A reader followed a link of a list."""

    post: _Id
    target: _Id
    position: Annotated[int, Meta(ge=1, le=MAX_LIMIT, description="Place of the link in the list, from 1.")]
    model: _Version


Event = Impression | Click
