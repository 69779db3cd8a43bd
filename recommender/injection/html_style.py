"""The style `html`: a section in each post's built page."""

import posixpath
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from recommender.errors import PostError, SettingsError
from recommender.injection.block import Link
from recommender.injection.change import Change, Untouched
from recommender.injection.files import read_exactly
from recommender.injection.html_section import parse_html_page
from recommender.injection.lists import Lists
from recommender.injection.style import plan_posts
from recommender.injection.targets import Targets
from recommender.progress import Progress
from recommender.settings import InjectSettings
from recommender.site.folders import folder_path
from recommender.site.markup import markup_of
from recommender.site.post import Post
from recommender.site.reader import Site
from recommender.site.url import url_path


@dataclass(frozen=True)
class HtmlStyle:
    """Writes into the pages below `out`, the folder that the generator wrote; pages of lists have no post."""

    site: Site
    settings: InjectSettings
    targets: Targets
    out: str

    def plan(self, lists: Lists, progress: Progress) -> Iterator[Change | Untouched]:
        """Work out the new text of every post's page, one by one."""
        return plan_posts(lists.paths, lists, lambda path: self._change(path, lists), progress)

    def _change(self, path: str, lists: Lists) -> Change:
        place = self._page(path)
        text = read_exactly(self.site.root / place)
        page = parse_html_page(text, self.settings.heading, markers=self.settings.markers)
        choice = lists.choose(path, [self.targets.read(target, path) for target in page.linked()])
        if not choice.items:
            return Change(place, text, page.take())
        links = [Link(item.post.title, self.targets.address(item.post, path)) for item in choice.items]
        return Change(place, text, page.put(links), choice.kept)

    def _page(self, path: str) -> str:
        """Give the built page of a post.

        Raises:
            PostError: it has none.
        """
        if self.site.generator.name == "html":
            return path
        number = self.targets.model.numbers.get(path)
        if number is None:
            raise PostError("not in the model; train again")
        post = self.targets.model.posts[number]
        if post.concealed or not post.url:
            raise PostError(f"has no page, since it is {post.concealed or 'at no address'}")
        places = self._places(post)
        place = next((one for one in places if (self.site.root / one).is_file()), None)
        if place is None:
            raise PostError(f"has no page {places[0]}; build the site first")
        return place

    def _places(self, post: Post) -> list[str]:
        """List the files that a server may give for the address of a post, the likeliest first."""
        below = unquote(url_path((post.url or "").removeprefix(self.site.generator.base_path)))
        # It never leads out of the folder.
        name = posixpath.normpath("/" + below).strip("/")
        if markup_of(name) == "html":
            names = [name]
        elif below.endswith("/"):
            names = [posixpath.join(name, "index.html"), name + ".html"]
        else:
            names = [name + ".html", posixpath.join(name, "index.html")]
        spelt = [unicodedata.normalize(form, one) for one in names for form in ("NFC", "NFD")]
        return list(dict.fromkeys(posixpath.join(self.out, one) for one in spelt))


def open_html_style(site: Site, settings: InjectSettings, targets: Targets) -> HtmlStyle:
    """Find the folder of the built pages.

    Raises:
        SettingsError: there is none, or the generator has no place of its own for them and the settings name none.
    """
    out = targets.paths.built if settings.out is None else folder_path(settings.out)
    if out is None:
        raise SettingsError(
            f'inject.style is "html", and {site.generator.name} has no folder of its own for pages; set inject.out, '
            'as "public"'
        )
    if not (site.root / out).is_dir():
        raise SettingsError(f"{site.root}: no folder {out} of built pages; build the site first, or set inject.out")
    return HtmlStyle(site, settings, targets, out)
