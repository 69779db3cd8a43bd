"""The preview: every list for the eye, with its reasons, and what other settings would make of it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Flask, Response, render_template, request
from msgspec import UNSET

from recommender.model.model import LeftOut, Model, Related
from recommender.site.post import Post
from recommender.web.caching import cached_as_it_is
from recommender.web.desks import NO_LIST, Desks
from recommender.web.lists import NO_POST, POSTS_PER_PAGE
from recommender.web.operation import operation
from recommender.web.query import asked_limit, asked_post
from recommender.web.questions import PreviewQuestion
from recommender.web.search import search
from recommender.web.steering import Steering
from recommender.web.wording import PAGE, in_language, tell_left_out, tell_moved
from recommender.wording import Text, signal, source

if TYPE_CHECKING:
    from recommender.unpublished import Desk

#: Its own script, which asks for its own page.
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_LANGUAGES = ("ja", "en")


def register_preview(
    app: Flask, current_model: Callable[[], Model], desks: Desks, steering: Steering | None = None
) -> None:
    """Add the page.

    Args:
        current_model: gives the model, or aborts where there is none yet.
        desks: make lists with other settings.
        steering: the files of the site, where the page is for its author.
    """

    @app.get("/")
    @operation("text/html", query=PreviewQuestion, problems=NO_POST | NO_LIST)
    def preview(query: PreviewQuestion) -> Response:
        """Show the lists with their reasons, for the eye."""
        model = current_model()
        found = search(model, query.q)
        first = (query.page - 1) * POSTS_PER_PAGE
        shown = found[first:][:POSTS_PER_PAGE]
        number = asked_post(model, query) if query.names else next(iter(shown), None)
        lang = request.accept_languages.best_match(_LANGUAGES, "ja") if query.lang is UNSET else query.lang
        trial = _Trial.of(model, query)
        items, left_out = _list(model, number, trial, desks)
        post = None if number is None else model.posts[number]
        answer = Response(
            render_template(
                "preview.html",
                say=lambda text, **parts: _say(text, lang, **parts),
                signal=signal,
                source=source,
                tell_moved=tell_moved,
                tell_left_out=tell_left_out,
                lang=lang,
                other_lang=next(one for one in _LANGUAGES if one != lang),
                address={name: str(value) for name, value in _given(query).items()},
                site=model.manifest.site.get("name", ""),
                heading=model.manifest.settings.get("inject", {}).get("heading", "あわせて読みたい"),
                manifest=model.manifest,
                total=len(found),
                first=first,
                query=query,
                posts=[model.posts[one] for one in shown],
                post=post,
                steering=steering is not None,
                today=steering.today(model, post) if steering and post else [],
                listed={item.post.path for item in items},
                never=post is not None and post.path in _never_posts(model),
                items=items,
                left_out=left_out,
                front_matter=_front_matter,
                never_line=_never,
                trial=trial,
            )
        )
        answer.headers["Content-Security-Policy"] = _POLICY
        answer.vary.add("Accept-Language")
        if steering:
            answer.headers["Cache-Control"] = "no-store"
            return answer
        return cached_as_it_is(answer)


def _list(model: Model, number: int | None, trial: "_Trial", desks: Desks) -> tuple[list[Related], list[LeftOut]]:
    """Give items and left-out candidates of a post, as they stand or as other settings make them."""
    if number is None:
        return [], []
    limit = asked_limit(model, UNSET)
    if trial.is_tried:
        model = trial.rank(model, number, desks)
        number = len(model.posts) - 1
    return model.related(number, limit), model.left_out(number)


@dataclass(frozen=True)
class _Trial:
    """Settings that a list is made with: the model's, but for those that the address of the page names."""

    threshold: float
    diversity: float
    weights: Mapping[str, float]
    is_tried: bool

    @classmethod
    def of(cls, model: Model, query: PreviewQuestion) -> "_Trial":
        names = ("threshold", "diversity", *model.manifest.weights)
        asked = {name: getattr(query, name, UNSET) for name in names}
        given = {name: float(value) for name, value in asked.items() if value is not UNSET}
        current = model.manifest.settings.get("ranking", {})
        plain = {name: given.get(name, float(current.get(name, 0))) for name in ("threshold", "diversity")}
        weights = {name: given.get(name, round(weight, 2)) for name, weight in model.manifest.weights.items()}
        return cls(**plain, weights=weights, is_tried=bool(given) and any(weights.values()))

    def to_toml(self) -> str:
        """Give the lines of recommender.toml that keep the settings."""
        weights = (f"{name} = {weight:g}" for name, weight in self.weights.items())
        plain = (f"threshold = {self.threshold:g}", f"diversity = {self.diversity:g}")
        return "\n".join(["[ranking]", *plain, "", "[ranking.weights]", *weights])

    def rank(self, model: Model, number: int, desks: Desks) -> Model:
        """Make the list of a post with these settings; the post is the last one of the answer."""

        def rank_anew(desk: "Desk") -> Model:
            changed = replace(desk.ranking, threshold=self.threshold, diversity=self.diversity, weights=self.weights)
            return desk.rank_anew(number, changed)

        return desks.rank(model, rank_anew)


def _never_posts(model: Model) -> frozenset[str]:
    """Give the paths of the posts that the settings recommend nowhere."""
    found = (model.names.by_path(name) for name in model.manifest.settings.get("rules", {}).get("never", ()))
    return frozenset(model.posts[number].path for number in found if number is not None)


def _front_matter(key: str, post: Post) -> str:
    """Give a line of YAML that names a post; JSON's strings are YAML's."""
    return f"{key}: [{json.dumps(post.url or post.path, ensure_ascii=False)}]"


def _never(post: Post) -> str:
    """Give a line of TOML that names a post; JSON's strings are TOML's but for DEL, which no path holds."""
    return f"never = [{json.dumps(post.path, ensure_ascii=False)}]"


def _given(query: PreviewQuestion) -> dict[str, object]:
    """Give what the address of the page says, for links that keep it."""
    fields = {name: getattr(query, name) for name in query.__struct_fields__}
    return {name: value for name, value in fields.items() if value is not UNSET and value != ""}


def _say(text: str | Text, lang: str, **parts: object) -> str:
    return in_language(PAGE[text] if isinstance(text, str) else text, lang, **parts)
