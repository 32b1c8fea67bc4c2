"""The components and the frame: what they promise to the pages that use them."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

from partnerships.practices.wheel import Score, wheel
from partnerships.records.templatetags.components import any_with, beside, groups, having, out_of, percent, plain_number

TEMPLATES = Path(settings.BASE_DIR) / "templates"
SOURCES = {path.relative_to(TEMPLATES).as_posix(): path.read_text() for path in sorted(TEMPLATES.rglob("*.*ml"))}
SPRITE = set(re.findall(r'<symbol id="([^"]+)"', SOURCES["components/sprite.html"]))


def component(name, **context):
    return render_to_string(f"components/{name}.html", context)


# --- filters ----------------------------------------------------------------------------------------------------------
def test_pairs():
    assert beside(["a", "b"], [1, 2]) == [("a", 1), ("b", 2)]
    assert beside(["a", "b"], [1]) == [("a", 1)]
    assert beside(None, None) == []


def test_any():
    assert any_with([{"acts": []}, {"acts": [1]}], "acts") is True
    assert any_with([{"acts": []}, {}], "acts") is False
    assert any_with(None, "acts") is False


def test_groups():
    assert groups("abcdefg", 3) == ["abc", "def", "g"]
    assert groups(None, 3) == []


@pytest.mark.parametrize(("value", "text"), [(0.5, "0.5"), (1, "1"), (0, "0"), (1 / 3, "0.3333"), (100, "100"), (None, "")])
def test_numbers_in_attributes_know_no_language(value, text):
    with translation.override("de"):
        assert plain_number(value) == text


@pytest.mark.parametrize(("value", "text"), [(0.5, "50%"), (0, "0%"), (1, "100%"), (None, "")])
def test_percent(value, text):
    assert percent(value) == text


def test_rows_by_status():
    rows = [{"status": "addressed"}, {"status": "partly"}, {"status": "not_yet"}]
    assert having(rows, "partly,not_yet") == rows[1:]
    assert having(None, "partly") == []


@pytest.mark.parametrize(("part", "whole", "share"), [([1], [1, 2, 3, 4], 0.25), ([], [1], 0), ([], None, 0)])
def test_share(part, whole, share):
    assert out_of(part, whole) == share


# --- every template -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", [name for name in SOURCES if not name.startswith("outbox/")])
def test_a_page_holds_no_inline_style_script_or_handler(name):
    source = SOURCES[name]
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=\"|javascript:|https?://[^\s\"']+\.(?:js|css|woff)", source) == []
    assert [tag for tag in re.findall(r"<script[^>]*>", source) if "src=" not in tag and "application/json" not in tag] == []


def test_every_icon_is_drawn():
    used = {
        name
        for source in SOURCES.values()
        for name in re.findall(r'components/icon\.html" with name="([^"]+)"', source) + re.findall(r'\bicon="([^"]+)"', source)
    }
    assert {name for name in used if f"i-{name}" not in SPRITE} == set()


@pytest.mark.parametrize("space", ["ours", "ours_private", "ours_shared", "joint", "theirs"])
def test_every_space_has_its_glyph(space):
    assert re.findall(r'href="#([^"]+)"', component("glyph", space=space))[0] in SPRITE


@pytest.mark.parametrize("name", ["400", "403", "404", "413", "500"])
def test_error_pages_stand_without_a_request(name):
    page = render_to_string(f"{name}.html")
    assert page.count("<h1>") == 1
    assert f">{name}<" in page


# --- one by one ---------------------------------------------------------------------------------------------------------
def column(key, **more):
    return {"key": key, "title": key.title(), "subtitle": "", "records": [], "total": 0, "empty": "None yet."} | more


def test_three_columns_in_their_order():
    card = {
        "title": "A <b>",
        "url": "/a/",
        "space": "ours_private",
        "badges": [{"label": "draft", "tone": "warn"}],
        "meta": ["x"],
    }
    html = component("columns", columns=[column("ours", records=[card]), column("joint"), column("theirs", create_url="/new/")])
    assert re.findall(r'<h2 class="side-title" id="side-(\w+)"', html) == ["ours", "joint", "theirs"]
    assert html.count("None yet.") == 2
    assert "A &lt;b&gt;" in html
    assert "leaf-ours_private" in html
    assert re.findall(r'href="(/[^"]*)"', html) == ["/a/", "/new/"]


@pytest.mark.parametrize(
    ("space", "words"),
    [("ours_private", "Ours, private"), ("ours_shared", "Ours, shared"), ("joint", "Joint"), ("theirs", "Theirs: Adler")],
)
def test_a_space_is_said_in_words(space, words):
    assert re.sub(r"<[^>]+>", "", component("space", space=space, party="Adler")).strip() == words


def test_a_table_names_every_cell_for_the_phone():
    columns = [{"label": "Title", "sort_url": "?sort=title", "sorted": "asc"}, {"label": "Due", "numeric": True}]
    rows = [{"url": "/a/", "cells": ["First", "1 May"], "acts": [{"label": "Edit", "url": "/a/edit/"}]}]
    html = component("table", columns=columns, rows=rows, caption="Things")
    assert re.findall(r'data-label="([^"]+)"', html) == ["Title", "Due"]
    assert html.count('aria-sort="ascending"') == 1
    assert re.findall(r'href="([^"#][^"]*)"', html) == ["?sort=title", "/a/", "/a/edit/"]


def test_a_definition_shows_text_or_value():
    html = component("definition", rows=[{"label": "One", "text": "shown"}, {"label": "Two", "value": 2}])
    assert re.findall(r"<dd>\s*(\w+)\s*</dd>", html) == ["shown", "2"]


def test_a_hash_is_whole():
    value = "0123456789abcdef" * 4
    html = component("hash", value=value)
    assert re.findall(r"<span>([0-9a-f]{8})</span>", html) == groups(value, 8)
    assert f'data-copy="{value}"' in html


def test_guidance_puts_first_what_is_left():
    statuses = ["addressed", "partly", "not_yet", "not_applicable", "addressed"]
    practices = [{"text": f"T{n}", "status": status, "status_label": status, "url": ""} for n, status in enumerate(statuses)]
    html = component("guidance", principle={"number": 3, "title": "Objectives", "clause": "5.3"}, practices=practices)
    assert re.findall(r'practice-text">(T\d)<', html) == ["T1", "T2", "T0", "T4", "T3"]
    assert html.count("2 of 5") == 1


class Form(forms.Form):
    title = forms.CharField()
    side = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)

    def clean(self):
        raise forms.ValidationError("Not like this.")


def test_what_is_wrong_leads_to_its_field():
    html = component("formpage", form=Form({}), submit_label="Save", cancel_url="/back/", csrf_token="token")
    summary = html[html.index('class="problems"') : html.index("</ul>")]
    assert re.findall(r'<a href="([^"]+)">', summary) == ["#id_title", "#id_side_0"]
    assert "Not like this." in summary
    assert {name[1:] for name in ("#id_title", "#id_side_0")} <= set(re.findall(r'\bid="([^"]+)"', html))
    assert re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', html) == ["token"]


def test_a_form_without_mistakes_has_no_summary():
    assert "problems" not in component("formpage", form=Form())


@pytest.mark.parametrize(
    ("state", "words"),
    [("signed", "Signed"), ("reservation", "Signed with a reservation"), ("declined", "Declined"), ("waiting", "Waiting")],
)
def test_a_signature_says_its_state(state, words):
    html = component("signature", slot={"party": "Adler", "person": "Renate", "state": state})
    assert re.findall(r'class="chip[^>]*>(?:<svg.*?</svg>)?\s*([^<]+?)\s*</span>', html, re.DOTALL) == [words]


def test_the_wheel_draws_the_same_in_every_language():
    twelve = [Score(n, f"Principle {n}", 1, 1, 3, f"/{n}/") for n in range(1, 13)]
    context = {"wheel": wheel(twelve, ours=[2.5] * 12)}
    drawn = []
    for language in ("en", "de"):
        with translation.override(language):
            html = render_to_string("practices/wheel.svg", context)
        drawn.append(re.findall(r' d="([^"]+)"', html))
    assert drawn[0] == drawn[1]
    assert len(re.findall(r'class="wheel-link"', html)) == 12


def test_the_strip_has_words_for_every_cell():
    twelve = [Score(n, f"Principle {n}", 1, 0, 0 if n == 2 else 3) for n in range(1, 13)]
    html = render_to_string("practices/strip.html", {"scores": twelve})
    words = re.findall(r'visually-hidden">([^<]+)<', html)
    assert words[:2] == ["1 Principle 1: 1 of 3 addressed", "2 Principle 2: no practices yet"]
    assert len(words) == 12


def test_a_dialog_posts_with_its_token():
    html = component("dialog", id="ask", title="Sure?", action="/do/", label="Do it", tone="danger", csrf_token="token")
    assert re.findall(r'action="([^"]+)"', html) == ["/do/"]
    assert re.findall(r'value="(\w+)"', html) == ["token"]


def test_a_pager_keeps_the_rest_of_the_address():
    from django.core.paginator import Paginator

    html = component("pager", page_obj=Paginator(range(120), 25).page(2), page_url_prefix="?state=a&")
    assert re.findall(r'href="([^"#]+)"', html) == [
        "?state=a&amp;page=1",
        "?state=a&amp;page=1",
        "?state=a&amp;page=3",
        "?state=a&amp;page=5",
    ]
    assert "26 to 50 of 120" in html


@pytest.mark.parametrize("cookie", ["dark", "light", '"><script>'])
def test_the_choice_of_colours_is_one_of_two(rf, cookie):
    request = rf.get("/")
    request.COOKIES["theme"] = cookie
    page = engines["django"].from_string("{% extends 'base.html' %}").render({}, request)
    expected = [cookie] if cookie in ("dark", "light") else []
    assert re.findall(r'<html[^>]*data-theme="([^"]*)"', page) == expected
