"""The evaluation as a researcher relies on it."""

import json
import random
from pathlib import Path

import pytest

from recommender.errors import GoldError
from recommender.evaluation import evaluate as evaluate_module
from recommender.evaluation.evaluate import OURS, evaluate
from recommender.settings import RankingSettings, Settings
from recommender.site.post import Post
from recommender.site.reader import open_site
from recommender.text.reading import read_site
from tests.conftest import EXAMPLE, NOW

WORDS = [*"梅塩庭土頁鍋葉橋税駅栞苗", "鉄道", "家計", "本棚", "昆布", "切符", "口座", "味噌", "保険"]

SECRETS = [*"林檎時計毛布手紙帽子太鼓風車提灯暖炉磁石"]


def write(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.md").write_text(text, encoding="utf-8")


def read_posts(root: Path) -> list[Post]:
    return [one.post for one in read_site(open_site(root, Settings().site, now=NOW), Settings().text).posts]


def test_the_lists_beat_shared_tags_and_newest_posts_on_the_example_blog():
    evaluation = evaluate(EXAMPLE, now=NOW)
    scores = {name: values["nDCG@10"] for name, values in evaluation.scores.items()}
    assert evaluation.pairs >= 40
    assert scores[OURS] > 0.6
    assert scores[OURS] > 5 * scores["newest"]


def write_pairs(folder: Path, *, in_text: bool) -> None:
    """Write 40 posts of random words, each linked to its partner by words that only the two have."""
    rng = random.Random(5)
    names = [f"p{i:02}" for i in range(40)]
    for i, name in enumerate(names):
        body = "。".join(" ".join(rng.sample(WORDS, 8)) for _ in range(6))
        secret = f"秘密{i // 2:02}の合言葉{chr(0x4E00 + i // 2)}と{SECRETS[i // 2]}"
        link = f"[{secret}]({names[i ^ 1]}.md)も。"
        write(folder, name, f"# 記録{name}\n\n{body}。\n\n{f'{secret}の話。' if in_text else ''}{link}\n")


def test_a_blog_whose_only_relation_is_in_link_texts_scores_as_random(tmp_path):
    write_pairs(tmp_path, in_text=False)
    evaluation = evaluate(tmp_path)
    assert evaluation.queries == 40
    for contestant in (OURS, "TF-IDF of our words", "textbook TF-IDF"):
        ours, chance = (evaluation.comparison.scores[name]["nDCG@10"] for name in (contestant, "random"))
        # At random, one right answer among 39 stands among the first ten in about a quarter of the lists.
        assert ours.mean < 0.3, contestant
        assert ours.low < chance.high, contestant


def test_a_blog_whose_relation_is_in_the_text_does_not(tmp_path):
    write_pairs(tmp_path, in_text=True)
    evaluation = evaluate(tmp_path)
    assert evaluation.scores[OURS]["nDCG@10"] > 0.9
    assert evaluation.comparison.ahead["random"]["nDCG@10"].p_holm < 0.01


def test_a_title_that_stands_beside_a_bare_link_does_not_count(tmp_path):
    for i in range(12):
        write(tmp_path, f"p{i}", f"# 表題{chr(0x4E00 + i)}{chr(0x5000 + i)}{chr(0x5100 + i)}\n\n梅と塩の話。\n")
    write(tmp_path, "p0", "# 表題一\n\n梅と塩の話。\n\n表題\u4e07\u5007\u5107 は[こちら](p7.md)\n")
    evaluation = evaluate(tmp_path)
    assert evaluation.pairs == 1
    assert evaluation.scores[OURS]["nDCG@10"] < 1


def test_a_site_without_links_between_posts_asks_for_a_gold_file(tmp_path):
    write(tmp_path, "a", "# 梅\n\n本文")
    with pytest.raises(GoldError, match=r"set \[site\] url and permalink .*--gold FILE\.tsv"):
        evaluate(tmp_path)


def test_gold_of_a_file_is_used_instead_of_links(tmp_path):
    for name in "abc":
        write(tmp_path, name, f"# {name}\n\n梅と塩")
    gold = tmp_path / "gold.tsv"
    gold.write_text("a.md\tb.md\n", encoding="utf-8")
    evaluation = evaluate(tmp_path, gold=gold)
    assert (evaluation.posts, evaluation.pairs, evaluation.queries) == (3, 1, 2)


def test_every_contestant_has_every_measure_and_a_shape():
    evaluation = evaluate(EXAMPLE, now=NOW)
    names = ["recommender", "TF-IDF of our words", "textbook TF-IDF", "shared tags", "Hugo", "newest", "random"]
    assert [name for name in evaluation.scores if name not in ("BM25", "Lucene more-like-this")] == names
    assert list(evaluation.lists) == list(evaluation.scores) == list(evaluation.runs)
    assert set(evaluation.comparison.ahead) == set(evaluation.scores) - {OURS}


def test_the_figures_are_plain_data_and_the_same_every_time():
    first, second = (evaluate(EXAMPLE, now=NOW) for _ in range(2))
    assert json.dumps(first.to_json()) == json.dumps(second.to_json())
    assert set(first.to_json()["ahead_of"]["newest"]["nDCG@10"]) == {"mean", "interval", "p", "p_holm"}


def test_where_only_the_past_counts_nobody_is_given_newer_posts():
    evaluation = evaluate(EXAMPLE, now=NOW, past_only=True)
    posts = {one.path: one for one in read_posts(EXAMPLE)}
    for run in (*evaluation.runs.values(), evaluation.judged):
        for query, targets in run.items():
            for target in targets:
                dates = posts[query].date, posts[target].date
                assert None in dates or dates[1] <= dates[0], (query, target)
    assert 0 < evaluation.queries < evaluate(EXAMPLE, now=NOW).queries


def test_hubs_are_measured_apart(tmp_path):
    for i in range(10):
        write(tmp_path, f"p{i}", f"# 題{i}\n\n梅と塩の話{i}。[次](p{(i + 1) % 10}.md)\n")
    write(tmp_path, "hub", "# 今週\n\n" + "".join(f"- [題](p{i}.md)\n" for i in range(8)))
    evaluation = evaluate(tmp_path)
    assert (evaluation.hubs, evaluation.queries, evaluation.without_hubs.queries) == (1, 11, 10)


def test_a_site_without_hubs_has_no_figures_without_them():
    assert evaluate(EXAMPLE, now=NOW).without_hubs is None


def test_lists_of_today_are_measured_beside_ours_of_the_same_length(tmp_path):
    for i in range(6):
        partner = i ^ 1
        write(
            tmp_path,
            f"p{i}",
            f"---\ntitle: 題{i}\nrelated_posts: [p{partner}.md, gone-forever]\n---\n"
            f"梅と塩の話{i}。[これ](p{partner}.md)\n",
        )
    existing = evaluate(tmp_path).existing
    assert (existing.posts, existing.links, existing.dead) == (6, 12, 6)
    assert existing.comparison.scores["existing lists"]["nDCG@10"].mean == 1
    assert existing.comparison.scores[OURS]["recall@10"].mean <= 1
    assert existing.lists["existing lists"].unreached == 0


def test_an_ablation_tells_what_each_signal_brings():
    ablation = evaluate(EXAMPLE, now=NOW, ablation=True).ablation
    assert next(iter(ablation.scores)) == OURS
    assert {"without text", "without tags", "without date"} <= set(ablation.ahead)


def test_qrels_of_trec_are_used_as_they_stand(tmp_path):
    for name in "abc":
        write(tmp_path, name, f"# {name}\n\n梅と塩")
    gold = tmp_path / "qrels"
    gold.write_text("a.md 0 b.md 2\n", encoding="utf-8")
    assert evaluate(tmp_path, gold=gold).judged == {"a.md": {"b.md": 2}}


def test_a_past_without_right_answers_is_told(tmp_path):
    for name, day in (("a", 1), ("b", 2)):
        write(tmp_path, name, f"---\ntitle: {name}\ndate: 2026-01-0{day}\n---\n梅と塩")
    gold = tmp_path / "qrels"
    gold.write_text("a.md 0 b.md 1\n", encoding="utf-8")
    with pytest.raises(GoldError, match="older than the post that asks"):
        evaluate(tmp_path, gold=gold, past_only=True)


def test_weights_of_the_sites_own_are_told_since_they_may_know_the_answers():
    assert not evaluate(EXAMPLE, now=NOW).own_weights
    own = Settings(ranking=RankingSettings(weights={"date": 0.0}))
    assert evaluate(EXAMPLE, now=NOW, settings=own).own_weights


def test_a_blog_that_the_shipped_weights_know_is_told(monkeypatch):
    assert not evaluate(EXAMPLE, now=NOW).is_known
    monkeypatch.setattr(evaluate_module, "fitted_on", lambda: {"blog": 68})
    assert evaluate(EXAMPLE, now=NOW).is_known
    monkeypatch.setattr(evaluate_module, "fitted_on", lambda: {"blog": 700})
    assert not evaluate(EXAMPLE, now=NOW).is_known
