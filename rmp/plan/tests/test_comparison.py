"""Two states of the plan side by side."""

import pytest

from rmp.plan.comparison import MOST_WORDS, compare, compare_lines, compare_words
from rmp.plan.content import assemble
from rmp.plan.tests.factories import frozen, write


def section(text="", blocks=(), key="risks"):
    return {"key": key, "title": key.title(), "text": text, "blocks": list(blocks)}


def plan(*sections):
    return {"sections": list(sections)}


def texts(*lines):
    return [("text", line) for line in lines]


def shown(lines):
    return [(line.kind, line.left, line.right) for line in lines]


def test_words():
    left, right = compare_words("We meet every month in Kassel.", "We meet every two months in Kassel.")
    assert left == (("same", "We meet every "), ("removed", "month "), ("same", "in Kassel."))
    assert right == (("same", "We meet every "), ("added", "two months "), ("same", "in Kassel."))


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "New."), ("Old.", ""), ("a  b\tc", "a b c"), ("Größe, 3.5 €", "Größe, 3,5 €"), ("x " * 900, "x " * 450 + "y " * 450)],
)
def test_both_sides_together_are_the_texts_they_were(before, after):
    left, right = compare_words(before, after)
    assert ("".join(text for _k, text in left), "".join(text for _k, text in right)) == (before, after)


def test_equal_texts_have_no_difference():
    assert compare_words("The same.", "The same.") == ((("same", "The same."),), (("same", "The same."),))


def test_a_very_long_text_is_cut_where_the_difference_begins_and_ends():
    words = [f"w{n} " for n in range(MOST_WORDS + 10)]
    other = [*words[:50], "new ", *words[60:]]
    left, right = compare_words("".join(words), "".join(other))
    assert [kind for kind, _text in left] == ["same", "removed", "same"]
    assert right[1] == ("added", "new ")


def test_a_line_in_between_leaves_the_others_beside_each_other():
    lines = compare_lines(texts("We meet monthly and talk.", "End."), texts("Fire drill.", "We meet weekly and talk.", "End."))
    assert shown(lines) == [
        ("added", (), (("added", "Fire drill."),)),
        (
            "changed",
            (("same", "We meet "), ("removed", "monthly "), ("same", "and talk.")),
            (("same", "We meet "), ("added", "weekly "), ("same", "and talk.")),
        ),
        ("same", (("same", "End."),), (("same", "End."),)),
    ]


def test_lines_with_nothing_in_common_are_not_paired():
    lines = list(compare_lines(texts("Apples and pears."), texts("Budget for 2030.")))
    assert [line.kind for line in lines] == ["removed", "added"]


def test_a_heading_is_never_paired_with_a_text():
    lines = list(compare_lines([("heading", "Fire and flood")], [("text", "Fire and flood")]))
    assert [(line.kind, line.style) for line in lines] == [("removed", "heading"), ("added", "text")]


def test_sections_by_kind_of_difference():
    before = plan(section("Same."), section("Old.", key="exit"), section("Gone.", key="trust"), section("", key="value"))
    after = plan(section("Same."), section("New and old.", key="exit"), section("", key="trust"), section("Come.", key="value"))
    assert {s.key: s.kind for s in compare(before, after)} == {
        "risks": "same",
        "exit": "changed",
        "trust": "removed",
        "value": "added",
    }


def test_sections_that_only_one_side_has():
    before, after = plan(section("A.", key="old")), plan(section("B.", key="new"))
    assert [(s.key, s.kind) for s in compare(before, after)] == [("new", "added"), ("old", "removed")]


def test_blocks_are_compared_row_by_row():
    fields = {"kind": "fields", "heading": "Facts", "rows": [["Form", "Bilateral"]]}
    table = {"kind": "table", "heading": "Risks", "columns": ["Risk", "Owner"], "rows": [["Fire", "Adler"], ["Flood", ""]]}
    changed = table | {"rows": [["Fire", "Rivermouth"], ["Flood", ""]]}
    (found,) = compare(plan(section(blocks=[fields, table])), plan(section(blocks=[fields, changed])))
    assert [(line.kind, line.style, line.right) for line in found.lines] == [
        ("same", "heading", (("same", "Facts"),)),
        ("same", "row", (("same", "Form: Bilateral"),)),
        ("same", "heading", (("same", "Risks"),)),
        ("changed", "row", (("same", "Fire | "), ("added", "Rivermouth"))),
        ("same", "row", (("same", "Flood | –"),)),
    ]


def test_a_frozen_version_with_the_present(cast):
    write(cast.partnership, "risks", "We watch it monthly.", cast.officer)
    version = frozen(cast)
    write(cast.partnership, "risks", "We watch it weekly.", cast.officer)
    found = {s.key: s.kind for s in compare(version.content, assemble(cast.partnership)) if s.kind != "same"}
    assert found == {"risks": "changed"}


def test_a_version_with_itself(cast):
    content = frozen(cast).content
    assert {s.kind for s in compare(content, content)} == {"same"}
