"""Plain data compared and written for people."""

import pytest
from django.utils import translation

from partnerships.actions.models import Action
from partnerships.records import reading
from partnerships.records.compare import differences


def places(before, after, model=None):
    return [(found.key, found.before, found.after) for found in differences(before, after, model)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {}, []),
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, [("a", 1, 2)]),
        ({"a": 1}, {}, [("a", 1, None)]),
        ({}, {"a": 1}, [("a", None, 1)]),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}}, [("a.c", 2, 3)]),
        ({"a": ["x", "y"]}, {"a": ["x"]}, [("a", ["x", "y"], ["x"])]),
        ({"a": [{"b": 1}]}, {"a": [{"b": 2}]}, [("a.0.b", 1, 2)]),
        ({"a": [{"b": 1}]}, {"a": [{"b": 1}, {"b": 2}]}, [("a.1", None, {"b": 2})]),
        ({"a": [{"b": 1}]}, {"a": []}, [("a.0", {"b": 1}, None)]),
        ({"a": [[1, 2]]}, {"a": [[1, 3]]}, [("a.0", [1, 2], [1, 3])]),
        ({"a": 1}, {"a": {"b": 1}}, [("a", 1, {"b": 1})]),
        ({"a": None}, {"a": ""}, [("a", None, "")]),
        ({"a": True}, {"a": "True"}, [("a", True, "True")]),
    ],
)
def test_differences_go_as_deep_as_the_shapes_agree(before, after, expected):
    assert places(before, after) == expected


def test_differences_come_in_the_order_of_the_models_fields():
    before = {"description": "a", "due_on": "2030-01-01", "other": 1, "title": "a"}
    after = {"description": "b", "due_on": "2030-01-02", "other": 2, "title": "b"}
    assert [key for key, *_rest in places(before, after, Action)] == ["title", "description", "due_on", "other"]


def test_values_are_written_as_the_model_knows_them():
    written = {
        key: reading.value_text(Action, key, value)
        for key, value in {
            "title": "Plain",
            "state": "doing",
            "due_on": "2030-02-03",
            "done_on": "not a date",
            "unknown": "as it is",
            "flag": True,
            "nothing": None,
            "many": ["a", "b"],
        }.items()
    }
    assert written == {
        "title": "Plain",
        "state": "In hand",
        "due_on": "3 Feb 2030",
        "done_on": "not a date",
        "unknown": "as it is",
        "flag": "yes",
        "nothing": "",
        "many": "a, b",
    }


def test_dates_are_written_in_the_readers_language():
    with translation.override("de"):
        assert reading.value_text(Action, "due_on", "2030-02-03") == "3. Februar 2030"


def test_a_section_has_rows_tables_and_sections():
    data = {
        "title": "Plan",
        "steps": [{"what": "Begin", "cost": 3, "empty": ""}, {"what": "End", "cost": None, "empty": ""}],
        "budget": {"total": 10, "by": ["A", "B"]},
        "groups": [{"name": "One", "people": [{"name": "Ann"}]}],
        "nothing": "",
    }
    assert reading.section(None, data) == {
        "heading": "",
        "level": 2,
        "rows": [{"label": "Title", "text": "Plan"}],
        "tables": [
            {
                "caption": "Steps",
                "columns": [{"label": "What"}, {"label": "Cost"}],
                "rows": [{"cells": ["Begin", "3"]}, {"cells": ["End", ""]}],
            }
        ],
        "sections": [
            {
                "heading": "Budget",
                "level": 3,
                "rows": [{"label": "Total", "text": "10"}, {"label": "By", "text": "A, B"}],
                "tables": [],
                "sections": [],
            },
            {
                "heading": "Groups",
                "level": 3,
                "rows": [],
                "tables": [],
                "sections": [
                    {
                        "heading": "Groups 1",
                        "level": 4,
                        "rows": [{"label": "Name", "text": "One"}],
                        "tables": [{"caption": "People", "columns": [{"label": "Name"}], "rows": [{"cells": ["Ann"]}]}],
                        "sections": [],
                    }
                ],
            },
        ],
    }


def test_headings_do_not_go_deeper_than_html():
    deep = {"a": {"b": {"c": {"d": {"e": {"f": {"g": 1}}}}}}}
    found, levels = reading.section(None, deep), []
    while found["sections"]:
        levels.append(found["level"])
        found = found["sections"][0]
    assert max(levels) == 6


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("title",), "What is to be done"),
        (("due_on",), "Due"),
        (("clauses", 0, "text"), "Clauses › 1 › Text"),
        ((), "Everything"),
    ],
)
def test_places_have_names(path, name):
    assert reading.name_of(Action, path) == name


def test_a_difference_is_a_row_of_the_comparison():
    found = list(differences({"state": "open", "parts": [{"a": "x", "b": 2}]}, {"state": "doing", "parts": []}, Action))
    assert [difference.row(Action) for difference in found] == [
        {"label": "State", "before": "Open", "after": "In hand"},
        {"label": "Parts › 1", "before": "A: x\nB: 2", "after": ""},
    ]
