import json

import pytest

from recommender.errors import RecommenderError, SettingsError
from recommender.settings import Settings, load_settings, parse_settings, settings_table


def test_without_a_file_everything_has_its_default(tmp_path):
    assert load_settings(tmp_path) == Settings()


@pytest.mark.parametrize("content", ["", "# 何も書かない\n", "\ufeff[ranking]\n"])
def test_an_empty_file_is_all_defaults(tmp_path, content):
    (tmp_path / "recommender.toml").write_text(content, encoding="utf-8")
    assert load_settings(tmp_path) == Settings()


def test_a_file_is_read_section_by_section(tmp_path):
    (tmp_path / "recommender.toml").write_text(
        """
        [site]
        exclude = ["old/*"]
        [inject]
        heading = "こちらもどうぞ"
        [tags.alias]
        nodejs = ["Node.js", "node"]
        [rules.block]
        "a.md" = ["b.md"]
        """,
        encoding="utf-8",
    )
    settings = load_settings(tmp_path)
    assert settings.site.exclude == ("old/*",)
    assert settings.inject.heading == "こちらもどうぞ"
    assert settings.tags.alias == {"nodejs": ("Node.js", "node")}
    assert settings.rules.block == {"a.md": ("b.md",)}
    assert settings.ranking == Settings().ranking


@pytest.mark.parametrize("content", [b"[ranking", b"limit = ", b"\x83\x65", b"a = 1\na = 2"])
def test_a_file_that_is_not_toml_is_named(tmp_path, content):
    (tmp_path / "recommender.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"recommender\.toml: not valid TOML"):
        load_settings(tmp_path)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"rankin": {}}, 'unknown key "rankin"; did you mean "ranking"?'),
        ({"ranking": {"limt": 3}}, 'unknown key "ranking.limt"; did you mean "limit"?'),
        ({"limit": 3}, 'unknown key "limit"'),
        ({"inject": {"色": 3}}, 'unknown key "inject.色"; known here: style, heading, headings, limit, markers,'),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest_name(table, message):
    with pytest.raises(SettingsError) as error:
        parse_settings(table, "x.toml")
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("section", "key", "value", "expected"),
    [
        ("ranking", "limit", "5", "a whole number"),
        ("ranking", "limit", 5.0, "a whole number"),
        ("ranking", "limit", True, "a whole number"),
        ("ranking", "threshold", "0.1", "a number"),
        ("ranking", "include_newer", 1, "true or false"),
        ("ranking", "fallback", "recent", "a list of texts"),
        ("ranking", "weights", [1], "a table"),
        ("site", "future", "no", "true or false"),
        ("site", "timezone", 9, "a text"),
        ("site", "exclude", "old", "a list of texts"),
        ("text", "stop_words", [1], "a text"),
        ("rules", "block", {"a.md": "b.md"}, "a list of texts"),
        ("tags", "alias", {"node": [1]}, "a text"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_with_what_was_expected(section, key, value, expected):
    with pytest.raises(SettingsError, match=rf"x\.toml: {section}\.{key}.* is .*, expected {expected}"):
        parse_settings({section: {key: value}}, "x.toml")


def test_a_section_that_is_no_table_is_refused():
    with pytest.raises(SettingsError, match="ranking is 5, expected a table"):
        parse_settings({"ranking": 5}, "x.toml")


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("ranking", "limit", 0),
        ("ranking", "limit", 21),
        ("ranking", "threshold", -0.01),
        ("ranking", "threshold", 1.01),
        ("ranking", "threshold", float("nan")),
        ("ranking", "max_age_days", 0),
        ("ranking", "fallback", ["popular"]),
        ("ranking", "weights", {"tags": -1}),
        ("ranking", "weights", {"tags": float("inf")}),
        ("inject", "limit", 0),
        ("inject", "style", "table"),
        ("inject", "heading", " "),
        ("inject", "heading", "一\n二"),
        ("site", "generator", "wordpress"),
        ("site", "timezone", "Mars/Phobos"),
        ("site", "timezone", "../etc/passwd"),
        ("site", "timezone", ""),
    ],
)
def test_a_value_out_of_range_is_refused(section, key, value):
    with pytest.raises(SettingsError, match=rf"x\.toml: {section}\.{key}.* expected "):
        parse_settings({section: {key: value}}, "x.toml")


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("ranking", "limit", 1),
        ("ranking", "limit", 20),
        ("ranking", "threshold", 0),
        ("ranking", "threshold", 1),
        ("ranking", "max_age_days", 1),
        ("ranking", "weights", {"tags": 0}),
        ("inject", "limit", 20),
        ("site", "generator", "folder"),
        ("site", "timezone", "Asia/Tokyo"),
        ("site", "future", True),
    ],
)
def test_a_value_at_the_edge_of_its_range_is_taken(section, key, value):
    assert getattr(getattr(parse_settings({section: {key: value}}, "x.toml"), section), key) == value


def test_an_empty_fallback_turns_fallbacks_off():
    assert parse_settings({"ranking": {"fallback": []}}, "x.toml").ranking.fallback == ()


def test_settings_can_be_kept_as_json():
    table = json.loads(json.dumps(settings_table(Settings())))
    assert table["ranking"]["limit"] == 5
    assert table["inject"]["heading"] == "あわせて読みたい"
    assert set(table) == {"site", "text", "tags", "ranking", "inject", "rules"}


def test_a_settings_error_is_the_users_to_mend():
    assert issubclass(SettingsError, RecommenderError)


def test_a_heading_with_a_carriage_return_is_refused():
    with pytest.raises(SettingsError):
        parse_settings({"inject": {"heading": "一\r二"}}, "x.toml")


HUGE = "1" + "0" * 400


@pytest.mark.parametrize(
    "line", [f"max_age_days = {HUGE}", f"weights = {{ text = {HUGE} }}", "weights = { text = 1e308 }"]
)
def test_numbers_that_would_overflow_are_refused(tmp_path, line):
    (tmp_path / "recommender.toml").write_text(f"[ranking]\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="expected a number"):
        load_settings(tmp_path)


def test_a_user_dictionary_is_named_from_where_the_settings_stand(tmp_path):
    (tmp_path / "recommender.toml").write_text('[text]\nuser_dictionary = "words.dic"\n', encoding="utf-8")
    assert load_settings(tmp_path).text.user_dictionary == str(tmp_path / "words.dic")
