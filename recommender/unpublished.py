"""The list of a text that is not published yet: what its site would recommend under it, without a training."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.errors import UnknownPostError
from recommender.model.from_ranking import model_arrays
from recommender.model.model import Model
from recommender.ranking.blend import active_weights, merge_weights
from recommender.ranking.candidates import nearest_posts
from recommender.ranking.fallbacks import closest_tags_first, newest_first, posts_of_tags
from recommender.ranking.left_out import LINKED
from recommender.ranking.post_list import KEPT
from recommender.ranking.rank import rank_last
from recommender.ranking.rules import make_rules
from recommender.settings import RankingSettings, Settings, SiteSettings, parse_settings
from recommender.site.generators.folder import open_folder
from recommender.site.links import LinkResolver
from recommender.site.post import Post, Source
from recommender.text.corpus import tokenise_later
from recommender.text.language import written_language
from recommender.text.own_links import own_links
from recommender.text.prose import read_prose
from recommender.text.reading import ReadPost
from recommender.text.vectors import Vectors, pick_rows, vectorise_later


class Desk:
    """Ranks texts against the posts of one model; what all texts need is made once."""

    def __init__(self, model: Model, *, now: datetime | None = None) -> None:
        """Read what the model keeps of its posts' texts.

        Args:
            now: the clock by which posts are old; the system's if not given.

        Raises:
            ModelError: the model holds no texts, or they are damaged.
        """
        self._model = model
        self._now = now or datetime.now(UTC)
        self._settings = _settings_of(model)
        self._rules = make_rules(model.posts, self._settings, self._today)
        self._resolver = LinkResolver(model.posts, frozenset(), "")

    def rank(self, source: Source) -> Model:
        """Make the list of a text.

        Returns:
            A model whose last post is the text and whose others are those around it: it answers as the site's does.

        Raises:
            PostError: the text cannot be read.
            SettingsError: the user dictionary of the site is gone.
        """
        texts, settings = self._model.texts, self._settings
        prose = read_prose(source.body, markup=source.markup, drop_headings=settings.text.drop_headings)
        language = source.post.language or written_language(source.post.title, prose.lines)
        post = replace(source.post, language=language)
        tokens = tokenise_later(post.title, prose, texts.boilerplate, settings.text)
        later = vectorise_later(tokens, post.tags, post.date, texts.vectors, aliases=self._model.aliases)
        links = own_links([ReadPost(post, prose)], self._resolver)
        return self._ranked(post, later, links, settings, self._model.manifest.weights)

    def rank_anew(self, number: int, ranking: RankingSettings) -> Model:
        """Make the list of a post of the site with other settings; what the site as a whole decides is left out.

        Returns:
            As of `rank`, the post last.

        Raises:
            SettingsError: the weights cannot be used.
        """
        post, vectors = self._model.posts[number], self._model.texts.vectors
        linked = [one.post.path for one in self._model.left_out(number) if one.reason == LINKED]
        weights = active_weights(merge_weights({**self._model.manifest.weights, **ranking.weights}), vectors)
        return self._ranked(
            post,
            pick_rows(vectors, np.array([number])),
            [(post.path, path) for path in linked],
            replace(self._settings, ranking=ranking),
            weights,
        )

    def _ranked(
        self,
        post: Post,
        later: Vectors,
        links: Sequence[tuple[str, str]],
        settings: Settings,
        weights: Mapping[str, float],
    ) -> Model:
        """Make the list of a post whose vectors are the one row of `later`."""
        texts = self._model.texts
        allowed = self._rules.allowed & self._is_readable(post) & self._is_another(post)
        candidates = nearest_posts(later, texts.vectors, allowed)
        rows = self._rows(post, later, candidates)
        posts = [*(self._model.posts[number] for number in rows), post]
        known = {one.path for one in posts}
        rules = make_rules(posts, settings, self._today, [link for link in links if link[1] in known])
        vectors = pick_rows(texts.vectors, rows, later)
        places = np.searchsorted(rows, candidates)
        ranking = rank_last(vectors, rules, settings.ranking, weights, texts.surfaces, places)
        arrays, words = model_arrays(ranking, vectors.words, texts.surfaces)
        return Model(replace(self._model.manifest, weights=weights), posts, words, arrays)

    @property
    def ranking(self) -> RankingSettings:
        """Give the settings that the model's lists were made with."""
        return self._settings.ranking

    @property
    def _today(self) -> float:
        return self._now.timestamp() / 86400

    def _rows(self, post: Post, later: Vectors, candidates: NDArray[np.intp]) -> NDArray[np.intp]:
        """Give candidates, pins, the parts beside it and what fallbacks would choose from, sorted by number."""
        vectors = self._model.texts.vectors
        newest = newest_first(vectors)
        open_posts = newest[self._rules.allowed[newest] & self._is_another(post)[newest]]
        by_tags = closest_tags_first(later.tags, posts_of_tags(vectors.tags, open_posts), open_posts)
        named = [number for name in post.pins for number in self._numbers(name)]
        named += self._parts_beside(post)
        named += islice(by_tags, KEPT)
        chosen = np.concatenate([candidates, np.array(named, np.intp), open_posts[:KEPT]])
        return np.unique(chosen[self._is_another(post)[chosen]])

    def _parts_beside(self, post: Post) -> list[int]:
        """Give the parts of a series before and after a post that the site has already."""
        own = self._model.numbers.get(post.path)
        parts = (self._rules.previous_part, self._rules.next_part)
        return [] if own is None else [part[own] for part in parts if own in part]

    def _numbers(self, name: str) -> list[int]:
        try:
            return [self._model.names.find(name)]
        except UnknownPostError:
            return []

    def _is_readable(self, post: Post) -> NDArray[np.bool_]:
        languages = [one.language for one in self._model.posts]
        return np.array([post.language is None or one is None or one == post.language for one in languages], dtype=bool)

    def _is_another(self, post: Post) -> NDArray[np.bool_]:
        """Tell which posts are not the text itself, where it stands on the site already."""
        another = np.ones(len(self._model.posts), dtype=bool)
        own = self._model.numbers.get(post.path)
        if own is not None:
            another[own] = False
        return another


def read_later(path: str, text: str, model: Model) -> Source:
    """Read the text of a file with its front matter, whatever generator it is written for."""
    settings = SiteSettings(timezone=_settings_of(model).site.timezone)
    return open_folder(settings, datetime.now(UTC)).read(path, text)


def _settings_of(model: Model) -> Settings:
    """Give the settings that a model was made with."""
    return parse_settings(_without_none(model.manifest.settings), "the model's settings")


def _without_none(table: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: _without_none(value) if isinstance(value, dict) else list(value) if isinstance(value, tuple) else value
        for key, value in table.items()
        if value is not None
    }
