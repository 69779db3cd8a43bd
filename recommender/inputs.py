"""All that a training is made of, as one digest: the same digest, the same lists."""

import hashlib
import json
import os
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path

from recommender.errors import ModelError, PostError
from recommender.model.model import Model
from recommender.model.storage import load_model
from recommender.settings import Settings, load_settings, settings_table
from recommender.site.post import Post
from recommender.site.reader import Site, open_site
from recommender.site.text_file import read_content
from recommender.text.cache import code_stamp
from recommender.text.tokens import dictionary_digest


def find_current(root: Path, folder: Path, *, now: datetime | None = None) -> Model | None:
    """Give a whole model that a training would only write again, None where there is no such model.

    Raises:
        SiteError, SettingsError: as a training raises them.
    """
    settings = load_settings(root)
    clock = now or datetime.now(UTC)
    site = open_site(root, settings.site, now=clock)
    try:
        model = load_model(folder)
    except ModelError:
        return None
    manifest = model.manifest
    until = manifest.current_until
    if (until and datetime.fromisoformat(until) <= clock) or clock < manifest.trained_time:
        return None
    # A model that says nothing of its inputs is current for nobody.
    return model if manifest.inputs and manifest.inputs == inputs_digest(site, settings) else None


def inputs_digest(site: Site, settings: Settings) -> str:
    """Give a digest of the settings, the generator's, every file of a post and what stands beside it, and the code.

    "" where lists change from day to day, or with the times of files (Hugo's :fileModTime), whatever the files say.
    """
    if settings.ranking.half_life_days or settings.ranking.max_age_days:
        return ""
    dictionary = dictionary_digest(settings.text.user_dictionary)
    head = [code_stamp(), settings_table(settings), dictionary, _plain(site.generator)]
    head_text = json.dumps(head, sort_keys=True, default=str)
    if ":filemodtime" in head_text.lower():
        return ""
    digest = hashlib.blake2b(head_text.encode(), digest_size=16)
    files = [site.root / path for path in site.files()]
    beside = [file.with_suffix(".json") for file in files]
    for file in [*files, *(one for one in beside if one.is_file())]:
        digest.update(f"\0{os.path.relpath(file, site.root)}\0".encode("utf-8", "surrogatepass"))
        digest.update(_content(file))
    return digest.hexdigest()


def current_until(posts: list[Post]) -> str | None:
    """Give the moment at which the first post comes out or expires, None where nothing is planned."""
    changes = [post.changes_at for post in posts if post.changes_at]
    return min(changes).isoformat() if changes else None


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
    return value
