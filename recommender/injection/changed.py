"""Which posts are not the texts any more that the model was trained on."""

from collections.abc import Iterable, Iterator

from recommender.errors import PostError
from recommender.injection.files import read_exactly
from recommender.injection.front_matter_key import parse_front_matter_file
from recommender.model.model import Model
from recommender.settings import Settings
from recommender.site.markup import markup_of
from recommender.site.reader import Site
from recommender.text.fingerprint import has_fingerprint


def find_changed(site: Site, model: Model, settings: Settings, paths: Iterable[str]) -> Iterator[str]:
    """Find the posts that their authors changed after the training; their lists still hold, but new ones may be better.

    Lists do not count, whoever wrote them. Only files that are newer than the model are read.
    """
    trained = model.manifest.trained_time.timestamp()
    for path in paths:
        number = model.numbers.get(path)
        expected = "" if number is None else model.posts[number].fingerprint
        if not expected:
            continue
        try:
            file = site.root / path
            if file.stat().st_mtime < trained:
                continue
            text = read_exactly(file)
            if settings.inject.style == "front-matter":
                text = parse_front_matter_file(text, settings.inject.key, markers=settings.inject.markers).take()
        except (OSError, PostError):
            # Whoever writes lists into it says what is wrong with it.
            continue
        if not has_fingerprint(text, settings.text.drop_headings, markup_of(path) or "markdown", expected):
            yield path
