"""Incidents: who is to know of one, who has said so, and how it is closed."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from partnerships import referrals
from partnerships.clock import today
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, save_record
from partnerships.records.sharing import share_record
from partnerships.tests.cast import seat_left_out, seat_newcomer
from rmp.knowledge.models import IncidentNotice, InfoIncident
from rmp.knowledge.services import keeping

TOMORROW = today() + dt.timedelta(1)


def state(incident):
    incident.refresh_from_db()
    return incident.state


def report(cast, actor=None, **place):
    incident = InfoIncident(partnership=cast.partnership, title="Lost key", kind="loss", facts="x", notify_by=TOMORROW, **place)
    return keeping.report_incident(incident, actor=actor or cast.officer)


def told(incident):
    rows = incident.notices.values_list("party__short_name", "by")
    return dict(rows)


def test_an_incident_is_closed_when_both_know_of_it(cast):
    incident = report(cast, party=cast.university, visibility="private")
    assert told(incident) == {"Rivermouth": "Olivia Officer", "Adler": ""}
    keeping.contain(incident, actor=cast.officer, containment="Locks changed")
    with pytest.raises(Refused, match="It is private"):
        keeping.confirm_notice(incident, actor=cast.officer)
    keeping.assess(incident, actor=cast.officer, assessment="Bench 3 only")
    assert state(incident) == "assessed"
    with pytest.raises(Refused, match="cannot go from"):
        keeping.close_incident(incident, actor=cast.officer, lesson="x")
    share_record(incident, actor=cast.officer)
    with pytest.raises(Refused, match="confirmed it already"):
        keeping.confirm_notice(incident, actor=cast.officer)
    with pytest.raises(PermissionDenied):
        keeping.confirm_notice(incident, actor=cast.partner_reader)
    keeping.confirm_notice(incident, actor=cast.representative, how="By telephone")
    assert (state(incident), told(incident)["Adler"]) == ("notified", "Renate Representative")
    keeping.close_incident(incident, actor=cast.officer, lesson="No keys leave the house")
    assert (state(incident), incident.closed_on) == ("closed", today())


def test_whoever_knew_before_it_was_assessed_is_counted(cast):
    incident = report(cast, party=None, visibility="shared", actor=cast.partner_contributor)
    keeping.confirm_notice(incident, actor=cast.contributor)
    keeping.contain(incident, actor=cast.officer, containment="x")
    assert state(incident) == "contained"
    keeping.assess(incident, actor=cast.officer, assessment="x")
    assert state(incident) == "notified"


def test_an_old_incident_is_not_kept_open_for_a_party_that_came_later(cast):
    incident = report(cast, party=None, visibility="shared")
    party, newcomer = seat_newcomer(cast)
    keeping.contain(incident, actor=cast.officer, containment="x")
    keeping.assess(incident, actor=cast.officer, assessment="x")
    with pytest.raises(PermissionDenied):
        keeping.confirm_notice(incident, actor=newcomer)
    keeping.confirm_notice(incident, actor=cast.representative)
    assert (state(incident), party.short_name in told(incident)) == ("notified", False)


def test_what_nobody_has_confirmed_is_removed_and_what_another_party_has_stays(cast):
    by_mistake, known = (report(cast, party=None, visibility="shared") for _number in range(2))
    keeping.confirm_notice(known, actor=cast.representative)
    delete_record(by_mistake, actor=cast.officer)
    with pytest.raises(Refused):
        delete_record(known, actor=cast.officer)
    assert list(InfoIncident.objects.all()) == [known]


def test_those_confirm_an_incident_with_whom_it_is_shared(cast):
    left_out, _person = seat_left_out(cast)
    incident = report(cast, party=cast.university, visibility="private")
    assert told(incident) == {"Rivermouth": "Olivia Officer", "Adler": "", left_out.short_name: ""}
    assert list(IncidentNotice.objects.missing()) == []
    share_record(incident, actor=cast.officer, parties=[cast.partner])
    assert [notice.party for notice in IncidentNotice.objects.missing()] == [cast.partner]
    keeping.contain(incident, actor=cast.officer, containment="x")
    keeping.assess(incident, actor=cast.officer, assessment="x")
    keeping.confirm_notice(incident, actor=cast.representative)
    assert state(incident) == "notified"


def test_what_was_reported_stays(cast):
    incident = report(cast, party=None, visibility="shared")
    incident.facts = "More is known"
    save_record(incident, actor=cast.officer)
    keeping.contain(incident, actor=cast.officer, containment="x")
    incident.facts = "It never happened"
    with pytest.raises(Refused, match="Fixed"):
        save_record(incident, actor=cast.officer)
    incident.discovered_on = TOMORROW
    with pytest.raises(ValidationError, match="not come yet"):
        incident.full_clean()


def test_an_incident_is_handed_on_where_a_room_takes_it_in(cast, monkeypatch):
    incident = report(cast, party=None, visibility="shared")
    seen = {}

    def receive(source, **given):
        seen.update(given, source=source)
        return source

    monkeypatch.setitem(referrals.DESKS, keeping.DESK, referrals.Desk(keeping.DESK, "Raise", receive))
    keeping.raise_issue(incident, actor=cast.officer, note="Whose key was it?")
    assert (seen["title"], seen["facts"], seen["source"]) == ("Lost key", "x\n\nWhose key was it?", incident)
