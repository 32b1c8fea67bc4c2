"""The statements of the public text, one practice each: none missing, none made up, none unexplained."""

import pytest
from django.urls import reverse

from partnerships.practices.registry import PRACTICES

# Clause -> letters, written by hand and apart from the rooms.
STATEMENTS = {
    "3.1": "a b",
    "3.2": "a",
    "3.3": "a",
    "5.1.1": "a b",
    "5.1.2": "a b c d e",
    "5.1.3.1": "a b c d e f",
    "5.1.3.2": "a b c d e f g h",
    "5.1.3.3": "a b c d e f g",
    "5.2.1": "a b c",
    "5.2.2": "a b",
    "5.2.3.1": "a b c",
    "5.2.3.2": "a b c1 c2 c3 c4",
    "5.3.1": "a b c d",
    "5.3.2": "a",
    "5.3.3.1": "a b c d e f",
    "5.3.3.2": "a b c d",
    "5.3.3.3": "a b",
    "5.3.3.4": "a b c d e",
    "5.3.3.5": "a b c d e",
    "5.3.3.6": "a b c d e",
    "5.4.1": "a b c d",
    "5.4.2": "a b",
    "5.4.3.1": "a b c",
    "5.4.3.2": "a b",
}
IDS = [f"{clause}-{letter}" for clause, letters in STATEMENTS.items() for letter in letters.split()]
OF_THE_TEXT = {key: practice for key, practice in PRACTICES.items() if not key.startswith("P")}


def test_every_statement_is_a_practice_and_every_practice_a_statement():
    assert len(IDS) == 89
    assert sorted(OF_THE_TEXT) == sorted(IDS)


@pytest.mark.parametrize("key", IDS)
def test_a_practice_says_what_it_is_what_shows_it_and_where_to_go(key):
    practice = PRACTICES[key]
    clause = key.rpartition("-")[0]
    principle = int(clause.split(".")[1]) if clause.startswith("5.") else 1
    assert (practice.clause, practice.principle) == (clause, principle)
    assert [name for name in ("text", "shows", "missing", "link") if not str(getattr(practice, name))] == []


def test_where_a_practice_leads_there_is_a_page(cast):
    client = cast.client(cast.officer)
    found = {address: client.get(address).status_code for address in {PRACTICES[key].url(cast.partnership) for key in IDS}}
    assert len(found) > 20
    assert set(found.values()) == {200}, found


def test_the_evidence_page_shows_them_all(cast):
    response = cast.client(cast.partner_reader).get(reverse("scorecards:evidence", args=[cast.partnership.slug]))
    shown = [practice for group in response.context["groups"] for practice in group["practices"]]
    assert sorted(practice["id"] for practice in shown if practice["id"] in OF_THE_TEXT) == sorted(IDS)


def test_it_is_exported_as_it_is_filtered(cast):
    address = reverse("scorecards:evidence", args=[cast.partnership.slug])
    client = cast.client(cast.representative)
    page = client.get(address, {"principle": 3, "mark": "not_yet"})
    shown = [practice["id"] for group in page.context["groups"] for practice in group["practices"]]
    lines = client.get(address, {"principle": 3, "mark": "not_yet", "export": "csv"}).content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[2] for line in lines[1:]] == shown
    assert client.get(address, {"export": "xlsx"}).content[:2] == b"PK"
    assert client.get(address, {"export": "pdf"}).status_code == 404


@pytest.mark.parametrize("query", [{"principle": "13"}, {"principle": "x"}, {"mark": "x"}, {"principle": "", "mark": ""}])
def test_whatever_is_asked_the_page_opens(cast, query):
    response = cast.client(cast.officer).get(reverse("scorecards:evidence", args=[cast.partnership.slug]), query)
    assert (response.status_code, len(response.context["groups"]) > 0) == (200, True)
