"""The sections of recommender.toml as frozen dataclasses: what can be set, and its defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: What a site can be read as; else found by its own files.
GENERATORS = ("jekyll", "hugo", "hexo", "zenn", "hatena", "astro", "html", "folder")

#: Headings over lists that a generator wrote: never read as the author's text.
DROP_HEADINGS = (
    "あわせて読みたい",
    "合わせて読みたい",
    "併せて読みたい",
    "関連記事",
    "関連する記事",
    "関連エントリ",
    "関連エントリー",
    "おすすめ記事",
    "おすすめの記事",
    "こちらもおすすめ",
    "この記事もおすすめ",
    "Related Posts",
    "Related Articles",
)


@dataclass(frozen=True)
class SiteSettings:
    """Where the posts are and what their addresses look like; None means: as the generator says."""

    generator: str | None = None
    posts: str | None = None
    url: str | None = None
    permalink: str | None = None
    timezone: str | None = None
    exclude: tuple[str, ...] = ()
    future: bool | None = None


@dataclass(frozen=True)
class TextSettings:
    """How prose becomes words."""

    user_dictionary: str | None = None
    stop_words: tuple[str, ...] = ()
    drop_headings: tuple[str, ...] = DROP_HEADINGS


@dataclass(frozen=True)
class RankingSettings:
    """From scores to lists; `weights` are merged over the defaults, 0 turns a signal off."""

    limit: int = 5
    threshold: float = 0.05
    diversity: float = 0.4
    hub_limit: float = 0.02
    next_part_first: bool = True
    skip_linked: bool = True
    include_newer: bool = True
    max_age_days: int | None = None
    half_life_days: int | None = None
    evergreen: tuple[str, ...] = ()
    hysteresis: float = 0.1
    fallback: tuple[str, ...] = ("same_tag", "recent")
    weights: Mapping[str, float] = field(default_factory=dict)


#: How lists are written into files.
STYLES = ("block", "front-matter", "data", "html")
#: Where the block goes: before what many posts share at their end, or below everything.
POSITIONS = ("end", "bottom")
#: How posts are linked: by address, with the host before it, or in a block by a tag of Jekyll or Hugo.
LINKS = ("url", "absolute", "post_url", "ref")
#: What an entry of a list can say of a post, where lists are data.
FIELDS = ("title", "url", "path", "slug", "date", "tags", "reason")

#: Further spellings of the heading over the list: lists under these are replaced by ours.
TAKEN_HEADINGS = ("あわせて読みたい", "合わせて読みたい", "併せて読みたい")


@dataclass(frozen=True)
class InjectSettings:
    """What is written into files: how, where and what; `out` is None for the generator's own place."""

    style: str = "block"
    heading: str = "あわせて読みたい"
    headings: tuple[str, ...] = TAKEN_HEADINGS
    limit: int = 3
    markers: bool = True
    position: str = "end"
    links: str = "url"
    key: str = "related_articles"
    fields: tuple[str, ...] = ("title", "url")
    out: str | None = None


@dataclass(frozen=True)
class RuleSettings:
    """Posts that are never recommended, and pairs that are not; posts are named by path."""

    never: tuple[str, ...] = ()
    block: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class TagSettings:
    """One spelling per tag: `alias` maps the wanted spelling to the others."""

    alias: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """All settings of one site, every one with a default."""

    site: SiteSettings = field(default_factory=SiteSettings)
    text: TextSettings = field(default_factory=TextSettings)
    tags: TagSettings = field(default_factory=TagSettings)
    ranking: RankingSettings = field(default_factory=RankingSettings)
    inject: InjectSettings = field(default_factory=InjectSettings)
    rules: RuleSettings = field(default_factory=RuleSettings)
