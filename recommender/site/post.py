"""A post as the rest of the project knows it."""

import hashlib
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

from recommender.site.markup import Markup


@dataclass(frozen=True)
class Post:
    """What is known of one post besides its text.

    Attributes:
        path: file under the site root, with `/`; the key of a post everywhere.
        url: address on the site, base path included, non-ASCII letters readable; None for a draft without a date.
        title: as the author wrote it; the first heading or the file name where the front matter has none.
        date: with time zone; None when unknown.
        tags: the author's spelling, in the author's order.
        categories: likewise.
        concealed: why readers cannot open the post (`draft`, `unpublished`, `future`, overwritten), else None.
        withheld: why an open post is not recommended (`noindex`, `canonical elsewhere`, `empty`, …), else None.
        aliases: further addresses that lead to the post.
        shows_list: False where the author wants no list under the post (`related: false`).
        pins: names of posts that stand first in its list (`related_posts`).
        excludes: names of posts that never stand in its list (`related_exclude`).
        language: as the author or the generator says (`ja`, `en`), else what the text shows; None when unknown.
        series: the work that the post is a part of, as the author names it (`series`); None where nothing is said.
        is_evergreen: True where the author says that age does not matter (`evergreen: true`).
        translation_key: shared by the translations of one post, which never recommend one another.
        fingerprint: another one stands for another text; "" where none was made.
        changes_at: when it comes out or expires, where that is planned; of no interest to users of a model.
    """

    path: str
    url: str | None
    title: str
    date: datetime | None = None
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    concealed: str | None = None
    withheld: str | None = None
    aliases: tuple[str, ...] = ()
    shows_list: bool = True
    pins: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    language: str | None = None
    translation_key: str | None = None
    series: str | None = None
    is_evergreen: bool = False
    fingerprint: str = ""
    changes_at: datetime | None = field(default=None, compare=False)

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits that stay the same as long as the path does."""
        return hashlib.blake2s(unicodedata.normalize("NFC", self.path).encode(), digest_size=6).hexdigest()

    @property
    def is_recommendable(self) -> bool:
        """Whether the post may stand in the lists of others."""
        return self.concealed is None and self.withheld is None and self.url is not None


@dataclass(frozen=True)
class Source:
    """A post with the text below its front matter and the markup that it is written in.

    `trouble` says what in the file could not be read as it stands, None if nothing; `text` is the whole file.
    """

    post: Post
    body: str
    markup: Markup = "markdown"
    trouble: str | None = None
    text: str = ""


@dataclass(frozen=True)
class Skipped:
    """A file that looks like a post and could not be read as one, with the reason and the remedy."""

    path: str
    reason: str
