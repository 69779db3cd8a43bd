from time import process_time

import pytest

from recommender.site.front_matter import MAX_CHARACTERS, split_front_matter


@pytest.mark.parametrize(
    ("raw", "table"),
    [
        ("title: 庭: 夏の水やり\ndate: 2026-02-20", {"title": "庭: 夏の水やり", "date": "2026-02-20"}),
        ("title: [下書き] 庭の土\ndraft: true", {"title": "[下書き] 庭の土", "draft": True}),
        ("title: '庭\ntags: 土", {"title": "庭", "tags": "土"}),
        ("title: 庭\ntags:\n\t- 土\n\t- 花", {"title": "庭", "tags": ["土", "花"]}),
        ("title: =", {"title": "="}),
        ("title: C#: 庭 [1]\ntags:\n  - 土\n  - 花", {"title": "C#: 庭 [1]", "tags": ["土", "花"]}),
        ("title: [Rails] 庭の話\ntags: [土, 花]", {"title": "[Rails] 庭の話", "tags": ["土", "花"]}),
        ('title: "庭" の土\ntags: [土]', {"title": '"庭" の土', "tags": ["土"]}),
        ("title: '庭' と '土'", {"title": "'庭' と '土'"}),
        ("title: 'It's 庭'", {"title": "It's 庭"}),
        ('title: "C:\\path"', {"title": "C:\\path"}),
        ("title: [庭\ntags: [土]", {"title": "[庭", "tags": ["土"]}),
        ("title: @庭\ndraft: true", {"title": "@庭", "draft": True}),
        ("title: `庭`", {"title": "`庭`"}),
        ("title: %庭", {"title": "%庭"}),
        ("title: *庭* の土", {"title": "*庭* の土"}),
        ("title: !庭 の土", {"title": "!庭 の土"}),
        ("title: 庭: 夏\n tags: [土]\ndate: 1", {"title": "庭: 夏", "tags": ["土"], "date": 1}),
        ("title: 庭: 夏\nseo:\n  title: 土", {"title": "庭: 夏", "seo": {"title": "土"}}),
        ("title: 庭\nの土\ntags: 土", {"title": "庭 の土", "tags": "土"}),
        ("title:庭\ntags:土", {"title": "庭", "tags": "土"}),
        ("title:庭: 夏\n- 1\ntags: [土]", {"title": "庭: 夏 - 1", "tags": ["土"]}),
        ("title：庭\ndate: 1", {"title": "庭", "date": 1}),
        ("title:\u3000庭\ndate: 1", {"title": "庭", "date": 1}),
        ("tags:\n  - @庭\n  - 土", {"tags": ["@庭", "土"]}),
        ("tags: [@庭, C#, '土']", {"tags": ["@庭", "C#", "土"]}),
        ("tags: [庭,\n  土]\ntitle: 庭: 夏", {"tags": ["庭", "土"], "title": "庭: 夏"}),
        ("title: 庭\x00の土", {"title": "庭の土"}),
        ("<<<<<<< HEAD\ntitle: 庭\n=======\ntitle: 土\n>>>>>>> b\ntags: [a]", {"title": "土", "tags": ["a"]}),
        ("title: 庭\ntitle: 土", {"title": "土"}),
    ],
)
def test_a_faulty_table_is_read_as_well_as_can_be_and_the_fault_is_told(raw, table):
    front = split_front_matter(f"---\n{raw}\n---\n本文")
    assert front.table == table
    assert front.trouble


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("+++\ntitle = 庭\ndraft = true\n+++\n", {"title": "庭", "draft": True}),
        ("+++\ntitle = '庭'\ntitle = '土'\n+++\n", {"title": "土"}),
        ("+++\ntitle = '庭'\n[extra]\nx = y\n[more]\nz = 1\n+++\n", {"title": "庭", "more": {"z": 1}}),
        (';;;\n"title": "庭",\n"draft": true,\n;;;\n', {"title": "庭", "draft": True}),
        ("+++\n\x00title = '庭'\n+++\n", {"title": "庭"}),
        (";;;\n[\n;;;\n", {}),
    ],
    ids=["bare word", "doubled key", "broken section", "comma too many", "null byte", "no JSON"],
)
def test_a_fault_in_toml_or_json_costs_one_value(text, table):
    front = split_front_matter(text)
    assert front.table == table
    assert front.trouble
    assert front.body_start == len(text)


@pytest.mark.parametrize("line", ["a: 'b\n", "a:\n", "a: [\n", "- @a\n", "a: b: c\n", "a = \n", "\n", "[", "a."])
@pytest.mark.parametrize("fence", ["---", "+++", ";;;"])
def test_a_table_of_many_faults_is_read_in_bounded_time(fence, line):
    table = f"title: 庭: 土\n{line * ((MAX_CHARACTERS - 20) // len(line))}"
    start = process_time()
    split_front_matter(f"{fence}\n{table}\n{fence}\n")
    # Twenty times what it takes; work that grows with the square takes longer.
    assert process_time() - start < 1
