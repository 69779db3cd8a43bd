"""Model folders: what is saved is what is loaded, and nothing else is."""

import dataclasses
import io
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.errors import ModelError
from recommender.folder_lock import lock_folder
from recommender.model.model import Arrays, Model
from recommender.model.storage import load_model, read_manifest
from recommender.site.post import Post
from recommender.site.url import readable_url

ARRAYS = [f"{field.name}.npy" for field in dataclasses.fields(Arrays)]
DATA_FILES = ["posts.json", "words.json", *ARRAYS]
FILES = ["manifest.json", *DATA_FILES]


def lists(model: Model) -> list[list[tuple[str, float, str]]]:
    items = [model.related(number, 20) for number in range(len(model.posts))]
    return [[(one.post.path, one.score, one.source) for one in row] for row in items]


#: The lists of conftest.py's model; the third post shows none.
LISTS = [[("b.md", 0.4321, "scored"), ("c.md", 0.0, "recent")], [("a.md", 0.5, "pin")], []]


def path_of(folder: Path, name: str) -> Path:
    return folder / name if name == "manifest.json" else next(folder.glob("data-*")) / name


def npy(array: np.ndarray, *, allow_pickle: bool = False) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=allow_pickle)
    return stream.getvalue()


def edit_manifest(folder: Path, **changes: object) -> None:
    file = folder / "manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), **changes}), encoding="utf-8")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_what_is_saved_is_what_is_loaded(save, tmp_path, posts):
    manifest = save(tmp_path / "deep" / "model")
    model = load_model(tmp_path / "deep" / "model")
    assert (model.manifest, list(model.posts), lists(model)) == (manifest, posts, LISTS)
    assert model.related(0, 1)[0].signals == {"text": 0.25}
    assert model.related(0, 1)[0].terms == ("塩", "梅")


def test_the_manifest_tells_how_the_model_was_made(stored):
    manifest = read_manifest(stored)
    assert manifest.trained_at == "2026-11-01T00:00:00+00:00"
    assert manifest.site == {"name": "blog", "posts": 3}
    assert manifest.weights == {"text": 0.75, "tags": 0.0}
    assert manifest.skipped == ({"path": "d.md", "reason": "is UTF-16"},)
    assert (manifest.files["scores.npy"].dtype, manifest.files["scores.npy"].shape) == ("<f4", (3, 2))


def sized_arrays(posts: int, kept: int, signals: int = 2, terms: int = 2) -> Arrays:
    return Arrays.of_lists(
        np.full((posts, kept), -1, np.int32),
        np.zeros((posts, kept), np.float32),
        np.zeros((posts, kept), np.int8),
        np.zeros((posts, kept, signals), np.float32),
        np.full((posts, kept, terms), -1, np.int32),
    )


@pytest.mark.parametrize(("count", "kept", "terms"), [(0, 0, 0), (0, 20, 3), (1, 0, 0), (1, 20, 3), (3, 20, 0)])
def test_models_of_no_or_few_posts_are_stored_too(save, tmp_path, posts, count, kept, terms):
    save(tmp_path, posts=posts[:count], words=[], arrays=sized_arrays(count, kept, terms=terms))
    assert lists(load_model(tmp_path)) == [[]] * count


def test_a_model_without_signals_is_stored_too(save, tmp_path):
    save(tmp_path, arrays=sized_arrays(3, 2, signals=0), weights={})
    assert lists(load_model(tmp_path)) == [[], [], []]


TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=9))])
POSTS = st.builds(
    Post,
    path=TEXTS,
    url=st.none() | TEXTS.map(readable_url).map(lambda url: "/" + url.lstrip("/")),
    title=TEXTS,
    date=st.none() | st.datetimes(timezones=ZONES),
    tags=st.lists(TEXTS, max_size=2).map(tuple),
    categories=st.lists(TEXTS, max_size=2).map(tuple),
    concealed=st.none() | TEXTS,
    withheld=st.none() | TEXTS,
    aliases=st.lists(TEXTS, max_size=2).map(tuple),
    shows_list=st.booleans(),
    pins=st.lists(TEXTS, max_size=2).map(tuple),
    excludes=st.lists(TEXTS, max_size=2).map(tuple),
)


@settings(max_examples=50)
@given(st.lists(POSTS, max_size=3))
def test_every_post_is_loaded_as_it_was_saved(save, tmp_path_factory, posts):
    folder = tmp_path_factory.mktemp("model")
    save(folder, posts=posts, arrays=sized_arrays(len(posts), 2))
    assert list(load_model(folder).posts) == posts


def test_equal_data_give_equal_versions_and_bytes(save, tmp_path):
    save(tmp_path / "one")
    save(tmp_path / "two")
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


def test_the_hour_of_training_is_no_part_of_the_version(save, tmp_path):
    later = save(tmp_path / "later", trained_at=datetime(2027, 1, 1, tzinfo=UTC))
    assert later.version == save(tmp_path / "now").version


@pytest.mark.parametrize(
    "changes",
    [
        {"words": ["梅", "砂糖"]},
        {"weights": {"text": 0.5, "tags": 0.0}},
        {"settings": {}},
        {"site": {"name": "other", "posts": 3}},
        {"made_with": {"recommender": "0.2.0"}},
    ],
)
def test_other_data_give_another_version(save, tmp_path, changes):
    assert save(tmp_path / "one").version != save(tmp_path / "two", **changes).version


def test_two_trainings_at_once_leave_a_whole_model(save, tmp_path):
    hours = [{"trained_at": datetime(2027, 1, 1, tzinfo=UTC), "site": {"posts": number}} for number in range(4)]
    with ThreadPoolExecutor(4) as trainings:
        for _ in range(15):
            written = [one.version for one in trainings.map(lambda changes: save(tmp_path / "one", **changes), hours)]
            assert load_model(tmp_path / "one").manifest.version in written


def test_a_training_that_waits_in_vain_says_so(save, tmp_path, monkeypatch):
    save(tmp_path)
    monkeypatch.setattr("recommender.model.saving._WAIT_SECONDS", 0)
    with lock_folder(tmp_path, wait=0), pytest.raises(ModelError, match="another training has been writing there"):
        save(tmp_path)
    assert load_model(tmp_path).posts


def test_another_score_gives_another_version(save, tmp_path, arrays):
    scores = arrays.scores + np.float32(0.001)
    changed = save(tmp_path / "two", arrays=dataclasses.replace(arrays, scores=scores))
    assert changed.version != save(tmp_path / "one").version


@pytest.fixture(scope="module")
def flippable(save, tmp_path_factory) -> Path:
    """A stored model of which a test flips bytes and flips them back."""
    folder = tmp_path_factory.mktemp("flippable") / "model"
    save(folder)
    return folder


def flipped(folder: Path, name: str, place: int, bit: int) -> Model | None:
    """Load the model with one bit turned; None if it is refused."""
    file = path_of(folder, name)
    content = file.read_bytes()
    damaged = bytearray(content)
    damaged[place % len(content)] ^= 1 << bit
    file.write_bytes(damaged)
    try:
        return load_model(folder)
    except ModelError:
        return None
    finally:
        file.write_bytes(content)


@settings(max_examples=150)
@given(name=st.sampled_from(DATA_FILES), place=st.integers(0, 2000), bit=st.integers(0, 7))
def test_data_with_a_flipped_bit_are_refused(flippable, name, place, bit):
    assert flipped(flippable, name, place, bit) is None


@settings(max_examples=200)
@given(place=st.integers(0, 2500), bit=st.integers(0, 7))
def test_a_manifest_with_a_flipped_bit_is_refused_or_changes_no_list(flippable, place, bit):
    model = flipped(flippable, "manifest.json", place, bit)
    assert model is None or lists(model) == LISTS


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("size", [0, 1, -1])
def test_a_truncated_file_is_refused(stored, name, size):
    file = path_of(stored, name)
    content = file.read_bytes().rstrip(b"\n")
    file.write_bytes(content[:size])
    with pytest.raises(ModelError, match="train again"):
        load_model(stored)


@pytest.mark.parametrize("name", DATA_FILES)
def test_a_file_with_something_appended_is_refused(stored, name):
    with path_of(stored, name).open("ab") as stream:
        stream.write(b"\n")
    with pytest.raises(ModelError, match="bytes, expected"):
        load_model(stored)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_refused(stored, name):
    path_of(stored, name).unlink()
    with pytest.raises(ModelError):
        load_model(stored)


@pytest.mark.parametrize("name", DATA_FILES)
def test_a_folder_in_place_of_a_file_is_refused(stored, name):
    path_of(stored, name).unlink()
    path_of(stored, name).mkdir()
    with pytest.raises(ModelError):
        load_model(stored)


def test_a_file_more_in_the_data_is_not_looked_at(stored):
    path_of(stored, "extra.npy").write_bytes(b"\x93NUMPY?")
    assert lists(load_model(stored)) == LISTS


@pytest.mark.parametrize(
    ("one", "other"), [("targets.npy", "terms.npy"), ("posts.json", "words.json"), ("scores.npy", "targets.npy")]
)
def test_swapped_files_are_refused(stored, one, other):
    first, second = path_of(stored, one), path_of(stored, other)
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)
    with pytest.raises(ModelError):
        load_model(stored)


def test_data_of_another_model_are_refused(save, stored, tmp_path):
    other = save(tmp_path / "other", words=["梅", "糖"])
    shutil.copy(tmp_path / "other" / other.data_folder / "words.json", path_of(stored, "words.json"))
    with pytest.raises(ModelError, match="SHA-256"):
        load_model(stored)


def test_another_format_version_is_refused_at_loading(stored):
    edit_manifest(stored, format_version=2)
    with pytest.raises(ModelError, match="format version 2"):
        load_model(stored)


@pytest.mark.parametrize("outside", ["../secret.json", "/etc/hostname", "..", "sub/posts.json", "extra.npy", ""])
def test_a_manifest_that_names_another_file_is_refused(stored, outside):
    (stored / "secret.json").write_text("[]")
    files = json.loads((stored / "manifest.json").read_text(encoding="utf-8"))["files"]
    for named in ({**files, outside: files["posts.json"]}, {**files, outside: files.pop("posts.json")}):
        edit_manifest(stored, files=named)
        with pytest.raises(ModelError, match="expected"):
            load_model(stored)


@pytest.mark.parametrize("version", ["../../somewhere", "/tmp/0123456789a", "..", "0123456789abcdef"])
def test_a_manifest_that_names_another_folder_is_refused(stored, version):
    edit_manifest(stored, version=version)
    with pytest.raises(ModelError):
        load_model(stored)


class Planted:
    """Makes a file when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self):
        return Path.touch, (self.file,)


def test_a_planted_object_does_run_where_pickles_are_read(tmp_path):
    content = npy(np.array([Planted(tmp_path / "ran")], dtype=object), allow_pickle=True)
    np.load(io.BytesIO(content), allow_pickle=True)
    assert (tmp_path / "ran").exists()


@pytest.mark.parametrize("name", [name for name in DATA_FILES if name.endswith(".npy")])
def test_an_array_of_pickled_objects_is_refused_and_nothing_in_it_runs(stored, forge, tmp_path, name):
    objects = np.full((3, 2), Planted(tmp_path / "ran"), dtype=object)
    forge(stored, name, npy(objects, allow_pickle=True))
    with pytest.raises(ModelError, match="no NumPy array"):
        load_model(stored)
    assert not (tmp_path / "ran").exists()


def npz() -> bytes:
    stream = io.BytesIO()
    np.savez(stream, targets=np.zeros((3, 2), np.int32))
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no array",
        b"\x80\x04N.",
        b"\x93NUMPY",
        npy(np.zeros((3, 2), np.int32))[:-1],
        npy(np.zeros((3, 2), np.int64)),
        npy(np.zeros((3, 2), ">i4")),
        npy(np.zeros((3, 2), np.float32)),
        npy(np.zeros(6, np.int32)),
        npy(np.zeros((2, 2), np.int32)),
        npy(np.zeros((3, 3), np.int32)),
        npy(np.zeros((3, 2, 1), np.int32)),
        npy(np.array(0, np.int32)),
        npz(),
    ],
)
def test_targets_that_are_no_array_of_ours_are_refused(stored, forge, content):
    forge(stored, "targets.npy", content)
    with pytest.raises(ModelError):
        load_model(stored)


@pytest.mark.parametrize(
    ("name", "place", "value"),
    [
        ("targets", (0, 0), 3),
        ("targets", (0, 0), -2),
        ("targets", (2, 1), 2**31 - 1),
        ("terms", (0, 0, 0), 2),
        ("terms", (0, 0, 0), -2),
        ("sources", (0, 0), 4),
        ("sources", (0, 0), -1),
        ("scores", (0, 0), np.nan),
        ("scores", (0, 0), np.inf),
        ("signals", (0, 0, 0), -np.inf),
    ],
)
def test_numbers_out_of_range_are_refused(stored, forge, arrays, name, place, value):
    array = getattr(arrays, name)
    array[place] = value
    forge(stored, f"{name}.npy", npy(array))
    with pytest.raises(ModelError, match=rf"{name}.* do not fit 3 posts and 2 words"):
        load_model(stored)


def test_a_manifest_with_a_signal_too_few_is_refused(stored):
    edit_manifest(stored, weights={"text": 1.0})
    with pytest.raises(ModelError, match="signals do not fit"):
        load_model(stored)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "https://evil.example/",
        "a.html",
        "",
        "/\\evil.example/",
        "/\t/evil.example/",
        5,
    ],
)
def test_a_post_whose_address_is_no_place_on_the_site_is_refused(stored, forge, url):
    tables = json.loads(path_of(stored, "posts.json").read_bytes())
    tables[0]["url"] = url
    forge(stored, "posts.json", json.dumps(tables).encode())
    with pytest.raises(ModelError, match="cannot be read"):
        load_model(stored)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b"5",
        b"null",
        b"[" * 100_000,
        b"[{}]",
        b'[{"path": "a.md", "url": "/a/"}]',
        b'[{"path": 5, "url": "/a/", "title": "a"}]',
        b'[{"path": "a.md", "url": "/a/", "title": null}]',
        b'[{"path": "a.md", "url": "/a/", "title": "a", "date": "yesterday"}]',
        b'[{"path": "a.md", "url": "/a/", "title": "a", "date": 5}]',
        b'[{"path": "a.md", "url": "/a/", "title": "a", "unknown": 1}]',
        b"[1]",
        b'{"path": "a.md"}',
    ],
)
def test_posts_of_another_shape_are_refused(stored, forge, content):
    forge(stored, "posts.json", content)
    with pytest.raises(ModelError, match="posts or words cannot be read"):
        load_model(stored)


@pytest.mark.parametrize("content", [b"", b"5", b"null", b"\xff"])
def test_words_of_another_shape_are_refused(stored, forge, content):
    forge(stored, "words.json", content)
    with pytest.raises(ModelError, match="posts or words cannot be read"):
        load_model(stored)


def test_fewer_posts_than_lists_are_refused(stored, forge):
    tables = json.loads(path_of(stored, "posts.json").read_bytes())
    forge(stored, "posts.json", json.dumps(tables[:2]).encode())
    with pytest.raises(ModelError, match="do not fit 2 posts"):
        load_model(stored)


@pytest.mark.parametrize("make", [lambda folder: None, lambda folder: folder.mkdir()])
def test_where_there_is_no_model_the_user_is_told_to_train(tmp_path, make):
    make(tmp_path / "model")
    with pytest.raises(ModelError, match="no model here; run `recommender train` first"):
        load_model(tmp_path / "model")


def test_a_file_in_place_of_the_folder_is_refused(save, tmp_path):
    (tmp_path / "model").write_text("覚え書き", encoding="utf-8")
    with pytest.raises(ModelError):
        load_model(tmp_path / "model")
    with pytest.raises(ModelError, match="is a file, expected a folder for the model"):
        save(tmp_path / "model")
    assert (tmp_path / "model").read_text(encoding="utf-8") == "覚え書き"


@pytest.mark.parametrize(
    "foreign",
    [
        "notes.txt",
        "_posts/2026-01-01-a.md",
        ".git/HEAD",
        "database.sqlite",
        "manifest.json",
        "data-2024/sales.csv",
        "data-sheet.txt",
    ],
)
def test_a_folder_of_somebody_elses_files_is_not_written_into(save, tmp_path, foreign):
    (tmp_path / foreign).parent.mkdir(exist_ok=True)
    (tmp_path / foreign).write_text('{"name": "よその物"}', encoding="utf-8")
    before = snapshot(tmp_path)
    with pytest.raises(ModelError, match="other files than a model"):
        save(tmp_path)
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    "foreign",
    [
        "notes.txt",
        "backup/a.md",
        "data-2024/sales.csv",
    ],
)
def test_what_the_user_put_beside_a_model_outlives_the_next_training(save, stored, foreign):
    (stored / foreign).parent.mkdir(exist_ok=True)
    (stored / foreign).write_text("大切", encoding="utf-8")
    save(stored, words=["梅", "糖"])
    assert (stored / foreign).read_text(encoding="utf-8") == "大切"


@pytest.mark.parametrize(
    "left",
    [".data-aside-abc123/posts.json", "data-0123456789abcdef/posts.json", ".recommender-42-0123456789abcdef.tmp"],
)
def test_what_an_interrupted_training_left_is_no_hindrance(save, tmp_path, left):
    (tmp_path / left).parent.mkdir(exist_ok=True)
    (tmp_path / left).write_text("[]")
    manifest = save(tmp_path)
    assert lists(load_model(tmp_path)) == LISTS
    assert [one.name for one in tmp_path.iterdir() if one.is_dir()] == [manifest.data_folder]


def test_a_new_model_replaces_the_old_and_leaves_one_data_folder(save, stored):
    manifest = save(stored, words=["梅", "糖"])
    assert sorted(one.name for one in stored.iterdir()) == [manifest.data_folder, "manifest.json"]
    assert load_model(stored).related(0, 1)[0].terms == ("糖", "梅")


def test_a_model_loaded_before_goes_on_answering(save, stored):
    old = load_model(stored)
    save(stored, posts=[], arrays=sized_arrays(0, 2))
    assert lists(old) == LISTS
    assert old.related(0, 1)[0].terms == ("塩", "梅")
    assert lists(load_model(stored)) == []


def test_training_again_on_equal_data_renews_the_date_alone(save, stored):
    before = snapshot(stored)
    save(stored, trained_at=datetime(2027, 1, 1, tzinfo=UTC))
    after = snapshot(stored)
    assert {name for name in before if before[name] != after[name]} == {"manifest.json"}
    assert read_manifest(stored).trained_at == "2027-01-01T00:00:00+00:00"


def test_damaged_data_are_mended_by_training_again(save, stored):
    path_of(stored, "scores.npy").write_bytes(b"")
    save(stored)
    assert lists(load_model(stored)) == LISTS


def test_a_failed_save_leaves_the_old_model_and_nothing_beside_it(save, stored, tmp_path):
    other = {"words": ["梅", "糖"]}
    # A file that bears the name of the new data: no folder can take its place.
    (stored / save(tmp_path / "other", **other).data_folder).write_text("")
    before = snapshot(stored)
    with pytest.raises(ModelError, match="what was there stays"):
        save(stored, **other)
    assert snapshot(stored) == before
    assert lists(load_model(stored)) == LISTS


def test_arrays_are_stored_in_the_types_of_the_format(save, tmp_path, arrays):
    wide = Arrays(*(np.asfortranarray(getattr(arrays, field.name), float) for field in dataclasses.fields(arrays)))
    assert save(tmp_path / "wide", arrays=wide).version == save(tmp_path / "plain").version
