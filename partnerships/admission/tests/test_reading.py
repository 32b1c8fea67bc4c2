"""What is joint and older than the place of a party it reads by the signatures of those who read it, and learns nothing of it before."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.admission.models import Admission
from partnerships.admission.services import propose_reading
from partnerships.admission.tests.factories import round_of, sign_all
from partnerships.history.models import Event
from partnerships.history.proving import chain_faults, row_faults, take_stock
from partnerships.models import Participation
from partnerships.outbox.models import Mail
from partnerships.records.refusals import Refused
from partnerships.signoff.endings import Voided
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.tests.signing import decline, sign
from partnerships.tests.cast import seat_left_out, seat_newcomer
from rmp.governance.models import Meeting
from rmp.governance.tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db

WHY = "It was written while we signed that they join."


@pytest.fixture
def between(cast):
    """Written jointly when the list of what the newcomer reads was made already."""
    return [
        ActionFactory(partnership=cast.partnership, author=cast.officer, responsible=cast.university, title=title)
        for title in ("Test bench", "Minutes of June")
    ]


@pytest.fixture
def newcomer(cast, between):
    return seat_newcomer(cast)


def reads(person, record):
    return Action.objects.visible_to(person).filter(pk=record.pk).exists()


def proposed(cast, newcomer, records, by="officer", **given):
    return propose_reading(
        cast.partnership, actor=getattr(cast, by), party=newcomer[0], records=records, **{"reason": WHY} | given
    )


def test_those_who_read_it_sign_and_then_it_is_read(cast, newcomer, between):
    take_stock(cast.partnership)
    request = proposed(cast, newcomer, between[:1])
    assert str(request) == "Reads more of what is joint: Nordwind Energie"
    assert {slot.party for slot in round_of(request).slots.select_related("party")} == {cast.university, cast.partner}
    sign(round_of(request), actor=cast.officer)
    assert not reads(newcomer[1], between[0])
    sign(round_of(request), actor=cast.representative)
    request.refresh_from_db()
    assert (request.state, [reads(newcomer[1], record) for record in between]) == ("agreed", [True, False])
    assert [*chain_faults(cast.partnership), *row_faults(cast.partnership)] == []


def test_the_newcomer_is_told_nothing_before_and_of_the_request_never(cast, newcomer, between):
    person = newcomer[1]
    before = Event.objects.visible_to(person).count(), Mail.objects.filter(user=person).count()
    request = proposed(cast, newcomer, between)
    client = cast.client(person)
    for rows in (Admission.objects, SignOffRound.objects):
        assert not rows.visible_to(person).exists()
    assert (Event.objects.visible_to(person).count(), Mail.objects.filter(user=person).count()) == before
    for name in ("partnerships:detail", "people:list", "signoff:list", "records:sharing"):
        page = client.get(reverse(name, args=[cast.partnership.slug])).content.decode()
        assert ("Test bench" in page, WHY in page) == (False, False)
    sign_all(request)
    assert (Admission.objects.visible_to(person).count(), reads(person, between[0])) == (0, True)


def test_one_refusal_and_it_reads_nothing(cast, newcomer, between):
    request = proposed(cast, newcomer, between)
    decline(round_of(request), actor=cast.representative, reason="Not the minutes.")
    request.refresh_from_db()
    assert (request.state, [reads(newcomer[1], record) for record in between]) == ("declined", [False, False])
    sign_all(proposed(cast, newcomer, between[:1]))
    assert [reads(newcomer[1], record) for record in between] == [True, False]


def test_a_neutral_party_that_came_later(cast, between):
    seat = Participation.objects.get(partnership=cast.partnership, party=cast.neutral)
    Action.objects.update(audience=Action.objects.get(pk=between[0].pk).audience & ~seat.bit)
    records = list(Action.objects.order_by("title"))
    assert not reads(cast.auditor, records[0])
    sign_all(propose_reading(cast.partnership, actor=cast.representative, party=cast.neutral, records=records, reason=WHY))
    assert [reads(cast.auditor, record) for record in records] == [True, True]


def test_what_is_refused(cast, newcomer, between):
    own = ActionFactory(
        partnership=cast.partnership,
        author=cast.officer,
        responsible=cast.university,
        party=cast.university,
        visibility="shared",
    )
    elsewhere = ActionFactory()
    for records in ([], [own], [elsewhere]):
        with pytest.raises(Refused):
            proposed(cast, newcomer, records)
    meeting = MeetingFactory(partnership=cast.partnership, author=cast.officer)
    Meeting.objects.update(audience=between[0].audience)
    with pytest.raises(Refused, match="not shown to newcomers: meetings"):
        proposed(cast, newcomer, [meeting])
    with pytest.raises(Refused, match="Give a reason"):
        proposed(cast, newcomer, between, reason=" ")
    with pytest.raises(Refused, match="does not take part"):
        propose_reading(cast.partnership, actor=cast.officer, party=cast.sibling_partner, records=between, reason=WHY)
    sign_all(proposed(cast, newcomer, between[:1]))
    with pytest.raises(Refused, match="reads one of them already"):
        proposed(cast, newcomer, [Action.objects.get(pk=between[0].pk)])
    assert Admission.objects.count() == 1


def test_the_newcomer_itself_does_not_ask(cast, newcomer, between):
    """It knows of nothing; and who does not read the request cannot write it."""
    with pytest.raises(PermissionDenied):
        propose_reading(cast.partnership, actor=newcomer[1], party=newcomer[0], records=between, reason=WHY)
    assert not Admission.objects.exists()


def test_on_the_page_one_ticks_what_it_does_not_read(cast, newcomer, between):
    seat = Participation.objects.get(partnership=cast.partnership, party=newcomer[0])
    client, url = cast.client(cast.officer), reverse("admission:reading", args=[cast.partnership.slug, seat.pk])
    assert url in client.get(reverse("records:unshown", args=[cast.partnership.slug, seat.pk])).content.decode()
    form = client.get(url).context["form"]
    assert {str(record) for record in form.fields["records"].records.values()} == {"Test bench", "Minutes of June"}
    refused = client.post(url, {"reason": WHY})
    assert (refused.status_code, refused.context["form"].errors.keys()) == (422, {"records"})
    sent = client.post(url, {"reason": WHY, "records": [between[0].pk]}, follow=True)
    page = sent.content.decode()
    assert ("Test bench" in page, "Nothing changes until every party that reads it has signed." in page) == (True, True)
    request = Admission.objects.get()
    assert "Test bench" in client.get(round_of(request).get_absolute_url()).content.decode()
    assert cast.client(newcomer[1]).get(url).status_code == 404  # its own place
    sign_all(request)
    left = client.get(url).context["form"].fields["records"].records.values()
    assert {str(record) for record in left} == {"Minutes of June"}


# --- three parties, of which one came later too --------------------------------------------------------------------------
@pytest.fixture
def third(cast, between):
    """A party that reads only what was written since it came, and what that is."""
    party, person = seat_left_out(cast)
    later = ActionFactory(partnership=cast.partnership, author=cast.officer, responsible=cast.university, title="Later")
    return party, person, later


def test_each_signs_for_what_it_reads(cast, between, third):
    """One more record in the list does not take from a party its say about another."""
    newcomer = seat_newcomer(cast)
    with pytest.raises(Refused, match="the same parties read"):
        proposed(cast, newcomer, [third[2], between[0]])
    request = proposed(cast, newcomer, third[2:])
    asked = {slot.party for slot in round_of(request).slots.select_related("party")}
    assert asked == {cast.university, cast.partner, third[0]}


def test_who_is_not_asked_learns_nothing_of_it_and_may_ask_itself(cast, between, third):
    newcomer = seat_newcomer(cast)
    proposed(cast, newcomer, between)
    own = propose_reading(cast.partnership, actor=third[1], party=newcomer[0], records=third[2:], reason=WHY)
    assert [*Admission.objects.visible_to(third[1])] == [own]
    with pytest.raises(Refused, match="asked about this already"):
        proposed(cast, newcomer, between[:1])


def test_what_another_party_came_to_read_meanwhile_is_asked_anew(cast, between, third):
    newcomer = seat_newcomer(cast)
    request = proposed(cast, newcomer, between[:1])
    sign(round_of(request), actor=cast.officer)
    sign_all(proposed(cast, third, between[:1]))
    assert reads(third[1], between[0])
    with pytest.raises(Voided):
        sign(round_of(request), actor=cast.representative)
    assert not reads(newcomer[1], between[0])
    sign_all(proposed(cast, newcomer, between[:1]))
    assert reads(newcomer[1], between[0])


def test_what_one_party_alone_reads_needs_nobody_elses_word(cast, newcomer, between):
    Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state="left")
    with pytest.raises(PermissionDenied):
        propose_reading(cast.partnership, actor=newcomer[1], party=newcomer[0], records=between[:1], reason=WHY)
    assert not reads(newcomer[1], between[0])
    seat = Participation.objects.get(partnership=cast.partnership, party=newcomer[0])
    url = reverse("admission:reading", args=[cast.partnership.slug, seat.pk])
    sent = cast.client(cast.officer).post(url, {"reason": WHY, "records": [between[0].pk]}, follow=True)
    assert "Nordwind Energie reads now what you chose." in sent.content.decode()
    assert [reads(newcomer[1], record) for record in between] == [True, False]
    assert not Admission.objects.exists()


@pytest.mark.parametrize("name", ["admission:reading", "records:unshown"])
def test_a_long_list_goes_on(cast, newcomer, between, name, monkeypatch):
    for record in between if name == "records:unshown" else ():
        Action.objects.filter(pk=record.pk).update(party=cast.university)
    monkeypatch.setattr("partnerships.records.unshown.MOST", 1)
    seat = Participation.objects.get(partnership=cast.partnership, party=newcomer[0])
    client, url = cast.client(cast.officer), reverse(name, args=[cast.partnership.slug, seat.pk])
    seen = []
    while url:
        opened = client.get(url)
        seen += [str(record) for record in opened.context["form"].fields["records"].records.values()]
        last, url = url, opened.context["more_url"] and url.partition("?")[0] + opened.context["more_url"]
    assert sorted(seen) == ["Minutes of June", "Test bench"]
    refused = client.post(last, {"records": ["nonsense"]})
    assert (refused.status_code, "records" in refused.context["form"].errors) == (
        422 if name == "admission:reading" else 200,
        True,
    )
    # What was ticked in an earlier part is found as well.
    first = next(record for record in between if str(record) == seen[0])
    client.post(last, {"reason": WHY, "records": [first.pk]})
    if name == "admission:reading":
        assert [item.title for item in Admission.objects.get().items.all()] == [seen[0]]
    else:
        assert reads(newcomer[1], first)
    assert client.get(last.partition("?")[0] + "?after=x:y").status_code == 200
