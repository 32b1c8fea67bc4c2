"""One person answers: by the link, by the account, as a workbook; nobody else by any of them."""

import io
import re
import zipfile

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.urls import reverse
from openpyxl import load_workbook

from assessments import workbook as workbooks
from assessments.models import Answer, Cycle, Item, Questionnaire, Respondent
from assessments.services import cycles
from assessments.services.answering import Closed, items_for
from assessments.services.handing import take_in_workbook
from assessments.tests.factories import ItemFactory, RespondentFactory
from assessments.tests.samples import questionnaire as asked
from assessments.tests.worlds import World, instrument
from partnerships.outbox.services import send_due
from partnerships.records.refusals import Refused

PEOPLE = ("officer", "contributor", "representative", "partner_reader", "respondent", "facilitator", "stranger", "anonymous")


def link(name, token, *args):
    return reverse(f"assessments_house:{name}", args=[token, *args])


@pytest.fixture
def world(cast):
    return World(cast, instrument(texts=True))


def test_the_link_opens_one_questionnaire_to_whoever_has_it_and_no_other_page(cast, world):
    """For the whole cast alike: signed in or not, the link shows the one questionnaire; any other token nothing."""
    cycle = world.open()
    token = world.questionnaire(cycle, "Ann").token
    account = asked(cast)
    for name in PEOPLE:
        client = cast.client(getattr(cast, name))
        assert client.get(link("answer", token)).status_code == 200, name
        assert client.get(link("answer", "A" * 22)).status_code == 404, name
        # Who has an account answers by it: its token opens nothing.
        assert client.get(link("answer", account.token)).status_code == 404, name
    page = cast.client().get(link("answer", token)).content.decode()
    assert not re.search(r"\bBob\b", page)  # by whole words: tokens of forms are random letters
    assert not re.search(r'href="/partnerships/', page)
    assert Questionnaire.objects.filter(token_hash=token).count() == 0  # the token lies in no table


def test_answered_step_by_step_taken_up_again_and_handed_in(cast, world):
    cycle = world.open()
    token = world.questionnaire(cycle, "Ann").token
    client = cast.client()
    first, second = ([f"q-{item.pk.hex}" for item in d.items.order_by("position")] for d in cycle.instrument.dimensions.all())
    # Kept as one goes, without a page in answer.
    assert client.post(link("answer-step", token, 1), {first[0]: "4", "autosave": "1"}).status_code == 204
    page = client.get(link("answer-step", token, 1)).content.decode()
    assert re.search(rf'name="{first[0]}" value="4"[^>]*checked', page)
    response = client.post(link("answer-step", token, 1), {first[0]: "5", first[1]: "na", first[2]: "Go on so"})
    assert response.url == link("answer-step", token, 2)
    # What cannot be is refused at the field, and nothing of it is kept.
    refused = client.post(link("answer-step", token, 2), {second[0]: "9"})
    assert (refused.status_code, Answer.objects.count()) == (422, 3)
    assert client.post(link("answer-step", token, 2), {second[0]: "2"}).url == link("answer-hand-in", token)
    assert client.get(link("answer-step", token, 3)).status_code == 404
    assert "Thank you" in client.post(link("answer-hand-in", token)).content.decode()
    assert sorted((a.value is None, a.value, a.text) for a in Answer.objects.all() if a.value != 2) == [
        *((False, 5, ""), (True, None, ""), (True, None, "Go on so"))
    ]
    # Until the end one may change one's mind; afterwards not.
    client.post(link("answer-step", token, 1), {first[0]: "1"})
    assert Answer.objects.filter(value=1).count() == 1
    cycles.close_side(cycle, actor=cast.officer)
    for address in (link("answer", token), link("answer-step", token, 1)):
        assert (client.get(address).status_code, client.post(address, {first[0]: "3"}).status_code) == (410, 410)


def test_nothing_is_handed_in_empty_or_without_what_must_be_answered(cast, world):
    ItemFactory(dimension=world.instrument.dimensions.last(), required=True, text="This one.", position=70)
    cycle = world.open()
    token, client = world.questionnaire(cycle, "Ann").token, cast.client()
    assert "Answer at least one question" in client.post(link("answer-hand-in", token)).content.decode()
    first = cycle.instrument.dimensions.first().items.order_by("position").first()
    client.post(link("answer-step", token, 1), {f"q-{first.pk.hex}": "4"})
    refused = client.post(link("answer-hand-in", token))
    assert (refused.status_code, "This one." in refused.content.decode()) == (422, True)


def test_a_respondent_with_an_account_reaches_the_own_questionnaire_and_nothing_else(cast):
    mine = asked(cast)
    client = cast.client(cast.respondent)
    slug = cast.partnership.slug
    assert client.get(mine.get_absolute_url()).status_code == 200
    for name in ("home", "cycle-list", "respondent-list", "trends", "improvement-list"):
        assert client.get(reverse(f"assessments:{name}", args=[slug])).status_code == 403, name
    cycle = mine.respondent.cycle
    for address in (mine.respondent.get_absolute_url(), cycle.get_absolute_url()):
        assert client.get(address).status_code == 404
    assert "Your answers to a survey" in client.get(reverse("home")).content.decode()
    other = RespondentFactory(partnership=cast.partnership, party=cast.partner, cycle=cycle, user=cast.representative, email="")
    assert client.get(other.questionnaire.get_absolute_url()).status_code == 404


def test_the_mail_carries_one_link_and_a_new_one_ends_the_old(cast, world, django_capture_on_commit_callbacks):
    cycle = world.plan()
    for party in (cast.university, cast.partner):
        person = Respondent(
            partnership=cast.partnership, party=party, visibility="private", cycle=cycle, name="Ida", email="IDA@x.example"
        )
        cycles.add_respondent(person, actor=world.actors[party])
        world.name(cycle, party, "Uno", "Due")
    cycles.open_cycle(cycle, actor=cast.officer)
    send_due()
    letters = [letter for letter in mail.outbox if letter.to == ["ida@x.example"]]
    assert len(letters) == 2
    token = re.search(r"/assessments/answer/([\w-]{22})/", letters[0].body)[1]
    client = cast.client()
    assert client.get(link("answer", token)).status_code == 200
    person = Questionnaire.objects.get(pk__in=[q.pk for q in Questionnaire.objects.all() if q.token == token]).respondent
    cycles.resend_link(person, actor=world.actors[person.party])
    assert client.get(link("answer", token)).status_code == 404


# --- the workbook -----------------------------------------------------------------------------------------------------
def workbook(client, token):
    return load_workbook(io.BytesIO(client.get(link("answer-workbook", token)).content))


def send(client, token, book):
    out = io.BytesIO()
    if isinstance(book, bytes):
        out.write(book)
    else:
        book.save(out)
    out.seek(0)
    out.name = "questions.xlsx"
    return client.post(link("answer-workbook", token), {"file": out})


def test_a_workbook_goes_out_and_comes_back(cast, world):
    dimension = world.instrument.dimensions.last()
    for kind, more in (
        ("yes_no", {}),
        ("single", {"options": "Red\nBlue"}),
        ("multi", {"options": "A\nB\nC"}),
        ("number", {}),
        ("date", {}),
    ):
        ItemFactory(dimension=dimension, type=kind, position=60, code=kind, **more)
    cycle = world.open()
    token, client = world.questionnaire(cycle, "Ann").token, cast.client()
    book = workbook(client, token)
    page = book["Questions"]
    said = {
        "scale": 4,
        "text": "=SUM(1)",
        "yes_no": "no",
        "single": "blue",
        "multi": "A | C",
        "number": "12,5",
        "date": "2031-05-28",
    }
    kinds = {str(item.pk): item.type for item in items_for(world.questionnaire(cycle, "Ann"))}
    for row in range(5, page.max_row + 1):
        page.cell(row, 5).value = (
            f"'{said['text']}" if kinds[page.cell(row, 1).value] == "text" else said[kinds[page.cell(row, 1).value]]
        )
    assert "Thank you" in send(client, token, book).content.decode()
    found = {a.item.type: a for a in Answer.objects.select_related("item")}
    assert (found["scale"].value, found["yes_no"].value, found["single"].value, found["multi"].chosen) == (4, 0, 1, [0, 2])
    assert (str(found["number"].number), str(found["date"].day), found["text"].text) == ("12.5000", "2031-05-28", "=SUM(1)")
    # And out again as it was entered, a text never as a formula.
    again = workbook(client, token)["Questions"]
    assert "'=SUM(1)" in [again.cell(row, 5).value for row in range(5, again.max_row + 1)]


def test_a_bad_workbook_is_refused_whole_with_row_and_field(cast, world):
    cycle = world.open()
    token, client = world.questionnaire(cycle, "Ann").token, cast.client()
    book = workbook(client, token)
    page = book["Questions"]
    page.cell(5, 5).value, page.cell(6, 5).value, page.cell(7, 1).value = 4, 7, "nonsense"
    page.cell(7, 5).value = 3
    refused = send(client, token, book)
    text = refused.content.decode()
    assert (refused.status_code, Answer.objects.count()) == (422, 0)
    assert "Row 6, Answer: a whole number from 1 to 5 or n/a was expected." in text
    assert "Row 7, Key: no question of yours has this key." in text
    for bad in (b"PK nothing", b"", b"x" * 2_000_000):
        assert send(client, token, bad).status_code == 422
    book = workbook(client, token)
    book["Questions"].cell(3, 2).value = "another"
    assert "not a workbook of this survey" in send(client, token, book).content.decode()
    assert (Answer.objects.count(), Cycle.objects.get().state, Item.objects.count() > 0) == (0, "open", True)


def test_what_a_person_has_begun_to_answer_no_workbook_of_others_replaces(cast, world):
    """Nor is it told whether it was: the same words, and the same refusals."""
    cycle, client = world.open(), cast.client(cast.officer)
    must = items_for(world.questionnaire(cycle, "Ann"))[1]
    Item.objects.filter(pk=must.pk).update(required=True)
    taken = {}
    for name, begun in (("Ann", None), ("Bob", False), ("Cid", True)):
        if begun is not None:
            world.answer(cycle, hand_in=begun, **{name: 2})
        person = world.questionnaire(cycle, name)
        # As the page gives it to colleagues: empty, whatever the person has answered.
        blank = client.get(
            reverse("assessments:respondent-workbook", args=[cast.partnership.slug, person.respondent_id])
        ).content
        files, book = [b"PK nothing", blank], load_workbook(io.BytesIO(blank))
        for row in (5, 6):  # at first without what must be answered
            book["Questions"].cell(row, 5).value = 5
            out = io.BytesIO()
            book.save(out)
            files.append(out.getvalue())
        address = reverse("assessments:respondent-take-in", args=[cast.partnership.slug, person.respondent_id])
        *bad, done = [client.post(address, {"file": ContentFile(file, name="q.xlsx")}, follow=True) for file in files]
        told = [str(message).replace(name, "N") for message in done.context["messages"]]
        person.refresh_from_db()
        levels = set(person.response.answers.exclude(value=None).values_list("value", flat=True))
        taken[name] = (person.state, levels), ([answer.status_code for answer in (*bad, done)], told)
    assert [kept for kept, _told in taken.values()] == [("handed_in", {5}), ("begun", {2}), ("handed_in", {2})]
    assert [answer for _kept, answer in taken.values()] == [([422, 422, 422, 200], taken["Ann"][1][1])] * 3


def filled_in(questionnaire, level):
    """The workbook of the person, by a colleague."""
    book, out = load_workbook(io.BytesIO(workbooks.write(questionnaire, with_answers=False))), io.BytesIO()
    book["Questions"].cell(5, 5).value = level
    book.save(out)
    return ContentFile(out.getvalue(), name="q.xlsx")


def test_a_side_that_is_closed_takes_no_workbook_whatever_the_person_has_answered(cast, world):
    cycle, client = world.open(), cast.client(cast.officer)
    world.answer(cycle, hand_in=False, Bob=2)
    world.answer(cycle, Cid=2)
    people = [world.questionnaire(cycle, name) for name in ("Ann", "Bob", "Cid")]
    addresses = [
        reverse("assessments:respondent-take-in", args=[cast.partnership.slug, person.respondent_id]) for person in people
    ]

    def offered():
        pages = [client.get(person.respondent.get_absolute_url()).content.decode() for person in people]
        return [address in page for address, page in zip(addresses, pages, strict=True)]

    assert offered() == [True] * 3
    cycles.close_side(cycle, actor=cast.officer)
    told = []
    for person in people:
        with pytest.raises(Closed) as refusal:
            take_in_workbook(person.respondent, actor=cast.officer, file=filled_in(person, 5))
        told.append(refusal.value.messages)
    assert (told, offered()) == ([["This survey takes no more answers."]] * 3, [False] * 3)
    answers = [client.post(address, {"file": filled_in(people[0], 5)}, follow=True) for address in addresses]
    assert [[str(message) for message in answer.context["messages"]] for answer in answers] == [
        ["That step is not open now: it may have been taken already."]
    ] * 3
    assert set(Answer.objects.exclude(value=None).values_list("value", flat=True)) == {2}


def test_what_a_person_begins_while_the_workbook_of_a_colleague_is_read_stays(cast, world, monkeypatch):
    cycle, read = world.open(), workbooks.read
    ann = world.questionnaire(cycle, "Ann")

    def while_read(questionnaire, file):
        given = read(questionnaire, file)
        world.answer(cycle, hand_in=False, Ann=2)
        return given

    monkeypatch.setattr(workbooks, "read", while_read)
    take_in_workbook(ann.respondent, actor=cast.officer, file=filled_in(ann, 5))
    ann.refresh_from_db()
    assert (ann.state, set(ann.response.answers.exclude(value=None).values_list("value", flat=True))) == ("begun", {2})


def test_nobody_takes_in_a_workbook_for_somebody_with_an_account(cast, world):
    mine = asked(cast)
    with pytest.raises(Refused, match="has an account"):
        take_in_workbook(mine.respondent, actor=cast.representative, file=None)


def test_a_workbook_is_asked_for_characters_and_for_what_it_carries(cast, world):
    cycle = world.open()
    token, client = world.questionnaire(cycle, "Ann").token, cast.client()
    items = items_for(world.questionnaire(cycle, "Ann"))
    place = next(number for number, item in enumerate(items, 5) if item.type == Item.Type.TEXT)
    book = workbook(client, token)
    book["Questions"].cell(place, 5).value = "a\u202eb"
    refused = send(client, token, book)
    assert (refused.status_code, f"Row {place}, Answer: After “a” stands" in refused.content.decode()) == (422, True)
    out = io.BytesIO()
    workbook(client, token).save(out)
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("xl/vbaProject.bin", "x")
    assert send(client, token, out.getvalue()).status_code == 422
    assert Answer.objects.count() == 0
