"""The style `data`: the lists as JSON beside the posts, for templates or scripts of the pages to show.

One file of all lists, or in a folder one file a post.
"""

import json
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recommender.errors import PostError, SettingsError
from recommender.injection.change import Change, Untouched
from recommender.injection.entries import Entry, entry_number, make_entry
from recommender.injection.files import read_exactly
from recommender.injection.lists import Choice, Lists
from recommender.injection.style import plan_posts
from recommender.injection.targets import Targets
from recommender.progress import Progress
from recommender.settings import InjectSettings
from recommender.site.folders import folder_path
from recommender.site.post import Post
from recommender.site.reader import Site
from recommender.site.url import url_key

_SUFFIX = ".json"
#: What a file of one post holds, by which it is known as ours.
_POST_KEYS = ("post", "related")
#: File systems take no longer names.
_MAX_NAME = 255


@dataclass(frozen=True)
class DataStyle:
    """Writes files of data; `out` is the one file, or the folder of the files of all posts."""

    site: Site
    settings: InjectSettings
    targets: Targets
    out: str

    def plan(self, lists: Lists, progress: Progress) -> Iterator[Change | Untouched]:
        """Work out the content of every file; those of posts that are gone go."""
        if self.out.endswith(_SUFFIX):
            return self._plan_one_file(lists, progress)
        return self._plan_files(lists, progress)

    def _plan_one_file(self, lists: Lists, progress: Progress) -> Iterator[Change | Untouched]:
        try:
            old = self._read(self.out)
            table = _object(old)
            if not all(isinstance(one, list) for one in table.values()):
                raise PostError("holds something else than lists; left as it is, choose another [inject] out")
        except PostError as error:
            yield Untouched(self.out, str(error))
            return
        entries: dict[str, Sequence[Entry]] = {}
        kept = False
        for done, path in enumerate(lists.paths, start=1):
            name = self.targets.paths.name(path)
            if not lists.selects(path):
                entries[name] = table.get(name, [])
            elif lists.knows(path):
                choice, entries[name] = self._choose(path, table.get(name), lists)
                kept |= choice.kept
            else:
                yield Untouched(path, "not in the model; train again")
            progress("injecting", done, len(lists.paths))
        filled = {name: one for name, one in entries.items() if one}
        yield Change(self.out, old, None if lists.removes and not filled else _lines_of(filled), kept)

    def _plan_files(self, lists: Lists, progress: Progress) -> Iterator[Change | Untouched]:
        places: dict[str, str] = {}
        for path in lists.paths:
            place = self._place(path)
            if place is not None:
                places.setdefault(place, path)
        posts = {path: place for place, path in places.items()}
        if not lists.removes:
            yield from plan_posts(tuple(posts), lists, lambda path: self._change(path, posts[path], lists), progress)
        for place in self._own_files():
            is_selected = lists.only is None or (place in places and lists.selects(places[place]))
            if is_selected and (lists.removes or place not in places):
                yield Change(place, self._read(place), None)

    def _change(self, path: str, place: str, lists: Lists) -> Change:
        old = self._read(place)
        table = _object(old)
        if old is not None and tuple(table) != _POST_KEYS:
            raise PostError(f"{place} holds something else than its list; left as it is, choose another [inject] out")
        choice, entries = self._choose(path, table.get("related"), lists)
        post = self._post(path)
        content = {"post": {"url": post.url, "title": post.title}, "related": entries}
        return Change(place, old, json.dumps(content, ensure_ascii=False, indent=2) + "\n", choice.kept)

    def _choose(self, path: str, old: Any, lists: Lists) -> tuple[Choice, list[Entry]]:
        linked = [entry_number(entry, self.targets, path) for entry in old] if isinstance(old, list) else []
        choice = lists.choose(path, linked)
        return choice, [make_entry(item, self.settings.fields, self.targets, path) for item in choice.items]

    def _post(self, path: str) -> Post:
        model = self.targets.model
        return model.posts[model.numbers[path]]

    def _place(self, path: str) -> str | None:
        """Give the file for a post: its address below the folder; None for a post without one that can be a file."""
        if path not in self.targets.model.numbers:
            return None
        url = self._post(path).url
        base_path = self.site.generator.base_path
        below = url_key((url or "").removeprefix(base_path)).strip("/")
        is_name = all(not one.startswith(".") and len(one.encode()) < _MAX_NAME - 40 for one in below.split("/"))
        return posixpath.join(self.out, below + _SUFFIX) if url and below and is_name and below.isprintable() else None

    def _own_files(self) -> list[str]:
        folder = self.site.root / self.out
        found = sorted(folder.rglob("*" + _SUFFIX)) if folder.is_dir() else []
        return [file.relative_to(self.site.root).as_posix() for file in found if _is_of_post(file)]

    def _read(self, place: str) -> str | None:
        file = self.site.root / place
        return read_exactly(file) if file.exists() else None


def open_data_style(site: Site, settings: InjectSettings, targets: Targets) -> DataStyle:
    """Find out where the lists go.

    Raises:
        SettingsError: the generator has no place for data and the settings name none.
    """
    out = folder_path(settings.out) if settings.out else targets.paths.data
    if not out:
        raise SettingsError(
            f'inject.style is "data", and {site.generator.name} has no place of its own for data; set inject.out, '
            'as "static/related" for a file a post or "related.json" for one file'
        )
    return DataStyle(site, settings, targets, out)


def _object(text: str | None) -> Mapping[str, Any]:
    """Read the object in a file of lists, an empty one where there is no file.

    Raises:
        PostError: the file is none of ours.
    """
    if text is None:
        return {}
    try:
        table = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PostError(f"is no JSON ({error}); left as it is, choose another [inject] out") from error
    if not isinstance(table, dict):
        raise PostError("holds something else than lists; left as it is, choose another [inject] out")
    return table


def _is_of_post(file: Path) -> bool:
    try:
        return not file.is_symlink() and tuple(_object(read_exactly(file))) == _POST_KEYS
    except PostError:
        return False


def _lines_of(lists: Mapping[str, Sequence[Entry]]) -> str:
    """Write all lists, each entry in a line of its own, so that a diff shows which ones are new."""
    posts = []
    for name, entries in lists.items():
        lines = ",\n".join("    " + json.dumps(one, ensure_ascii=False) for one in entries)
        posts.append(f"  {json.dumps(name, ensure_ascii=False)}: [\n{lines}\n  ]")
    return "{\n" + ",\n".join(posts) + "\n}\n" if posts else "{}\n"
