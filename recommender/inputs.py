"""All that a training is made of, as one digest: the same digest, the same lists."""

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from recommender.errors import ModelError
from recommender.model.model import Model
from recommender.model.storage import load_model
from recommender.progress import Progress, silent
from recommender.settings import Settings, load_settings, settings_table
from recommender.site.digests import digest_files, digest_generator
from recommender.site.post import Post
from recommender.site.reader import Site, open_site
from recommender.text.cache import code_stamp
from recommender.text.tokens import dictionary_digest


@dataclass(frozen=True)
class Inputs:
    """A site as it was found, before it is read.

    Attributes:
        now: the clock by which posts are future.
        files: a digest of each post's file, by its path, in the site's order.
    """

    site: Site
    settings: Settings
    now: datetime
    files: Mapping[str, bytes]

    @functools.cached_property
    def digest(self) -> str:
        """A digest of the settings, the generator's, every file of a post and what stands beside it, and the code.

        "" where lists change from day to day, or with the times of files (Hugo's :fileModTime), whatever the files say.
        """
        generator = digest_generator(self.site.generator)
        if generator is None or self.settings.ranking.half_life_days or self.settings.ranking.max_age_days:
            return ""
        dictionary = dictionary_digest(self.settings.text.user_dictionary)
        head = [code_stamp(), settings_table(self.settings), dictionary, generator.hex()]
        digest = hashlib.blake2b(json.dumps(head, sort_keys=True, default=str).encode(), digest_size=16)
        for path, content in self.files.items():
            digest.update(f"\0{path}\0".encode("utf-8", "surrogatepass"))
            digest.update(content)
        return digest.hexdigest()


def find_inputs(
    root: Path,
    *,
    settings: Settings | None = None,
    jobs: int = 1,
    progress: Progress = silent,
    now: datetime | None = None,
) -> Inputs:
    """Look at all that a training would be made of.

    Args:
        settings: those of the site if not given.
        now: the system's clock if not given.

    Raises:
        SiteError, SettingsError: as opening a site raises them, or it has no posts.
    """
    settings = settings or load_settings(root)
    clock = now or datetime.now(UTC)
    site = open_site(root, settings.site, now=clock)
    return Inputs(site, settings, clock, digest_files(site, jobs=jobs, progress=progress))


def find_current(inputs: Inputs, folder: Path) -> Model | None:
    """Give a whole model that a training would only write again, None where there is no such model."""
    try:
        model = load_model(folder)
    except ModelError:
        return None
    manifest = model.manifest
    until = manifest.current_until
    if (until and datetime.fromisoformat(until) <= inputs.now) or inputs.now < manifest.trained_time:
        return None
    # A model that says nothing of its inputs is current for nobody.
    return model if manifest.inputs and manifest.inputs == inputs.digest else None


def current_until(posts: list[Post]) -> str | None:
    """Give the moment at which the first post comes out or expires, None where nothing is planned."""
    changes = [post.changes_at for post in posts if post.changes_at]
    return min(changes).isoformat() if changes else None
