"""The style `front-matter`: a key in each post's front matter, for the theme to make a list of."""

from collections.abc import Iterator
from dataclasses import dataclass

from recommender.injection.change import Change, Untouched
from recommender.injection.entries import entry_number, make_entry
from recommender.injection.files import read_exactly
from recommender.injection.front_matter_key import parse_front_matter_file
from recommender.injection.lists import Lists
from recommender.injection.style import plan_posts
from recommender.injection.targets import Targets
from recommender.progress import Progress
from recommender.settings import InjectSettings
from recommender.site.reader import Site


@dataclass(frozen=True)
class FrontMatterStyle:
    """Writes into the front matter of a site's posts; `settings` name the key and the fields."""

    site: Site
    settings: InjectSettings
    targets: Targets

    def plan(self, lists: Lists, progress: Progress) -> Iterator[Change | Untouched]:
        """Work out every post's new text, one by one."""
        return plan_posts(lists.paths, lists, lambda path: self._change(path, lists), progress)

    def _change(self, path: str, lists: Lists) -> Change:
        text = read_exactly(self.site.root / path)
        file = parse_front_matter_file(text, self.settings.key, markers=self.settings.markers)
        choice = lists.choose(path, [entry_number(entry, self.targets, path) for entry in file.entries])
        if not choice.items:
            return Change(path, text, file.take())
        entries = [make_entry(item, self.settings.fields, self.targets, path) for item in choice.items]
        return Change(path, text, file.put(entries), choice.kept)
