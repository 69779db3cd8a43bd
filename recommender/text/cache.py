"""What was made of posts before, kept between trainings: never needed, never trusted beyond its checksum."""

import functools
import hashlib
import importlib.metadata
import json
import sqlite3
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

import msgspec

from recommender.batches import in_batches
from recommender.progress import Progress, silent

T = TypeVar("T")

#: Behind the model's name: a name that no file of anybody else has, since a damaged file is removed.
CACHE_SUFFIX = ".recommender-cache"
_CHECK_BYTES = 16
#: Nothing that was made of one post is larger when unpacked.
_MAX_BYTES = 200_000_000
_WAIT_SECONDS = 10
_TABLE = "CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, training INTEGER, value BLOB)"
_FIND = "SELECT value FROM entries WHERE key = ?"
_KEEP = "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)"
_USE = "UPDATE entries SET training = ? WHERE key = ?"
_DROP = "DELETE FROM entries WHERE training <> ?"
#: What is made of posts depends on the code of this program and on these.
_LIBRARIES = (
    "recommender",
    "fugashi",
    "unidic-lite",
    "cmarkgfm",
    "selectolax",
    "pyyaml",
    "numba",
    "numpy",
    "scipy",
)


@dataclass(frozen=True)
class Cache:
    """A file of entries by the content that they were made of; small and picklable, so that workers use it too.

    One that cannot be read or written is as good as none: no method raises for it.

    Attributes:
        file: an SQLite database, made when first used.
        training: the number of the training at work; what another one used last is dropped at its end.
    """

    file: Path
    training: int

    def drop_unused(self) -> None:
        """Drop what this training did not use, so that the file holds one site and no history."""
        with suppress(sqlite3.Error), closing(self._open()) as database, database:
            database.execute(_DROP, [self.training])

    def find(self, kind: type[T], keys: Sequence[bytes]) -> list[T | None]:
        """Give the entries of keys, each as it was kept; None for those that are not there."""
        found: list[T | None] = [None] * len(keys)
        try:
            with closing(self._open()) as database, database:
                for place, key in enumerate(keys):
                    row = database.execute(_FIND, [key]).fetchone()
                    found[place] = None if row is None else _unpack(row[0], key, kind)
                used = [(self.training, key) for key, one in zip(keys, found, strict=True) if one is not None]
                database.executemany(_USE, used)
        except sqlite3.OperationalError:
            # Locked for long, not to be written, or on a full disk: what was found is good nevertheless.
            pass
        except sqlite3.Error:
            # Not a database, or no more.
            with suppress(OSError):
                self.file.unlink()
        return found

    def keep(self, entries: Mapping[bytes, object]) -> None:
        """Add entries, as far as the file can be written."""
        packed = ((key, _pack(entry, key)) for key, entry in entries.items())
        rows = [(key, self.training, value) for key, value in packed if value is not None]
        with suppress(sqlite3.Error), closing(self._open()) as database, database:
            database.executemany(_KEEP, rows)

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.file, timeout=_WAIT_SECONDS)
        # A power cut may damage the file, which its checksums show; waiting for the disk would cost more than it saves.
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA auto_vacuum = FULL")
        database.execute(_TABLE)
        return database


def open_cache(file: Path) -> Cache:
    """Give the cache of a training that begins; its folder is made, as the model's will be."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
    return Cache(file, time.time_ns())


def recall(
    cache: Cache | None, kind: type[T], keys: Sequence[bytes], *, jobs: int = 1, progress: Progress = silent
) -> list[T | None]:
    """Give what was made before under some keys, in order; None for what is to be made.

    Args:
        kind: what an entry is: a dataclass of plain data.
        jobs: threads to use.
    """
    if cache is None or not cache.file.exists():
        return [None] * len(keys)
    # Unpacking and checksums hold no lock of Python's.
    batches = in_batches(
        partial(cache.find, kind), keys, jobs, threads=jobs, progress=progress, step="looking into the cache"
    )
    return [one for batch in batches for one in batch]


def keys_of(kind: type, made_of: Sequence[Sequence[object]]) -> list[bytes]:
    """Give the keys of entries.

    Args:
        made_of: all that each entry depends on besides code, as plain data.
    """
    return [_key(kind, content) for content in made_of]


@functools.cache
def code_stamp() -> str:
    """Give what changes with the code of this program and of the libraries that it reads and ranks posts with."""
    digest = hashlib.blake2b(digest_size=_CHECK_BYTES)
    for name in _LIBRARIES:
        digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    for file in sorted(_modules(resources.files("recommender")), key=str):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _modules(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _modules(entry)
        elif entry.name.endswith((".py", ".toml")):
            yield entry


def _key(kind: type, content: Sequence[object]) -> bytes:
    stamped = [kind.__name__, code_stamp(), content]
    try:
        return _digest(msgspec.msgpack.encode(stamped))
    except UnicodeEncodeError:
        # Halves of letters, which JSON can hold.
        return _digest(json.dumps(stamped, default=bytes.hex).encode())


def _pack(entry: object, key: bytes) -> bytes | None:
    """Give an entry's bytes behind their checksum; None for one with letters that no file holds."""
    try:
        # Not MessagePack, which knows no zone of a time.
        packed = zlib.compress(msgspec.json.encode(entry), level=1)
    except UnicodeEncodeError:
        return None
    return _digest(key + packed) + packed


def _unpack(value: object, key: bytes, kind: type[T]) -> T | None:
    """Give the entry of some bytes, None where they are not what was kept under the key."""
    if not isinstance(value, bytes) or value[:_CHECK_BYTES] != _digest(key + value[_CHECK_BYTES:]):
        return None
    try:
        plain = zlib.decompressobj().decompress(value[_CHECK_BYTES:], _MAX_BYTES)
        return msgspec.json.decode(plain, type=kind)
    except (zlib.error, msgspec.MsgspecError):
        return None


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_CHECK_BYTES).digest()
