"""Files of TREC, read back by ir-measures."""

import ir_measures
import pytest
from ir_measures import RR, R, nDCG

from recommender.evaluation.evaluate import OURS, evaluate
from recommender.evaluation.trec import Judgement, is_qrels_line, qrels_line, qrels_text, run_text, trec_files
from tests.conftest import EXAMPLE, NOW


def test_a_run_keeps_its_order_and_escapes_blanks():
    assert run_text({"a b.md": ["c.md", "50%.md"]}, "ours") == (
        "a%20b.md Q0 c.md 1 2 ours\na%20b.md Q0 50%25.md 2 1 ours\n"
    )


def test_qrels_that_were_written_are_read_back():
    lines = qrels_text({"a b.md": {"50%.md": 1, "梅.md": 2}}).splitlines()
    assert [qrels_line(line) for line in lines] == [Judgement("a b.md", "50%.md", 1), Judgement("a b.md", "梅.md", 2)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a.md 0 b.md 1", True),
        ("a.md\t0\tb.md\t1", True),
        ("a.md\tb.md", False),
        ("a 1 x.md\tb 2.md", False),
        ("a.md 0 b.md x", False),
        ("", False),
    ],
)
def test_qrels_are_told_from_pairs(line, expected):
    assert is_qrels_line(line) is expected


def test_a_grade_below_0_is_a_wrong_answer():
    assert qrels_line("a 0 b -1") == Judgement("a", "b", 0)


def test_the_figures_are_those_that_ir_measures_finds_in_the_files(tmp_path):
    evaluation = evaluate(EXAMPLE, now=NOW)
    for name, text in trec_files(evaluation.judged, evaluation.runs):
        (tmp_path / name).write_text(text, encoding="utf-8")
    judged = list(ir_measures.read_trec_qrels(str(tmp_path / "qrels")))
    for contestant, file in ((OURS, "recommender.run"), ("shared tags", "shared-tags.run")):
        run = list(ir_measures.read_trec_run(str(tmp_path / file)))
        found = ir_measures.calc_aggregate([nDCG @ 10, R @ 10, RR @ 10], judged, run)
        ours = evaluation.scores[contestant]
        assert [ours["nDCG@10"], ours["recall@10"], ours["MRR"]] == pytest.approx(
            [found[nDCG @ 10], found[R @ 10], found[RR @ 10]]
        )
