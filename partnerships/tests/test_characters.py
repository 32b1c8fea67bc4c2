"""What a text may hold, and what becomes of one that holds more."""

import csv
import io
import json
import re
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from icalendar import Calendar
from openpyxl import load_workbook
from pypdf import PdfReader

from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.archive.building import build
from partnerships.archive.reading import Reader
from partnerships.characters import carried, check_characters, check_row
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.models import Partnership
from partnerships.records.services import advance, save_record
from partnerships.reminders.calendar import calendar_of

# Some of each kind: C0, DELETE, C1, directions, half characters, noncharacters.
NOT_CARRIED = [
    *("\x00", "\x01", "\x08", "\x0b", "\x0c", "\x0e", "\x1f", "\x7f", "\x80", "\x85", "\x9f"),
    *("\u202a", "\u202e", "\u2066", "\u2069", "\ud800", "\udfff", "\ufdd0", "\ufdef", "\ufffe", "\uffff"),
    *("\U0001fffe", "\U0001ffff", "\U0010fffe", "\U0010ffff"),
]
CARRIED = [
    *(
        "",
        "a\tb\nc\r\nd",
        "Größe",
        "面向大学",
        "تعاون",
        "שלום",
        "हिन्दी",
        "🚀👩‍🔬",
        "\xa0",
        "\xad",
        "\u200b",
        "\u200c",
        "\u200d",
    ),
    *("\u200e", "\u200f", "\u061c", "\u2028", "\ue000", "\ufdcf", "\ufdf0", "\ufffd", "\U0001f4dd", "\U0010fffd"),
]
# What a database holds; half characters it does not.
HELD = "".join(c for c in NOT_CARRIED if c != "\x00" and not "\ud800" <= c <= "\udfff")
TITLE = f"begin {HELD} end"
SHOWN = "begin " + "\ufffd" * len(HELD) + " end"


@pytest.mark.parametrize("character", NOT_CARRIED)
def test_it_is_refused_and_the_message_says_where(character):
    code = f"U+{ord(character):04X}"
    for text, words in (
        (f"{character}b", f"begins with a character that cannot be kept ({code})"),
        (f"a  b{character}", "“a b”"),
    ):
        with pytest.raises(ValidationError) as refusal:
            check_characters(text)
        (message,) = refusal.value.messages
        assert (words in message, code in message, character in message) == (True, True, False)
    for nested in ({"a": [("b", character)]}, {character: 1}):
        with pytest.raises(ValidationError):
            check_characters(nested)
    assert carried({"a": [f"x{character}y", (1, character)]}) == {"a": ["x\ufffdy", (1, "\ufffd")]}


@pytest.mark.parametrize("text", CARRIED)
def test_what_people_write_stays_as_it_is(text):
    check_characters(text)
    assert carried(text) == text


def test_what_is_no_text_is_not_asked():
    for value in (None, 5, True, 1.5):
        check_characters(value)
        assert carried(value) is value


@pytest.fixture
def held(cast):
    """A joint action whose title was written past every form."""
    action = ActionFactory(
        partnership=cast.partnership, author=cast.officer, assignee=cast.officer, title="Book the bench", due_on=today()
    )
    Action.objects.filter(pk=action.pk).update(title=TITLE)
    action.refresh_from_db()
    return action


@pytest.mark.django_db
class TestServices:
    def test_the_last_line_refuses_what_came_past_a_form(self, cast):
        action = Action(partnership=cast.partnership, visibility="shared", title="a\uffff", responsible=cast.partner)
        with pytest.raises(ValidationError) as refusal:
            save_record(action, actor=cast.representative)
        assert (list(refusal.value.error_dict), Action.objects.exists(), Event.objects.exists()) == (["title"], False, False)

    def test_what_lies_there_from_before_keeps_nobody_from_going_on(self, cast, held):
        held.description = "All of it."
        save_record(held, actor=cast.representative)
        advance(held, "doing", actor=cast.representative)
        held.refresh_from_db()
        assert (held.title, held.description, held.state) == (TITLE, "All of it.", "doing")
        with pytest.raises(ValidationError):
            advance(held, "done", actor=cast.representative, outcome="a\u202eb")

    def test_a_row_is_asked_for_what_changes(self, held):
        check_row(held, Action.objects.get(pk=held.pk))
        with pytest.raises(ValidationError) as refusal:
            check_row(held)
        assert list(refusal.value.error_dict) == ["title"]


@pytest.mark.django_db
class TestOutputs:
    """One party's title keeps nobody from what is his or hers."""

    def test_lists(self, cast, held):
        address = reverse("actions:action-list", args=[cast.partnership.slug])
        client = cast.client(cast.representative)
        assert client.get(address).status_code == 200
        table = list(csv.reader(io.StringIO(client.get(address, {"export": "csv"}).content.decode("utf-8-sig"))))
        book = load_workbook(io.BytesIO(client.get(address, {"export": "xlsx"}).content))
        assert (table[1][0], book.active["A2"].value) == (SHOWN, SHOWN)

    def test_archives(self, cast, held):
        for party, person in ((None, None), (cast.partner, cast.representative), (cast.university, cast.officer)):
            body = build(Reader(Partnership.objects.get(pk=cast.partnership.pk), party, person), lambda _done: None)
            files = zipfile.ZipFile(io.BytesIO(body))
            assert json.loads(files.read("data/action.json"))[0]["title"] == SHOWN
            assert SHOWN in files.read("records/action.html").decode()
            sheets = load_workbook(io.BytesIO(files.read("records.xlsx"))).worksheets
            assert [c.value for sheet in sheets for row in sheet for c in row if c.value == SHOWN]
            text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(files.read("archive.pdf"))).pages)
            assert re.search("begin\\s+\ufffd+\\s+end", text)

    def test_calendars(self, cast, held):
        event = Calendar.from_ical(calendar_of(cast.officer)).walk("VEVENT")[0]
        assert re.fullmatch("Action: begin [\ufffd ]+ end", str(event["summary"]))
