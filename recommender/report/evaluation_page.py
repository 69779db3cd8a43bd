"""The page of an evaluation: figures, what each signal brings, sample posts, and how it was measured."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from recommender.evaluation.bootstrap import Mean
from recommender.evaluation.comparison import Comparison
from recommender.evaluation.evaluate import OURS
from recommender.evaluation.figures import Evaluation
from recommender.report.in_degrees import in_degrees_picture
from recommender.report.page import render
from recommender.report.pictures import Picture, ablation_picture, differences_picture, scores_picture
from recommender.report.samples import choose_samples
from recommender.report.tables import MAIN, Table, shapes_table, spoken_p
from recommender.report.wording import contestant
from recommender.settings import Settings, settings_table
from recommender.training import library_versions
from recommender.wording import Text, signal

#: With fewer posts, resampling them says little of posts to come.
_FEW_POSTS = 30


@dataclass(frozen=True)
class Rival:
    """The best of the other contestants, and what ours are ahead of it by."""

    name: Text
    mean: float
    ahead: Mean
    p: str


@dataclass(frozen=True)
class Today:
    """The lists that the posts have today, beside ours of the same lengths."""

    posts: int
    links: int
    dead: int
    scores: Picture | None
    differences: Picture | None
    shapes: Table


@dataclass(frozen=True)
class Measured:
    """What the figures were measured with: settings that differ from the defaults, weights as used, versions."""

    settings: Mapping[str, str]
    weights: Mapping[Text, float]
    versions: Mapping[str, str]


def evaluation_page(evaluation: Evaluation, *, site: str, now: datetime, gold: str | None = None) -> str:
    """Make the page, one HTML file that needs no other.

    Args:
        site: what the site is called.
        now: when it was measured.
        gold: the file of right answers; None where they are the authors' own links.

    Raises:
        SettingsError: charts cannot be drawn.
    """
    return render(
        "evaluation.html",
        site=site,
        now=now,
        gold=gold,
        answer_name=Text("正解", "right answer") if gold else Text("著者のリンク", "author's link"),
        evaluation=evaluation,
        ours=evaluation.scores[OURS],
        rival=_rival(evaluation.comparison),
        few_posts=evaluation.queries < _FEW_POSTS,
        scores=scores_picture(evaluation.comparison, further=_further(evaluation)),
        differences=differences_picture(evaluation.comparison),
        today=_today(evaluation),
        ablation=ablation_picture(evaluation.ablation) if evaluation.ablation else None,
        in_degrees=in_degrees_picture(evaluation),
        shapes=shapes_table(evaluation.lists, Text("一覧のすがた", "What the lists look like")),
        samples=choose_samples(evaluation),
        measured=_measured(evaluation),
    )


def _further(evaluation: Evaluation) -> dict[Text, Comparison]:
    if evaluation.without_hubs is None:
        return {}
    hubs = evaluation.hubs
    return {Text(f"リンク集 {hubs} 本を除いて", f"{OURS} without {hubs} hubs"): evaluation.without_hubs}


def _rival(comparison: Comparison) -> Rival:
    best = max(comparison.ahead, key=lambda name: comparison.scores[name][MAIN].mean)
    ahead = comparison.ahead[best][MAIN]
    return Rival(contestant(best), comparison.scores[best][MAIN].mean, ahead.mean, spoken_p(ahead.p_holm))


def _today(evaluation: Evaluation) -> Today | None:
    if evaluation.existing is None:
        return None
    one = evaluation.existing
    return Today(
        posts=one.posts,
        links=one.links,
        dead=one.dead,
        scores=scores_picture(one.comparison) if one.comparison else None,
        differences=differences_picture(one.comparison) if one.comparison else None,
        shapes=shapes_table(one.lists, Text("同じ長さの一覧のすがた", "What lists of the same lengths look like")),
    )


def _measured(evaluation: Evaluation) -> Measured:
    weights = {signal(name): weight for name, weight in evaluation.ranked.ranking.weights.items()}
    return Measured(dict(_own_settings(evaluation.settings)), weights, library_versions())


def _own_settings(settings: Settings) -> Iterator[tuple[str, str]]:
    defaults = settings_table(Settings())
    for section, table in settings_table(settings).items():
        for key, value in table.items():
            if value != defaults[section][key]:
                yield f"{section}.{key}", json.dumps(value, ensure_ascii=False)
