"""The style `block`: a list in Markdown at the end of each post."""

from collections.abc import Iterator
from dataclasses import dataclass

from recommender.errors import PostError
from recommender.injection.block import Link
from recommender.injection.change import Change, Untouched
from recommender.injection.files import read_exactly
from recommender.injection.lists import Lists
from recommender.injection.placement import Tail, find_shared_lines
from recommender.injection.rewrite import BlockForm, Document, parse_document, put_block, take_block
from recommender.injection.style import plan_posts
from recommender.injection.targets import Targets
from recommender.progress import Progress
from recommender.settings import Settings
from recommender.site.markup import markup_of
from recommender.site.reader import Site


@dataclass(frozen=True)
class BlockStyle:
    """Writes into the posts of a site; `targets` says how they link to one another."""

    site: Site
    settings: Settings
    targets: Targets

    def plan(self, lists: Lists, progress: Progress) -> Iterator[Change | Untouched]:
        """Work out every post's new text; all are read first, since the tail that they share is left below."""
        documents: dict[str, Document | PostError] = {}
        for done, path in enumerate(lists.paths, start=1):
            documents[path] = self._read(path)
            progress("reading", done, len(lists.paths))
        parsed = (one for one in documents.values() if isinstance(one, Document))
        shared = find_shared_lines(document.lines for document in parsed)
        tail = Tail(shared, self.settings.text.drop_headings, self.settings.inject.position == "bottom")
        return plan_posts(lists.paths, lists, lambda path: self._change(path, documents[path], tail, lists), progress)

    def _read(self, path: str) -> Document | PostError:
        markup, inject = markup_of(path), self.settings.inject
        if markup is None or markup == "html":
            return PostError("HTML, which a list in Markdown cannot go into; use another style of [inject]")
        form = BlockForm(inject.heading, inject.markers, inject.headings, markup, self.site.generator.hosts)
        try:
            return parse_document(read_exactly(self.site.root / path), form)
        except PostError as error:
            return error

    def _change(self, path: str, document: Document | PostError, tail: Tail, lists: Lists) -> Change:
        if isinstance(document, PostError):
            raise document
        linked = [self.targets.read(target, path) for target in document.linked()]
        choice = lists.choose(path, linked)
        if not choice.items:
            # No heading over an empty list: ours goes, a list that somebody wrote by hand stays.
            return Change(path, document.text, take_block(document))
        links = [Link(item.post.title, self.targets.write(item.post, path)) for item in choice.items]
        return Change(path, document.text, put_block(document, links, tail), choice.kept)
