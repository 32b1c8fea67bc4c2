"""What the party, and nobody else, is told of an emergency reading: by letter and in its own history."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from objectives.models import Objective
from partnerships.access.policy import standing
from partnerships.administration.models import EmergencyReading
from partnerships.administration.services.readings import end_reading, note_seen
from partnerships.administration.tests.reading import ago, own, started, told
from partnerships.history.anchors import ends, readable_chains
from partnerships.history.models import Event
from partnerships.history.proving import chain_faults
from partnerships.models import Ledger, Role
from partnerships.tests.factories import MembershipFactory, UserFactory
from risks.models import Risk

pytestmark = pytest.mark.django_db

LETTER = "administration.reading_started"
ENDED = "administration.reading_ended"


def test_the_party_is_told_at_once_and_at_an_early_end(cast, letters):
    MembershipFactory(
        user=UserFactory(email="rep@example.org"), party=cast.university, partnership=cast.partnership, role=Role.REPRESENTATIVE
    )
    reading = started(cast, reason="The court of Rivermouth asks.")
    sent = letters()
    assert {who: [kind for kind, _text in found] for who, found in sent.items()} == {
        "olivia@example.org": [LETTER],
        "rep@example.org": [LETTER],
    }
    body = sent["olivia@example.org"][0][1]
    for said in ("Ada Administrator", "University of Rivermouth", "Quiet gearboxes", "The court of Rivermouth asks.", "until"):
        assert said in body
    assert f"/partnerships/{cast.partnership.slug}/emergency-readings/" in body
    end_reading(reading, actor=cast.officer)
    sent = letters()
    assert [kind for kind, _text in sent["rep@example.org"]] == [LETTER, ENDED]
    assert [kind for kind, _text in sent["olivia@example.org"]] == [LETTER]  # she did it
    assert "Ended early by: Olivia Officer" in sent["rep@example.org"][1][1]


def test_it_stands_in_the_partys_own_history_and_in_no_others(cast):
    own(cast)
    before = {name: told(cast, getattr(cast, name)) for name in ("representative", "facilitator", "auditor")}
    heads = {name: ends(readable_chains(standing(getattr(cast, name), cast.partnership))) for name in before}
    ledger = Ledger.objects.get(partnership=cast.partnership).disclosed
    reading = started(cast)
    note_seen(reading, actor=cast.administrator, record=Objective.objects.get())
    end_reading(reading, actor=cast.administrator)
    label = "Emergency reading by Ada Administrator"
    assert told(cast, cast.contributor)[-3:] == [
        ("Ada Administrator", "started", label, "A court asks."),
        ("Ada Administrator", "read, in an emergency reading,", "Ours alone", ""),
        ("Ada Administrator", "ended early", label, ""),
    ]
    until = reading.ends_at.strftime("%Y-%m-%d %H:")
    assert Event.objects.get(verb="started").changes["ends_at"][1].startswith(until[:10])
    assert {name: told(cast, getattr(cast, name)) for name in before} == before
    assert {name: ends(readable_chains(standing(getattr(cast, name), cast.partnership))) for name in before} == heads
    assert Ledger.objects.get(partnership=cast.partnership).disclosed == ledger
    assert list(chain_faults(cast.partnership)) == []


def test_the_journal_has_the_beginning_and_the_end_and_no_name_of_a_record(cast, journal):
    own(cast)
    reading = started(cast)
    note_seen(reading, actor=cast.administrator, record=Objective.objects.get())
    end_reading(reading, actor=cast.officer)
    label = "Emergency reading by Ada Administrator"
    assert journal() == [
        ("Ada Administrator", label, "Started for University of Rivermouth: A court asks."),
        ("Olivia Officer", label, "Ended early."),
    ]


def test_each_record_and_each_list_is_noted_once_in_a_reading(cast):
    first, second = own(cast), own(cast, "Another")
    reading = started(cast)
    for _twice in range(2):
        for seen in ({"record": first}, {"record": second}, {"listed": Objective}, {"listed": Risk}):
            note_seen(reading, actor=cast.administrator, **seen)
    noted = [(verb, label, note) for who, verb, label, note in told(cast, cast.officer)[-5:] if verb != "started"]
    label = "Emergency reading by Ada Administrator"
    assert noted == [
        ("read, in an emergency reading,", "Ours alone", ""),
        ("read, in an emergency reading,", "Another", ""),
        ("listed records in", label, "objectives"),
        ("listed records in", label, "risks"),
    ]
    end_reading(reading, actor=cast.administrator)
    assert note_seen(started(cast), actor=cast.administrator, record=first) is not None


def test_nothing_is_noted_for_somebody_else_for_another_record_or_when_it_is_over(cast, another):
    ours, theirs, shared = own(cast), own(cast, party=cast.partner), own(cast, visibility="shared")
    reading, entries = started(cast), Event.objects.count()
    for actor, record in ((another, ours), (cast.officer, ours), (cast.administrator, theirs), (cast.administrator, shared)):
        with pytest.raises(PermissionDenied):
            note_seen(reading, actor=actor, record=record)
    ago(reading, hours=2)
    for seen in ({"record": ours}, {"listed": Objective}):
        with pytest.raises(PermissionDenied):
            note_seen(reading, actor=cast.administrator, **seen)
    assert not Event.objects.filter(verb__in=("read, in an emergency reading,", "listed records in")).exists()
    assert entries


def test_a_crash_leaves_neither_a_reading_nor_a_letter(cast, monkeypatch, kinds):
    def crash(*_given, **_named):
        raise RuntimeError

    monkeypatch.setattr("partnerships.administration.services.readings.queue_many", crash)
    with pytest.raises(RuntimeError), transaction.atomic():
        started(cast)
    assert (EmergencyReading.objects.count(), Event.objects.filter(verb="started").count(), kinds()) == (0, 0, [])
    assert connection.in_atomic_block
