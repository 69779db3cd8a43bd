"""What the report calls the contestants of an evaluation, and why lists changed."""

from collections.abc import Mapping

from recommender.evaluation.evaluate import EXISTING, OURS
from recommender.ranking import churn
from recommender.wording import Text, same

_CONTESTANTS: Mapping[str, Text] = {
    OURS: same("recommender"),
    EXISTING: Text("いまの一覧", "lists of today"),
    "TF-IDF of our words": Text("同じ単語の TF-IDF", "TF-IDF of our words"),
    "textbook TF-IDF": Text("教科書の TF-IDF", "textbook TF-IDF"),
    "shared tags": Text("共通のタグ", "shared tags"),
    "Hugo": Text("Hugo の関連記事", "Hugo"),
    "newest": Text("新しい順", "newest"),
    "random": Text("ランダム", "random"),
}

_CHURN: Mapping[str, Text] = {
    churn.GONE: Text("載っていた記事がなくなった", churn.GONE),
    churn.NEWCOMER: Text("新しい記事が入った", churn.NEWCOMER),
    churn.BETTER: Text("はっきりよくなった", churn.BETTER),
    churn.ORDER: Text("順番だけ変わった", churn.ORDER),
}


def contestant(name: str) -> Text:
    """Name a contestant; one that has no name here goes by its own."""
    return _CONTESTANTS.get(name, same(name))


def churn_reason(reason: str) -> Text:
    """Say why lists changed between two trainings; a reason that has no name here goes by its own."""
    return _CHURN.get(reason, same(reason))
