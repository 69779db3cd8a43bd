"""All posts of a site as prose: read in parallel, and those that did not change taken from a cache."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import NamedTuple

from recommender.batches import in_batches
from recommender.errors import PostError, SiteError
from recommender.progress import Progress, silent
from recommender.settings import TextSettings
from recommender.site.collisions import conceal_overwritten
from recommender.site.digests import digest_file, digest_files, digest_generator
from recommender.site.links import LinkResolver
from recommender.site.post import Post, Skipped, Source
from recommender.site.reader import Site
from recommender.text.cache import Cache, keys_of, recall
from recommender.text.fingerprint import fingerprint
from recommender.text.language import written_language
from recommender.text.prose import Prose, read_prose


@dataclass(frozen=True)
class Trouble:
    """A post that was read although something in its file is wrong."""

    path: str
    reason: str


@dataclass(frozen=True)
class ReadPost:
    """A post and its prose.

    Attributes:
        trouble: what in its file could not be read as it stands, None if nothing.
    """

    post: Post
    prose: Prose
    trouble: str | None = None

    def with_post(self, post: Post) -> "ReadPost":
        """Give the same prose under another post's record."""
        return replace(self, post=post)


@dataclass(frozen=True)
class Reading:
    """What came of reading a site: its posts in the site's order, and the files that are none."""

    posts: tuple[ReadPost, ...]
    skipped: tuple[Skipped, ...]

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """Posts that were read as well as could be."""
        return tuple(Trouble(one.post.path, one.trouble) for one in self.posts if one.trouble)


class _File(NamedTuple):
    """A post's file as it was when its digest was made; the key stands for what would be read from it."""

    path: str
    digest: bytes
    key: bytes


@dataclass(frozen=True)
class _KeptPost:
    """A post as it was read at a time; what is planned may change it later."""

    read: ReadPost
    at: datetime

    def holds(self, now: datetime) -> bool:
        """Tell whether it would be read the same."""
        changes_at = self.read.post.changes_at
        return self.at <= now and (changes_at is None or now < changes_at)


def read_site(
    site: Site,
    settings: TextSettings,
    *,
    jobs: int = 1,
    progress: Progress = silent,
    mask: LinkResolver | None = None,
    cache: Cache | None = None,
    digests: Mapping[str, bytes] | None = None,
) -> Reading:
    """Read every post of a site.

    Args:
        cache: of what posts were before.
        digests: of the files, where `digest_files` has just been asked for them.
        mask: take links to these posts out with their text (for evaluation).

    Raises:
        SiteError: the site has no post that can be read.
    """
    # Which links are masked depends on all posts together.
    if cache and not mask and (generator := digest_generator(site.generator)):
        digests = digests or digest_files(site, jobs=jobs, progress=progress)
        made_of = [(path, digest, generator, settings.drop_headings) for path, digest in digests.items()]
        files = list(map(_File, digests, digests.values(), keys_of(_KeptPost, made_of)))
        results = _recall_files(site, settings.drop_headings, cache, files, jobs, progress)
    else:
        work = partial(_read_batch, site, settings.drop_headings, mask)
        batches = in_batches(work, site.files(), jobs, progress=progress, step="reading")
        results = [one for batch in batches for one in batch]
    read = [one for one in results if isinstance(one, ReadPost)]
    posts = tuple(map(ReadPost.with_post, read, conceal_overwritten([one.post for one in read])))
    skipped = tuple(one for one in results if isinstance(one, Skipped))
    if not posts:
        first = skipped[0]
        raise SiteError(
            f"{site.root}: none of {len(skipped)} files can be read; the first, {first.path}: {first.reason}"
        )
    return Reading(posts, skipped)


def _recall_files(
    site: Site, drop_headings: Sequence[str], cache: Cache, files: Sequence[_File], jobs: int, progress: Progress
) -> list[ReadPost | Skipped]:
    """Read what is not in the cache as it would be read."""
    kept = recall(cache, _KeptPost, [file.key for file in files], jobs=jobs, progress=progress)
    found = [one.read if one and one.holds(site.generator.now) else None for one in kept]
    missing = [file for file, one in zip(files, found, strict=True) if one is None]
    work = partial(_read_and_keep, site, drop_headings, cache)
    made = [one for batch in in_batches(work, missing, jobs, progress=progress, step="reading") for one in batch]
    new = iter(made)
    return [one or next(new) for one in found]


def _read_and_keep(
    site: Site, drop_headings: Sequence[str], cache: Cache, files: Sequence[_File]
) -> list[ReadPost | Skipped]:
    results = _read_batch(site, drop_headings, None, [file.path for file in files])
    cache.keep(
        {
            file.key: _KeptPost(one, site.generator.now)
            for file, one in zip(files, results, strict=True)
            # It may have been written to meanwhile.
            if isinstance(one, ReadPost) and digest_file(site.root, file.path) == file.digest
        }
    )
    return results


def _read_batch(
    site: Site, drop_headings: Sequence[str], mask: LinkResolver | None, paths: Sequence[str]
) -> list[ReadPost | Skipped]:
    return [_read_post(site.read(path), drop_headings, mask) for path in paths]


def _read_post(source: Source | Skipped, drop_headings: Sequence[str], mask: LinkResolver | None) -> ReadPost | Skipped:
    if isinstance(source, Skipped):
        return source
    path = source.post.path
    try:
        prose = read_prose(
            source.body,
            markup=source.markup,
            drop_headings=drop_headings,
            drop_link=None if mask is None else lambda href: mask.resolve(href, path) is not None,
        )
    except PostError as error:
        return Skipped(path, str(error))
    language = source.post.language or written_language(source.post.title, prose.lines)
    mark = fingerprint(source.text, drop_headings, source.markup)
    return ReadPost(replace(source.post, language=language, fingerprint=mark), prose, source.trouble)
