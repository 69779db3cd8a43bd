"""Lists on the command line: why they are as they are, what a training changes, and texts that come later."""

import json

import pytest

from tests.cli.test_commands import run


def test_related_lists_what_a_text_that_is_not_published_yet_would_get(training, example_folder, tmp_path):
    (tmp_path / "draft.md").write_text(
        "---\ntitle: 尾瀬の木道\ntags: [尾瀬]\n---\n\n尾瀬ヶ原の木道を歩いた。\n", encoding="utf-8"
    )
    result = run("related", "--text", tmp_path / "draft.md", "--model", example_folder, "--json", "-k", "3")
    answer = json.loads(result.stdout)
    assert answer["post"]["title"] == "尾瀬の木道"
    assert len(answer["related"]) == 3
    assert "oze" in answer["related"][0]["path"]


def test_related_explains_scores_and_what_was_left_out(training, example_folder):
    result = run("related", "ume-shigoto", "--model", example_folder, "--explain")
    assert "How the scores came about" in result.stdout
    assert "relevance" in result.stdout
    assert "(ranking.diversity)" in result.stdout


@pytest.mark.parametrize("arguments", [[], ["ume-shigoto", "--text", "x.md"]])
def test_related_wants_a_post_or_a_text(training, example_folder, arguments):
    result = run("related", *arguments, "--model", example_folder)
    assert result.returncode == 2
    assert "--text FILE" in result.stderr


def test_related_says_that_a_text_cannot_be_read(training, example_folder, tmp_path):
    result = run("related", "--text", tmp_path / "none.md", "--model", example_folder)
    assert result.returncode == 2
    assert "none.md" in result.stderr


def test_train_tells_what_a_new_training_changed(blog, tmp_path):
    run("train", blog, "--model", tmp_path / "m")
    (blog / "_posts" / "2025-07-27-kikou-bungaku.md").unlink()
    result = run("train", blog, "--model", tmp_path / "m", "--json")
    churn = json.loads(result.stdout)["churn"]
    assert churn["lists"] >= 60
    assert churn["changed"]["a post in it is gone"] >= 1
    assert sum(churn["changed"].values()) < churn["lists"] / 2
    fresh = run("train", blog, "--model", tmp_path / "m", "--json", "--fresh")
    assert json.loads(fresh.stdout)["churn"] is None
