"""Markdown as nodes: what is drawn says what the page says, and nothing that people type makes it deep or slow."""

import json

import pytest

from partnerships.records.markdown import DEEPEST, nodes


def text(words):
    return {"t": "text", "text": words}


def p(*children):
    return {"t": "p", "c": list(children)}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        ("#", []),
        ("one\ntwo", [p(text("one"), {"t": "br"}, text("two"))]),
        ("## T", [{"t": "h", "c": [text("T")]}]),
        (
            "*a* **b** `c`",
            [
                p(
                    {"t": "em", "c": [text("a")]},
                    text(" "),
                    {"t": "strong", "c": [text("b")]},
                    text(" "),
                    {"t": "code", "text": "c"},
                )
            ],
        ),
        ("- a\n- b", [{"t": "ul", "items": [[p(text("a"))], [p(text("b"))]]}]),
        ("3. a\n   - b", [{"t": "ol", "start": 3, "items": [[p(text("a")), {"t": "ul", "items": [[p(text("b"))]]}]]}]),
        ("> q", [{"t": "quote", "c": [p(text("q"))]}]),
        ("```\nx = 1\n```", [{"t": "code", "text": "x = 1"}]),
        ("***", [{"t": "hr"}]),
        ("|a|b|\n|-|-|\n|1|2|", [{"t": "table", "head": [[text("a")], [text("b")]], "rows": [[[text("1")], [text("2")]]]}]),
        ("<b>x</b>", [p(text("<b>x</b>"))]),
        ("[x](https://a.org)", [p({"t": "link", "href": "https://a.org", "c": [text("x")]})]),
        ("[](https://a.org)", [p({"t": "link", "href": "https://a.org", "c": [text("https://a.org")]})]),
        ("[x](/inside) [y](ftp://a.org)", [p(text("x"), text(" "), text("y"))]),
        ("[x](javascript:alert(1))", [p(text("[x](javascript:alert(1))"))]),
    ],
)
def test_nodes(source, expected):
    assert nodes(source) == expected


def depth(found):
    if isinstance(found, dict):
        return 1 + max((depth(value) for value in found.values()), default=0)
    if isinstance(found, list):
        return max((depth(value) for value in found), default=0)
    return 0


@pytest.mark.parametrize(
    "source", ["*" * 5000 + "x" + "*" * 5000, "**a " * 2000 + "b** " * 2000, "> " * 2000 + "x", "- " * 2000 + "x"]
)
def test_however_deep_people_write_it_stays_shallow(source):
    found = nodes(source)
    assert depth(found) <= 20 + DEEPEST + 2
    json.dumps(found)


def test_what_is_too_deep_keeps_its_words():
    assert "the words" in json.dumps(nodes("*" * 40 + "the words" + "*" * 40))
