"""Posts that their authors changed after the training are told."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from recommender import load
from recommender.injection.changed import find_changed
from recommender.injection.inject import plan_injection, write_changes
from recommender.settings import InjectSettings, Settings
from recommender.site.reader import open_site
from recommender.training import train

NAMES = ("ume", "shiso", "miso")
OLD_LIST = "\n---\n\n### 関連記事\n\n- [みそ](/miso.html)\n"


@pytest.fixture(params=["block", "front-matter"])
def trained(request, tmp_path):
    """Train on three posts, one of which has an old list, then give the site, the model and the settings."""
    root = tmp_path / "site"
    root.mkdir()
    for name in NAMES:
        text = f"---\ntitle: {name}\ntags: [保存食]\n---\n{name}の保存食を仕込む。塩と砂糖を量る。\n"
        (root / f"{name}.md").write_text(text + (OLD_LIST if name == "ume" else ""), encoding="utf-8")
    settings = Settings(inject=InjectSettings(style=request.param, headings=("関連記事",)))
    train(root, tmp_path / "model", settings=settings, now=datetime.now(UTC) - timedelta(hours=1))
    return open_site(root, settings.site), load(tmp_path / "model"), settings


def changed(trained) -> list[str]:
    site, model, settings = trained
    return list(find_changed(site, model, settings, site.files()))


def rewrite(trained, path: str, old: str, new: str) -> None:
    file = trained[0].root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_bytes(text.replace(old, new).encode())


def test_lists_that_we_wrote_change_no_post(trained):
    site, model, settings = trained
    written = list(write_changes(site, plan_injection(site, model, settings)))
    assert {one.path for one in written if one.new != one.old} == {f"{name}.md" for name in NAMES}
    assert changed(trained) == []


@pytest.mark.parametrize(("old", "new"), [("title: miso", "title: 味噌"), ("塩と", "麹と"), ("[保存食]", "[発酵]")])
def test_another_title_tag_or_word_is_a_change(trained, old, new):
    rewrite(trained, "miso.md", old, new)
    assert changed(trained) == ["miso.md"]


def test_line_ends_and_blank_lines_are_none(trained):
    rewrite(trained, "miso.md", "\n", "\r\n")
    rewrite(trained, "ume.md", "\n---\n\n###", "\n\n---\n\n###")
    assert changed(trained) == []


def test_a_file_older_than_the_model_is_not_read(trained):
    rewrite(trained, "miso.md", "塩と", "麹と")
    os.utime(trained[0].root / "miso.md", (0, 0))
    assert changed(trained) == []


def test_posts_that_came_or_went_after_the_training_are_not_taken_for_changed(trained):
    (trained[0].root / "new.md").write_text("新しい記事。\n", encoding="utf-8")
    (trained[0].root / "miso.md").unlink()
    assert changed(trained) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("p{}.mdx", "---\ntitle: 記事{}\n---\n庭の土を耕し、夏の花を植える。\n"),
        ("p{}.adoc", "= 記事{}\n\n庭の土を耕し、夏の花を植える。\n"),
        ("p{}.adoc", "= 記事{}\n\n庭の土を耕す。\n\n== 関連記事\n\n* link:p1.adoc[記事]\n"),
    ],
)
def test_lists_in_other_markups_change_no_post_either(tmp_path, name, text):
    root = tmp_path / "site"
    root.mkdir()
    for number in range(3):
        (root / name.format(number)).write_text(text.format(number), encoding="utf-8")
    settings = Settings(inject=InjectSettings(headings=("関連記事",)))
    train(root, tmp_path / "model", settings=settings, now=datetime.now(UTC) - timedelta(hours=1))
    site, model = open_site(root, settings.site), load(tmp_path / "model")
    assert [one.path for one in write_changes(site, plan_injection(site, model, settings)) if one.new != one.old]
    assert list(find_changed(site, model, settings, site.files())) == []
