"""The manifest: what a model folder holds and how it was made."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from recommender.errors import ModelError

FORMAT = "recommender-model"
FORMAT_VERSION = 4
FILE_NAME = "manifest.json"

_VERSION = re.compile(r"[0-9a-f]{16}")
_MAX_BYTES = 50_000_000


@dataclass(frozen=True)
class FileEntry:
    """One data file: its SHA-256 and size, for an array its dtype and shape too."""

    sha256: str
    bytes: int
    dtype: str | None = None
    shape: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Manifest:
    """The head of a model.

    Attributes:
        version: sixteen hexadecimal digits made of the data; equal data, equal version.
        trained_at: ISO 8601 with time zone.
        site: name, generator and counts of the site that was read.
        settings: all settings as used.
        weights: each signal's weight as used, in the order of the arrays.
        made_with: versions of the recommender, tokenizer, dictionary and libraries.
        skipped: files that could not be read, and posts that were read with something wrong in them.
        inputs: a digest of all that the model was made of, "" where none was made.
        current_until: ISO 8601: when a post comes out or expires, and the digest says no more; None where none does.
        churn: what the training changed in the lists that stood before (as of `Churn`), empty for a first one.
        files: the data files, in the folder `data-VERSION` beside the manifest.
    """

    version: str
    trained_at: str
    site: Mapping[str, Any]
    settings: Mapping[str, Any]
    weights: Mapping[str, float]
    made_with: Mapping[str, str]
    skipped: tuple[Mapping[str, str], ...]
    files: Mapping[str, FileEntry]
    inputs: str = ""
    current_until: str | None = None
    churn: Mapping[str, Any] = field(default_factory=dict)

    @property
    def data_folder(self) -> str:
        """The name of the folder that holds the data files."""
        return f"data-{self.version}"

    @property
    def limit(self) -> int:
        """How long the lists are that readers see."""
        return int(self.settings.get("ranking", {}).get("limit", 5))

    @property
    def trained_time(self) -> datetime:
        """`trained_at` as a point in time."""
        return datetime.fromisoformat(self.trained_at)

    def to_json(self) -> str:
        """Write the manifest as JSON."""
        table = {"format": FORMAT, "format_version": FORMAT_VERSION, **asdict(self)}
        return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def parse_manifest(content: bytes, where: str) -> Manifest:
    """Read a manifest and check that it is one of ours.

    Args:
        where: names the file in errors.

    Raises:
        ModelError: it is no manifest, or of a format that this program does not read.
    """
    if len(content) > _MAX_BYTES:
        raise ModelError(f"{where}: {len(content):,} bytes, expected a manifest of a few thousand; train again")
    try:
        table = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{where}: no JSON ({type(error).__name__}); train again") from error
    if not isinstance(table, dict) or table.get("format") != FORMAT:
        raise ModelError(f"{where}: not a model of this program; give the folder that `recommender train` wrote")
    if type(table.get("format_version")) is not int or table["format_version"] != FORMAT_VERSION:
        raise ModelError(
            f"{where}: format version {table.get('format_version')!r}, this program reads {FORMAT_VERSION}; train again"
        )
    try:
        manifest = Manifest(
            version=str(table["version"]),
            trained_at=_instant(table["trained_at"]),
            site=dict(table["site"]),
            settings={name: dict(section) for name, section in table["settings"].items()},
            weights={str(name): _finite(weight) for name, weight in table["weights"].items()},
            made_with=dict(table["made_with"]),
            skipped=tuple({"path": str(one["path"]), "reason": str(one["reason"])} for one in table["skipped"]),
            files={str(name): _entry(entry) for name, entry in table["files"].items()},
            inputs=str(table.get("inputs", "")),
            current_until=_instant(table["current_until"]) if table.get("current_until") else None,
            churn=_churn(table.get("churn", {})),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise ModelError(f"{where}: incomplete ({type(error).__name__}: {error}); train again") from error
    if not _VERSION.fullmatch(manifest.version):
        raise ModelError(f"{where}: version {manifest.version!r} is not sixteen hexadecimal digits; train again")
    return manifest


def _instant(text: str) -> str:
    if datetime.fromisoformat(text).tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    return text


def _finite(number: Any) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"{value} is no weight")
    return value


def _churn(table: Mapping[str, Any]) -> dict[str, Any]:
    if not table:
        return {}
    changed = {str(reason): int(count) for reason, count in table["changed"].items()}
    return {"lists": int(table["lists"]), "changed": changed, "kept": int(table["kept"])}


def _entry(entry: Mapping[str, Any]) -> FileEntry:
    shape = entry.get("shape")
    return FileEntry(
        sha256=str(entry["sha256"]),
        bytes=int(entry["bytes"]),
        dtype=None if entry.get("dtype") is None else str(entry["dtype"]),
        shape=None if shape is None else tuple(int(size) for size in shape),
    )
