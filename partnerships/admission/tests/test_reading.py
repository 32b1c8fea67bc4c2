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
from partnerships.records.services import Refused
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.tests.signing import decline, sign
from partnerships.tests.cast import seat_newcomer

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
