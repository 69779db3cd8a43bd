"""recommender.toml as its owner wrote it, but for the weights."""

import tomllib

import pytest

from recommender.errors import SettingsError
from recommender.settings import load_settings
from recommender.settings.file import with_weights, write_weights

WEIGHTS = {"text": 0.3, "date": 0.7}
TABLE = "[ranking.weights]\ntext = 0.3\ndate = 0.7\n"

CASES = {
    "no file": ("", TABLE),
    "no weights": ("# mine\n[ranking]\nlimit = 3 # x\n\n# over inject\n[inject]\nlimit = 3\n", None),
    "no [ranking]": ('[site]\nurl = "https://a.example"\n', None),
    "inline weights": (
        "[ranking]\nweights = { text = 0.2, date = 0 }  # mine\nlimit = 3\n",
        "[ranking]\nweights = { text = 0.3, date = 0.7 }  # mine\nlimit = 3\n",
    ),
    "a table of weights": (
        "[ranking.weights]\n# why\ntext = 1 # x\ndate = 2\n\n[inject]\nlimit=3\n",
        "[ranking.weights]\n# why\ntext = 0.3 # x\ndate = 0.7\n\n[inject]\nlimit=3\n",
    ),
    "some weights": ("[ranking.weights]\ntext = 1\n", TABLE),
    "a weight that is none of ours now": ("[ranking.weights]\ntags = 1\ntext = 1\ndate = 0\n", TABLE),
    "dotted keys": (
        "ranking.limit = 3\nranking.weights.text = 1\nranking.weights.date = 1\n",
        "ranking.limit = 3\nranking.weights.text = 0.3\nranking.weights.date = 0.7\n",
    ),
    "inline ranking": (
        "ranking = { limit = 3 }  # mine\n",
        "ranking = { limit = 3, weights = {text = 0.3, date = 0.7}}  # mine\n",
    ),
    "weights before their table": (
        "[ranking.weights]\ntext = 1\ndate = 1\n\n[ranking]\nlimit = 3\n",
        TABLE + "\n[ranking]\nlimit = 3\n",
    ),
}


@pytest.mark.parametrize(("old", "new"), CASES.values(), ids=CASES)
def test_weights_are_set_and_all_else_stays(old, new):
    assert with_weights(old, WEIGHTS) == (new or f"{old}\n{TABLE}")


@pytest.mark.parametrize("old", [old for old, _ in CASES.values()], ids=CASES)
def test_the_same_weights_again_change_nothing(old):
    once = with_weights(old, WEIGHTS)
    assert with_weights(once, WEIGHTS) == once


def test_a_last_line_without_an_end_gets_one():
    assert with_weights("[ranking]\nlimit = 3", WEIGHTS) == f"[ranking]\nlimit = 3\n\n{TABLE}"


@pytest.mark.parametrize("old", ["[ranking]\r\nlimit = 3\r\n", "[ranking.weights]\r\ntext = 1\r\n"])
def test_line_ends_of_windows_stay(old):
    new = with_weights(old, WEIGHTS)
    assert new.count("\r\n") == new.count("\n") > old.count("\n")


def test_the_file_keeps_its_byte_order_mark_and_its_bytes(tmp_path):
    file = tmp_path / "recommender.toml"
    file.write_bytes("\ufeff# 自分の設定\r\n[ranking]\nlimit = 3\n".encode())
    assert write_weights(tmp_path, WEIGHTS) == file
    assert file.read_bytes() == ("\ufeff# 自分の設定\r\n[ranking]\nlimit = 3\n\n" + TABLE).encode()
    assert load_settings(tmp_path).ranking.weights == WEIGHTS


def test_a_site_without_settings_gets_a_file_of_weights_alone(tmp_path):
    write_weights(tmp_path, WEIGHTS)
    assert tomllib.loads((tmp_path / "recommender.toml").read_text()) == {"ranking": {"weights": WEIGHTS}}


@pytest.mark.parametrize("old", [b"[ranking", b"\xff\xfe", b"ranking = 3\n", b"[ranking]\nweights = 3\n"])
def test_a_file_that_cannot_be_changed_stays_and_says_what_to_write(tmp_path, old):
    (tmp_path / "recommender.toml").write_bytes(old)
    with pytest.raises(SettingsError, match=r"write into it: \[ranking\] weights = \{ text = 0\.3, date = 0\.7 \}"):
        write_weights(tmp_path, WEIGHTS)
    assert (tmp_path / "recommender.toml").read_bytes() == old


def test_a_folder_in_place_of_the_file_is_named(tmp_path):
    (tmp_path / "recommender.toml").mkdir()
    with pytest.raises(SettingsError, match="cannot be written"):
        write_weights(tmp_path, WEIGHTS)
