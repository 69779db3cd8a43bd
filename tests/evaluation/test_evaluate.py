"""The evaluation as a researcher relies on it."""

import random
from pathlib import Path

import pytest

from recommender.errors import GoldError
from recommender.evaluation.evaluate import OURS, evaluate
from tests.conftest import EXAMPLE, NOW

WORDS = [*"梅塩庭土頁鍋葉橋税駅栞苗", "鉄道", "家計", "本棚", "昆布", "切符", "口座", "味噌", "保険"]


def write(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.md").write_text(text, encoding="utf-8")


def test_the_lists_beat_shared_tags_and_newest_posts_on_the_example_blog():
    evaluation = evaluate(EXAMPLE, now=NOW)
    scores = {name: values["nDCG@10"] for name, values in evaluation.scores.items()}
    assert evaluation.pairs >= 40
    assert scores[OURS] > 0.6
    assert scores[OURS] > 5 * scores["newest"]


def test_a_blog_whose_only_relation_is_in_link_texts_scores_as_random(tmp_path):
    rng = random.Random(5)
    names = [f"p{i:02}" for i in range(40)]
    for i, name in enumerate(names):
        partner = names[i ^ 1]
        body = "。".join(" ".join(rng.sample(WORDS, 8)) for _ in range(6))
        write(
            tmp_path,
            name,
            f"# 記録{name}\n\n{body}。\n\n[秘密{i // 2:02}の合言葉{chr(0x4E00 + i // 2)}]({partner}.md)も。\n",
        )
    evaluation = evaluate(tmp_path)
    assert evaluation.queries == 40
    # At random, one right answer among 39 stands among the first ten in about a quarter of the lists.
    assert evaluation.scores[OURS]["nDCG@10"] < 0.3


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
