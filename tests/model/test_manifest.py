"""The head of a model: read back as written, refused when it is anything else."""

import json

import pytest

from recommender.errors import ModelError
from recommender.model.manifest import FileEntry, Manifest, parse_manifest

MANIFEST = Manifest(
    version="0123456789abcdef",
    trained_at="2026-11-01T00:00:00+09:00",
    site={"name": "ブログ", "posts": 3},
    settings={"ranking": {"limit": 5}},
    weights={"text": 0.75, "tags": 0.0},
    made_with={"recommender": "0.1.0"},
    skipped=({"path": "d.md", "reason": "is UTF-16"},),
    files={"posts.json": FileEntry("ab", 12), "scores.npy": FileEntry("cd", 152, "<f4", (3, 2))},
)
HUGE = 10**400


def content(**changes: object) -> bytes:
    return json.dumps({**json.loads(MANIFEST.to_json()), **changes}).encode()


def test_what_is_written_is_what_is_read():
    assert parse_manifest(MANIFEST.to_json().encode(), "m") == MANIFEST


def test_an_empty_model_has_a_manifest_too():
    empty = Manifest("0" * 16, MANIFEST.trained_at, {}, {}, {}, {}, (), {})
    assert parse_manifest(empty.to_json().encode(), "m") == empty


def test_the_weights_keep_their_order():
    assert list(parse_manifest(MANIFEST.to_json().encode(), "m").weights) == ["text", "tags"]


def test_the_data_folder_bears_the_version():
    assert MANIFEST.data_folder == "data-0123456789abcdef"


def test_a_key_that_a_later_program_adds_is_read_over():
    assert parse_manifest(content(extra=1), "m") == MANIFEST


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "not a model of this program"),
        (b"null", "not a model of this program"),
        (b'{"name": "pwa", "icons": []}', "not a model of this program"),
        (b" " * 50_000_001, "50,000,001 bytes"),
        (content(format="other"), "not a model of this program"),
    ],
)
def test_a_file_that_is_no_manifest_is_refused(written, told):
    with pytest.raises(ModelError, match=rf"^m: .*{told}"):
        parse_manifest(written, "m")


@pytest.mark.parametrize("version", [0, 1, 2, 3, 5, "4", None, [4]])
def test_another_format_version_is_refused(version):
    with pytest.raises(ModelError, match="this program reads 4; train again"):
        parse_manifest(content(format_version=version), "m")


#: Models that were written before there were these are read as ever.
NEWER_KEYS = ("inputs", "current_until", "churn")


def test_a_manifest_that_says_nothing_of_its_inputs_is_read():
    table = json.loads(content())
    for key in NEWER_KEYS:
        del table[key]
    manifest = parse_manifest(json.dumps(table).encode(), "model/manifest.json")
    assert (manifest.inputs, manifest.current_until, manifest.churn) == ("", None, {})


@pytest.mark.parametrize(
    "key", [key for key in json.loads(content()) if not key.startswith("format") and key not in NEWER_KEYS]
)
def test_a_manifest_without_one_of_its_keys_is_refused(key):
    table = json.loads(content())
    del table[key]
    with pytest.raises(ModelError, match="incomplete"):
        parse_manifest(json.dumps(table).encode(), "m")


@pytest.mark.parametrize(
    "changes",
    [
        {"trained_at": "yesterday"},
        {"trained_at": "2026-11-01T00:00:00"},
        {"trained_at": 5},
        {"site": 5},
        {"weights": []},
        {"weights": {"text": "heavy"}},
        {"weights": {"text": None}},
        {"skipped": 5},
        {"files": []},
        {"files": {"posts.json": 5}},
        {"files": {"posts.json": {}}},
        {"files": {"posts.json": {"sha256": "ab", "bytes": "many"}}},
        {"files": {"a.npy": {"sha256": "ab", "bytes": 1, "shape": 5}}},
        {"files": {"posts.json": {"sha256": "ab", "bytes": float("inf")}}},
        {"weights": {"text": HUGE}},
    ],
)
def test_values_of_the_wrong_kind_are_refused(changes):
    with pytest.raises(ModelError, match="incomplete"):
        parse_manifest(content(**changes), "m")


@pytest.mark.parametrize(
    "version",
    ["", "../x", "/etc", "0123456789abcde", "0123456789ABCDEF", "0123456789abcdef\n", "../../89abcdef01", None],
)
def test_a_version_that_names_another_folder_is_refused(version):
    with pytest.raises(ModelError, match="sixteen hexadecimal digits"):
        parse_manifest(content(version=version), "m")
