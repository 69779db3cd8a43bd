"""The page of a site: its map, who is recommended where, what stands apart, what is wrong with its texts and links."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from recommender.evaluation.evaluate import OURS
from recommender.model.model import Related
from recommender.report.in_degrees import draw_in_degrees
from recommender.report.page import render
from recommender.report.pictures import scores_picture
from recommender.report.site_map import MOST_GROUPS, Group, SiteMap, draw_map
from recommender.report.survey import FEW_WORDS, Survey, Today
from recommender.report.tables import Cell, Number, Row, Table
from recommender.report.wording import churn_reason
from recommender.wording import Text, same, signal, source

#: The posts named that stand in most lists.
_MOST_HUBS = 20
#: Longer lists than this nobody reads; `--json` has them whole.
_MOST_NAMED = 200
#: A smaller share of a score would be a sliver.
_LEAST_SHARE = 0.05
#: The side of the map in its own units.
_SIDE = 1000
_MARGIN = 20


@dataclass(frozen=True)
class Circle:
    """A dot as it is drawn."""

    x: int
    y: int
    hue: int


def site_page(survey: Survey, *, now: datetime, today: Today | None = None) -> str:
    """Make the page, one HTML file that needs no other.

    Args:
        now: when it was made.
        today: what the files of the site say; without it the page tells of the model alone.

    Raises:
        ModelError: the model holds no texts.
        SettingsError: charts cannot be drawn.
    """
    site_map = draw_map(survey.model, survey.lists)
    counts = {OURS: list(survey.in_degrees.values())}
    return render(
        "site.html",
        script="site.js",
        site=survey.model.manifest.site.get("name", ""),
        now=now,
        survey=survey,
        manifest=survey.model.manifest,
        hubs=[(survey.post(path), count) for path, count in list(survey.in_degrees.items())[:_MOST_HUBS] if count],
        in_degrees=draw_in_degrees(counts, {OURS: sum(map(bool, survey.lists.values()))}),
        site_map=site_map,
        circles=[_circle(dot.x, dot.y, dot.group, site_map) for dot in site_map.dots],
        radius=round(min(12, 250 / max(1, len(site_map.dots)) ** 0.5), 1),
        side=_SIDE,
        legend=[(one, _hue(place, site_map)) for place, one in enumerate(site_map.groups) if one.posts],
        groups=_groups_table(site_map.groups),
        lists=_lists(survey, site_map),
        today=today,
        scores=scores_picture(today.evaluation.comparison) if today and today.evaluation else None,
        changed=sum(survey.model.manifest.churn.get("changed", {}).values()),
        churn_reason=churn_reason,
        most=_MOST_NAMED,
        few_words=FEW_WORDS,
    )


def _hue(group: int, site_map: SiteMap) -> int:
    """Give the number of a colour; posts of no group are grey."""
    return MOST_GROUPS if site_map.groups[group].label is None else group


def _circle(x: float, y: float, group: int, site_map: SiteMap) -> Circle:
    inner = _SIDE - 2 * _MARGIN
    return Circle(_MARGIN + round(inner * x), _MARGIN + round(inner * y), _hue(group, site_map))


def _groups_table(groups: Sequence[Group]) -> Table:
    rows = [
        Row(
            same(one.label) if one.label is not None else Text("そのほか", "others"),
            (
                Cell(Number(f"{one.posts:,}", one.posts)),
                Cell() if one.inside is None else Cell(Number(f"{one.inside:.0%}", one.inside)),
            ),
        )
        for one in groups
        if one.posts
    ]
    columns = (Text("記事", "posts"), Text("同じ色の記事へのリンク", "links to posts of the same colour"))
    return Table(Text("地図の色", "The colours of the map"), columns, tuple(rows))


def _lists(survey: Survey, site_map: SiteMap) -> dict[str, object]:
    """Give posts and lists as the script of the page reads them: dots first, then posts that lists lead to besides."""
    model = survey.model
    places = {dot.number: place for place, dot in enumerate(site_map.dots)}
    signals = {name: number for number, name in enumerate(model.manifest.weights)}
    words: dict[str, int] = {}

    def link(item: Related) -> list[object]:
        """Give place, score or source, shares in the score by the numbers of the signals, and numbers of words."""
        place = places.setdefault(model.numbers[item.post.path], len(places))
        shares = [[signals[name], part] for name, part in item.shares.items() if part >= _LEAST_SHARE]
        shared = (*item.terms, *(f"#{tag}" for tag in item.tags))
        return [place, source(item.source) or item.score, shares, [words.setdefault(one, len(words)) for one in shared]]

    lists = [[link(item) for item in model.related(dot.number, survey.limit)] for dot in site_map.dots]
    posts = [model.posts[number] for number in places]
    return {
        "signals": [signal(name) for name in signals],
        "posts": [[post.title or post.path, post.url or post.path] for post in posts],
        "hues": [_hue(dot.group, site_map) for dot in site_map.dots],
        "words": list(words),
        "lists": lists,
    }
