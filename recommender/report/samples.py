"""Sample posts with their lists side by side, chosen by lot so that nobody can choose the fine ones."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from recommender.evaluation.evaluate import EXISTING
from recommender.evaluation.figures import Evaluation
from recommender.model.from_ranking import model_arrays
from recommender.model.manifest import Manifest
from recommender.model.model import Model, Related
from recommender.report.wording import contestant
from recommender.settings import settings_table
from recommender.site.post import Post
from recommender.wording import Text, signal, source

#: Posts shown, and how many of them nobody linked: their lists count nowhere in the figures, and readers see them too.
SAMPLES, _WITHOUT_ANSWERS = 20, 4
#: What a blog without lists would get from its theme.
_TODAY = "shared tags"
#: Lists of today may be of any length.
_LONGEST = 10
#: A smaller share would be a sliver.
_LEAST_SHARE = 0.005


@dataclass(frozen=True)
class Share:
    """What a signal brings to a score: its place among all signals, its name, and its part of 1."""

    place: int
    name: Text
    part: float


@dataclass(frozen=True)
class Link:
    """A link of a list.

    Attributes:
        post: where it leads.
        is_answer: whether the author links the two posts in the text.
        score: in [0, 1]; None where the list has no scores.
        source: where it came from, None where it came by its score.
        shares: what each signal brings to the score, in the order of the signals.
        terms: words that both posts share.
        tags: tags that both posts have.
    """

    post: Post
    is_answer: bool
    score: float | None = None
    source: Text | None = None
    shares: tuple[Share, ...] = ()
    terms: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sample:
    """A post with the list that it has today and ours.

    Attributes:
        today_by: who made the list of today.
        missed: right answers that our list does not show.
    """

    post: Post
    answers: int
    today_by: Text
    today: tuple[Link, ...]
    ours: tuple[Link, ...]
    missed: tuple[Post, ...]


def choose_samples(evaluation: Evaluation, *, seed: int = 0) -> list[Sample]:
    """Draw posts with right answers and a few without, each part in the site's order; the same for the same seed.

    Where one part is too small, the other fills up; posts under which readers see no list are not drawn.
    """
    model = _as_model(evaluation)
    shown = [post.path for post in model.posts if post.concealed is None and post.shows_list]
    asked = [path for path in shown if path in evaluation.judged]
    others = [path for path in shown if path not in evaluation.judged]
    few = max(min(_WITHOUT_ANSWERS, len(others)), min(len(others), SAMPLES - len(asked)))
    # A lot, not a secret.
    lot = random.Random(seed)  # noqa: S311
    drawn = {*lot.sample(asked, min(len(asked), SAMPLES - few)), *lot.sample(others, few)}
    return [_sample(path, evaluation, model) for path in (*asked, *others) if path in drawn]


def _as_model(evaluation: Evaluation) -> Model:
    """Give the lists that were measured as a model that can be asked for reasons; it is stored nowhere."""
    ranked = evaluation.ranked
    arrays, words = model_arrays(ranked.ranking, ranked.vectors.words, ranked.corpus.surfaces)
    settings, weights = settings_table(evaluation.settings), ranked.ranking.weights
    manifest = Manifest("", "", site={}, settings=settings, weights=weights, made_with={}, skipped=(), files={})
    return Model(manifest, [one.post for one in ranked.reading.posts], words, arrays)


def _sample(path: str, evaluation: Evaluation, model: Model) -> Sample:
    number, answers = model.numbers[path], evaluation.judged.get(path, {})
    by, today = _today(path, evaluation)
    related = model.related(number, evaluation.limit)
    places = {name: place for place, name in enumerate(model.manifest.weights)}
    shown = {one.post.path for one in related}
    return Sample(
        post=model.posts[number],
        answers=len(answers),
        today_by=by,
        today=tuple(Link(model.posts[model.numbers[other]], other in answers) for other in today),
        ours=tuple(_link(one, one.post.path in answers, places) for one in related),
        missed=tuple(model.posts[model.numbers[other]] for other in answers if other not in shown),
    )


def _today(path: str, evaluation: Evaluation) -> tuple[Text, list[str]]:
    """Give the list in the post's own file, else what shared tags would give it."""
    if evaluation.existing and path in evaluation.existing.runs[EXISTING]:
        return contestant(EXISTING), list(evaluation.existing.runs[EXISTING][path][:_LONGEST])
    return contestant(_TODAY), list(evaluation.runs[_TODAY][path][: evaluation.limit])


def _link(one: Related, is_answer: bool, places: Mapping[str, int]) -> Link:
    shares = (Share(places[name], signal(name), part) for name, part in one.shares.items() if part >= _LEAST_SHARE)
    return Link(
        post=one.post,
        is_answer=is_answer,
        score=one.score if one.source == "scored" else None,
        source=source(one.source),
        shares=tuple(shares),
        terms=one.terms,
        tags=one.tags,
    )
