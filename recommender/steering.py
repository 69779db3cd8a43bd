"""What an author decides about lists by a click: pins, exclusions, posts recommended nowhere, put into the files.

Changes are planned first, to be seen as a patch, and written as injection writes: whole, below the site alone, and not
where a file has changed in between.
"""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from recommender.errors import PostError, RecommenderError, SettingsError, UnknownPostError
from recommender.evaluation.existing import links_of_list
from recommender.injection.change import Change, Failed
from recommender.injection.diff import unified_diff
from recommender.injection.files import read_exactly, read_if_there, writable_file
from recommender.injection.front_matter_key import parse_front_matter_file
from recommender.injection.inject import write_changes
from recommender.injection.site_lock import lock_site
from recommender.model.model import Model
from recommender.settings import load_settings
from recommender.settings.file import with_never
from recommender.settings.parsing import FILE_NAME
from recommender.site.links import LinkResolver
from recommender.site.post import Post
from recommender.site.reader import Site, open_site
from recommender.site.tags import read_tags

#: The keys of front matter that decide about a post's own list.
_KEYS = {"pin": "related_posts", "block": "related_exclude"}


@dataclass(frozen=True)
class TodayLink:
    """A link of the list that a post's file holds: as written, and the post that it leads to, None for a dead one."""

    written: str
    post: Post | None


class Steering:
    """The files of a site whose model is looked at."""

    def __init__(self, root: Path, folder: Path, *, jobs: int = 1) -> None:
        """Take the site in `root` whose model stands in `folder`; `jobs` are processes for training."""
        self._root = root.resolve()
        self._folder = folder.resolve()
        self._jobs = jobs
        self._resolver: tuple[Model, LinkResolver] | None = None

    def today(self, model: Model, post: Post) -> list[TodayLink]:
        """Give the list that the post's file holds now; empty where there is none."""
        settings = load_settings(self._root)
        site = open_site(self._root, settings.site)
        links = links_of_list(site, post.path, self._resolver_for(model, site), settings.text.drop_headings)
        return [TodayLink(written, _open_post(model, target)) for written, target in links.items()]

    def plan(
        self, model: Model, what: Literal["pin", "block", "never"], post: Post, target: Post, *, undo: bool
    ) -> Change:
        """Work out the file that a decision changes; nothing is written.

        Args:
            what: `pin` the target first in the post's list, `block` it from that list, or recommend it `never`.
            undo: take the decision back.

        Raises:
            PostError, SettingsError: the file cannot be changed, or says so already.
        """
        if what == "never":
            return self._plan_never(model, target, undo=undo)
        text = self._read(post.path)
        file = parse_front_matter_file(text, _KEYS[what], markers=False)
        names = _changed(read_tags(file.value), target.url or target.path, target, model, undo=undo)
        return Change(post.path, text, file.put_names(names))

    def patch(self, change: Change) -> list[str]:
        """Give the lines of a change's patch."""
        return list(unified_diff(change))

    def carry_out(self, change: Change) -> None:
        """Write a change, and train anew.

        Raises:
            RecommenderError: it cannot be written, the file has changed since, or the training fails.
        """
        site = open_site(self._root, load_settings(self._root).site)
        with lock_site(self._root):
            for result in write_changes(site, [change]):
                if isinstance(result, Failed):
                    raise PostError(f"{result.path}: {result.reason}")
        command = [sys.executable, "-m", "recommender", "train", str(self._root), "--model", str(self._folder)]
        trained = subprocess.run(
            [*command, "--samples", "0", "--jobs", str(self._jobs)], capture_output=True, encoding="utf-8", check=False
        )
        if trained.returncode:
            raise RecommenderError(f"{change.path} is written, but training failed: {trained.stderr.strip()}")

    def _resolver_for(self, model: Model, site: Site) -> LinkResolver:
        """Give what finds the posts of a model; made once, since it looks at every post."""
        if self._resolver is None or self._resolver[0] is not model:
            self._resolver = model, LinkResolver(model.posts, site.generator.hosts, site.generator.base_path)
        return self._resolver[1]

    def _plan_never(self, model: Model, target: Post, *, undo: bool) -> Change:
        file = self._root / FILE_NAME
        old = read_if_there(file)
        names = load_settings(self._root).rules.never
        try:
            new = with_never(old or "", _changed(names, target.path, target, model, undo=undo))
        except ValueError as error:
            raise SettingsError(f"{file}: cannot be changed safely ({error}); write never under [rules]") from error
        return Change(FILE_NAME, old, new)

    def _read(self, path: str) -> str:
        # A path of the model must not lead out of the site.
        return read_exactly(writable_file(self._root, path))


def _open_post(model: Model, path: str | None) -> Post | None:
    number = None if path is None else model.numbers.get(path)
    return None if number is None or model.posts[number].concealed else model.posts[number]


def _changed(names: Sequence[str], name: str, target: Post, model: Model, *, undo: bool) -> list[str]:
    """Give names with one put to their end or taken out, however the author spelled it."""
    others = [one for one in names if not _means(one, target, model)]
    if undo == (len(others) == len(names)):
        raise PostError(f"does not name {name} here" if undo else f"names {name} already")
    return others if undo else [*names, name]


def _means(name: str, target: Post, model: Model) -> bool:
    try:
        return model.posts[model.names.find(name)].path == target.path
    except UnknownPostError:
        return False
