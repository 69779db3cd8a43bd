"""The page of an evaluation: whole by itself, true to the figures, and nothing in it is obeyed."""

import re
from pathlib import Path

import pytest

from recommender.evaluation.evaluate import evaluate
from recommender.evaluation.figures import Evaluation
from recommender.report.evaluation_page import evaluation_page
from recommender.settings import RankingSettings, Settings
from tests.conftest import EXAMPLE, NOW

HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}</style>", "</bdi></main>&amp;"]


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return evaluate(EXAMPLE, now=NOW, ablation=True)


@pytest.fixture(scope="module")
def page(evaluation) -> str:
    return evaluation_page(evaluation, site="blog", now=NOW)


def page_of(folder: Path, **asked: object) -> str:
    return evaluation_page(evaluate(folder, now=NOW, ablation=True, **asked), site=folder.name, now=NOW)


def write(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.md").write_text(text, encoding="utf-8")


def rows_of(root, caption: str) -> dict[str, list[float]]:
    """Give the numbers of the first table under a caption, row by row."""
    table = next(one for one in root.all("table") if caption in next(one.all("caption")).text)
    rows = (list(row.all("th"))[0:1] + list(row.all("data")) for row in next(table.all("tbody")).all("tr"))
    return {head.text: [float(one.attributes["value"]) for one in numbers] for head, *numbers in rows}


def test_the_figures_are_those_of_json(evaluation, page, parse_page):
    json, rows = evaluation.to_json(), rows_of(parse_page(page), "All measures")
    assert len(rows) == len(json["scores"])
    for measure, place in (("nDCG@10", 0), ("nDCG@3", 3), ("hit@5", 15)):
        scores, ends = json["scores"]["recommender"], json["intervals"]["recommender"]
        assert rows["recommender"][place : place + 3] == [scores[measure], *ends[measure]]


def test_what_is_shown_is_the_rounded_number(page, parse_page):
    numbers = [one for one in parse_page(page).all("data") if re.fullmatch(r"[+−]?0\.\d{3}", one.text)]
    assert len(numbers) > 200
    for one in numbers:
        assert float(one.text.replace("−", "-")) == round(float(one.attributes["value"]), 3)


def test_differences_and_what_signals_bring_are_those_of_json(evaluation, page, parse_page):
    root, json = parse_page(page), evaluation.to_json()
    for caption, ahead, name, shown in (
        ("paired differences", json["ahead_of"], "shared tags", "共通のタグshared tags"),
        ("all signals", json["ablation"]["ahead_of"], "without tags", "タグtags"),
    ):
        one = ahead[name]["nDCG@10"]
        assert rows_of(root, caption)[shown] == [one["mean"], *one["interval"], one["p"], one["p_holm"]]


def test_posts_in_no_list_are_counted_as_in_json(evaluation, page, parse_page):
    counts = rows_of(parse_page(page), "Numbers of posts")
    public = len(evaluation.ranked.public)
    assert all(sum(row) == public for row in counts.values())
    unreached = evaluation.to_json()["lists"]["shared tags"]["unreached"]
    assert counts["共通のタグshared tags"][0] == round(unreached * public)


def test_the_page_needs_no_other_file_and_runs_nothing(page, parse_page):
    elements = list(parse_page(page).all("*"))
    assert {one.name for one in elements}.isdisjoint({"script", "link", "iframe", "img", "object", "embed", "a"})
    for one in elements:
        assert not {name for name in one.attributes if name in ("src", "href", "xlink:href") or name.startswith("on")}
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_every_picture_says_in_words_what_it_shows_and_has_its_table(page, parse_page):
    figures = list(parse_page(page).all("figure"))
    assert len(figures) >= 4
    for figure in figures:
        charts = [one for one in figure.all("div") if one.attributes.get("role") == "img"]
        assert [one.attributes["lang"] for one in charts] == ["ja", "en"]
        assert all(re.search(r"\d", one.attributes["aria-label"]) for one in charts)
        assert all(list(one.all("svg")) for one in charts)
        assert list(figure.all("table"))


def test_everything_is_said_in_both_languages(page, parse_page):
    spans = [one for one in parse_page(page).all("span") if "lang" in one.attributes]
    assert spans
    assert [one.attributes["lang"] for one in spans] == ["ja", "en"] * (len(spans) // 2)
    assert [one for one in spans if not one.text.strip()] == []


def test_the_page_of_a_blog_is_small(page):
    # Samples are twenty whatever the size of the blog, and so are the charts' bars.
    assert len(page.encode()) < 400_000


def test_the_same_evaluation_gives_the_same_bytes(evaluation, page):
    assert evaluation_page(evaluation, site="blog", now=NOW) == page


def test_titles_tags_and_names_cannot_become_markup(tmp_path, parse_page):
    folder = tmp_path / "<b>blog"
    folder.mkdir()
    for i, title in enumerate(HOSTILE):
        front_matter = f"title: '{title}'\ntags: ['{title}']\n"
        write(folder, f"p{i}", f"---\n{front_matter}---\n梅と塩の話{i}。[これ](p{i ^ 1}.md)\n")
    page = page_of(folder)
    root = parse_page(page)
    assert {one.name for one in root.all("*")}.isdisjoint({"script", "img", "b>blog"})
    assert len(list(root.all("style"))) == len(list(root.all("main"))) == 1
    titles = {one.text for one in root.all("bdi")}
    assert {*HOSTILE, "<b>blog"} <= titles


def test_two_posts_with_one_link_and_no_tags_make_a_page(tmp_path, parse_page):
    write(tmp_path, "a", "# 梅\n\n塩の話。[これ](b.md)\n")
    write(tmp_path, "b", "# 桜\n\n塩の話。\n")
    root = parse_page(page_of(tmp_path))
    assert len(list(root.all("article"))) == 2
    assert "So few posts have answers" in root.text
    assert "The lists of today" not in root.text
    # Shared tags find nothing where there are none.
    assert "no list" in root.text


def test_with_one_signal_there_is_nothing_to_leave_out(tmp_path, parse_page):
    write(tmp_path, "a", "# 梅\n\n塩の話。[これ](b.md)\n")
    write(tmp_path, "b", "# 桜\n\n塩の話。\n")
    weights = {"phrases": 0.0, "text_covers_title": 0.0, "title_covered_by_text": 0.0, "tags": 0.0, "date": 0.0}
    root = parse_page(page_of(tmp_path, settings=Settings(ranking=RankingSettings(weights=weights))))
    assert "What each signal brings" not in root.text
    assert "ranking.weights" in root.text


def test_lists_of_today_have_a_part_of_their_own(tmp_path, parse_page):
    for i in range(6):
        write(
            tmp_path,
            f"p{i}",
            f"---\ntitle: 題{i}\nrelated_posts: [p{i ^ 1}.md, gone]\n---\n塩の話{i}。[これ](p{i ^ 1}.md)\n",
        )
    root = parse_page(page_of(tmp_path))
    assert "6 posts, 12 links, 6 of them dead" in root.text


def test_right_answers_of_a_file_are_named(tmp_path, parse_page):
    for name in "abc":
        write(tmp_path, name, f"# {name}\n\n梅と塩の話")
    gold = tmp_path / "<gold>.tsv"
    gold.write_text("a.md\tb.md\n", encoding="utf-8")
    page = evaluation_page(evaluate(tmp_path, gold=gold, ablation=True), site="s", now=NOW, gold=gold.name)
    root = parse_page(page)
    assert "<gold>.tsv" in [one.text for one in root.all("code")]
    # Whoever made the file, it need not be the author.
    assert "author's link" not in root.text


def test_hubs_are_left_out_in_a_row_of_their_own(tmp_path, parse_page):
    for i in range(10):
        write(tmp_path, f"p{i}", f"# 題{i}\n\n梅と塩の話{i}。[次](p{(i + 1) % 10}.md)\n")
    write(tmp_path, "hub", "# 今週\n\n" + "".join(f"- [題](p{i}.md)\n" for i in range(8)))
    rows = rows_of(parse_page(page_of(tmp_path)), "All measures")
    assert "recommender without 1 hubs" in list(rows)[-1]
