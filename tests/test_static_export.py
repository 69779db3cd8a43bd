"""The service's answers as files."""

import json
import re

import pytest

from recommender.errors import SettingsError
from recommender.model.answer import related_answer
from recommender.model.storage import load_model
from recommender.static_export import export_static
from recommender.training import train

UME = "/2024/06/10/ume-shigoto/"


def files(folder):
    return {file.name: json.loads(file.read_bytes()) for file in (folder / "related").iterdir()}


def test_each_file_is_what_the_service_answers(model, tmp_path):
    export_static(model, 5, tmp_path / "site")
    number = model.names.by_url(UME)
    assert files(tmp_path / "site")[f"{model.posts[number].id}.json"] == related_answer(model, number, 5)


def test_the_index_names_every_file_by_address_and_path(model, tmp_path):
    export_static(model, 5, tmp_path)
    written = files(tmp_path)
    index = written.pop("index.json")
    assert {f"{post['id']}.json" for post in index["posts"]} == set(written)
    assert all(written[f"{post['id']}.json"]["post"] == post for post in index["posts"])
    assert index["model"]["version"] == model.manifest.version


def test_posts_that_readers_cannot_open_are_not_published(model, tmp_path):
    export_static(model, 20, tmp_path)
    concealed = [post for post in model.posts if post.concealed]
    everything = "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "related").iterdir())
    assert concealed
    for post in concealed:
        assert post.path not in everything
        assert post.id not in everything


def test_names_are_safe_for_every_file_system(model, tmp_path):
    export_static(model, 5, tmp_path)
    assert all(re.fullmatch(r"[0-9a-f]{12}\.json|index\.json", name) for name in files(tmp_path))


def test_twice_writes_nothing_and_keeps_every_byte(model, tmp_path):
    first = export_static(model, 5, tmp_path)
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in (tmp_path / "related").iterdir()}
    assert (first.written, first.removed) == (first.posts, 0)
    assert export_static(model, 5, tmp_path)[1:] == (0, 0)
    assert {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in before} == before


def test_files_of_posts_that_are_gone_go_and_those_of_others_stay(model, tmp_path, blog):
    folder = tmp_path / "site" / "related"
    export_static(model, 5, tmp_path / "site")
    gone = folder / f"{model.posts[model.names.by_url(UME)].id}.json"
    strangers = {"0123456789ab.json": '{"post": {"id": "another"}}', "feedfacecafe.json": "no JSON", "note.json": "{}"}
    for name, content in strangers.items():
        (folder / name).write_text(content)
    (blog / "_posts" / "2024-06-10-ume-shigoto.md").unlink()
    train(blog, tmp_path / "model")
    done = export_static(load_model(tmp_path / "model"), 5, tmp_path / "site")
    assert done.removed == 1
    assert not gone.exists()
    assert {name: (folder / name).read_text() for name in strangers} == strangers


def test_the_folder_of_another_program_is_left_alone(model, tmp_path):
    (tmp_path / "related").mkdir()
    (tmp_path / "related" / "index.json").write_text('{"name": "theirs"}')
    with pytest.raises(SettingsError, match="is no index of this program"):
        export_static(model, 5, tmp_path)
    assert [one.name for one in (tmp_path / "related").iterdir()] == ["index.json"]


def test_a_folder_that_cannot_be_written_into_is_told(model, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be written"):
        export_static(model, 5, tmp_path / "file")
