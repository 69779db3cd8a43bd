"""What posts are read from, as digests: the same digests, the same posts."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from functools import partial
from pathlib import Path

from recommender.batches import in_batches
from recommender.errors import PostError
from recommender.progress import Progress, silent
from recommender.site.reader import Generator, Site
from recommender.site.sidecar import find_sidecar
from recommender.site.text_file import read_content


def digest_files(site: Site, *, jobs: int = 1, progress: Progress = silent) -> dict[str, bytes]:
    """Give a digest of every file of a post, by their paths, in the site's order.

    Raises:
        SiteError: there are none.
    """
    files = site.files()
    # Reading and hashing hold no lock of Python's.
    work = partial(_digest_batch, site.root)
    batches = in_batches(work, files, jobs, threads=jobs, progress=progress, step="looking for changes")
    return dict(zip(files, (digest for batch in batches for digest in batch), strict=True))


def digest_file(root: Path, path: str) -> bytes:
    """Give a digest of a post's file, and of the table beside it where there is one. 16 bytes."""
    file = root / path
    digest = hashlib.blake2b(_content(file), digest_size=16)
    sidecar = find_sidecar(file)
    if sidecar:
        digest.update(b"\0" + _content(sidecar))
    return digest.digest()


def digest_generator(generator: Generator) -> bytes | None:
    """Give a digest of all by which a generator reads posts, but for the clock. 16 bytes.

    None where posts change with the times of files (Hugo's :fileModTime), whatever the files say.
    """
    settings = json.dumps(_plain(generator), sort_keys=True, default=str)
    if ":filemodtime" in settings.lower():
        return None
    return hashlib.blake2b(settings.encode(), digest_size=16).digest()


def _digest_batch(root: Path, paths: Sequence[str]) -> list[bytes]:
    return [digest_file(root, path) for path in paths]


def _content(file: Path) -> bytes:
    """Give the hash of a file as it will be read, or why it cannot be."""
    try:
        return hashlib.blake2b(read_content(file)).digest()
    except PostError as error:
        return str(error).encode("utf-8", "surrogatepass")


def _plain(value: object) -> object:
    """Give plain data that is equal for equal values, whatever the order of a set; the clock is left out."""
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value) if one.name not in ("now", "root")}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, Set):
        return sorted(str(_plain(one)) for one in value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, re.Pattern):
        # As text it is cut short.
        return value.pattern
    return value
