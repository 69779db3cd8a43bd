import pytest

from recommender.site.tags import alias_table, normalise_tag, read_tags


@pytest.mark.parametrize(
    ("value", "tags"),
    [
        (None, ()),
        ("", ()),
        ([], ()),
        (True, ()),
        ("庭", ("庭",)),
        ("家庭 菜園", ("家庭 菜園",)),
        (["庭", "土"], ("庭", "土")),
        ([" 庭 ", "", None, "庭"], ("庭",)),
        ([["旅", "京都"], "旅"], ("旅", "京都")),
        ({"庭": 1, "土": 2}, ("庭", "土")),
        ([2024, 1.5], ("2024", "1.5")),
        (["a,b"], ("a,b",)),
        (2024, ("2024",)),
        (["#庭", "庭/土"], ("#庭", "庭/土")),
        ([{"name": "庭", "slug": "niwa"}, {"土": None}], ("庭", "土")),
        ({"庭"}, ("庭",)),
    ],
)
def test_tags_are_the_authors_spellings_once_each_in_order(value, tags):
    assert read_tags(value) == tags


@pytest.mark.parametrize(
    ("value", "splits_at", "tags"),
    [
        ("庭 土\u3000花", " ", ("庭", "土", "花")),
        ("庭, 土,,花", ",", ("庭", "土", "花")),
        ("庭、土，花", ",", ("庭", "土", "花")),
        (None, ",", ()),
        (2024, " ", ("2024",)),
        (["家庭 菜園"], " ", ("家庭 菜園",)),
        (["庭, 土"], ",", ("庭, 土",)),
    ],
)
def test_a_text_is_split_where_the_generator_splits_it_and_a_list_is_not(value, splits_at, tags):
    assert read_tags(value, splits_at=splits_at) == tags


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Python", "python"),
        ("Ｐｙｔｈｏｎ", "PYTHON"),
        ("ﾄﾏﾄ", "トマト"),
        (" 庭 ", "庭"),
        ("#庭", "庭"),
        ("家庭\u3000 菜園", "家庭 菜園"),
        ("ΑΙ\u0345", "αιι"),
        ("が", "か\u3099"),
    ],
)
def test_width_case_and_composition_make_no_difference(one, other):
    assert normalise_tag(one) == normalise_tag(other)


@pytest.mark.parametrize("tag", ["nodejs", "Node.js", "NODE", "ｎｏｄｅ"])
def test_every_alias_stands_for_the_wanted_tag(tag):
    assert normalise_tag(tag, alias_table({"NodeJS": ["Node.js", "node"]})) == "nodejs"


def test_a_tag_without_alias_stays():
    assert normalise_tag("庭", alias_table({})) == "庭"


def test_an_alias_table_leads_from_each_other_spelling_to_the_wanted_one():
    assert alias_table({"味噌": ["みそ", "MISO"]}) == {"みそ": "味噌", "miso": "味噌"}


@pytest.mark.parametrize("tag", ["C#", "#", "庭/土", "node.js"])
def test_signs_that_belong_to_a_tag_stay(tag):
    assert normalise_tag(tag) == tag.casefold()


def test_a_list_nested_deeper_than_any_hierarchy_is_no_tag():
    value: object = "庭"
    for _ in range(2000):
        value = [value]
    assert read_tags(["畑", value]) == ("畑",)
