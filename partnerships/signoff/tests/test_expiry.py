"""The last day to sign: it counts, the day after does not, and it does not matter how often or how late one looks."""

import datetime as dt

import pytest

from partnerships import clock
from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.archive.reading import Reader
from partnerships.history.models import Event
from partnerships.history.notes import shown_note
from partnerships.models import Participation
from partnerships.outbox.models import Mail
from partnerships.records.presentation import event_row
from partnerships.records.refusals import Refused
from partnerships.signoff import letters, models, services, tasks
from partnerships.signoff.endings import Expired, Voided
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.reasons import UNANSWERED, how_it_ended
from partnerships.signoff.services import expire_rounds, open_round, withdraw_round
from partnerships.signoff.tests.signing import decline, sign
from partnerships.tests.factories import ParticipationFactory

DUE = dt.date(2031, 5, 9)


@pytest.fixture
def day(monkeypatch):
    """Sets what day it is."""

    def set_day(date):
        for module in (clock, models, services):
            monkeypatch.setattr(module, "today", lambda: date)

    set_day(DUE - dt.timedelta(days=30))
    return set_day


@pytest.fixture
def round(cast, subject, day):
    return open_round(subject, actor=cast.officer, due_on=DUE)


def state(round):
    return SignOffRound.objects.get(pk=round.pk).state


@pytest.mark.parametrize(
    ("days", "closed", "expected"), [(-1, 0, "open"), (0, 0, "open"), (1, 1, "expired"), (40, 1, "expired")]
)
def test_the_day_before_on_the_day_and_after(round, day, days, closed, expected):
    day(DUE + dt.timedelta(days=days))
    assert expire_rounds() == closed
    assert state(round) == expected


def test_running_twice_closes_once(round, day, hooks):
    day(DUE + dt.timedelta(days=1))
    assert [tasks.expire_rounds(), tasks.expire_rounds()] == [1, 0]
    assert Event.objects.filter(verb="expired").count() == 1
    assert hooks == [("signoff_voided", "expired", None)]


def test_the_system_closes_it_and_says_so(round, day):
    day(DUE + dt.timedelta(days=1))
    expire_rounds()
    event = Event.objects.get(verb="expired")
    assert (event.actor_key, event.actor_name, event.subject_key) == (None, "", round.pk)


def test_one_signs_on_the_last_day(cast, round, day):
    day(DUE)
    sign(round, actor=cast.officer)
    assert round.slots.filter(decision="signed").count() == 1


@pytest.mark.parametrize("act", ["sign", "decline"])
def test_nobody_signs_after_the_last_day_even_before_the_sweep(cast, round, day, hooks, act):
    sign(round, actor=cast.representative)
    day(DUE + dt.timedelta(days=1))
    with pytest.raises(Expired):
        sign(round, actor=cast.officer) if act == "sign" else decline(round, actor=cast.officer, reason="No.")
    assert (round.state, state(round)) == ("expired", "expired")
    assert round.slots.filter(decision="waiting").count() == 1
    assert hooks == [("signoff_voided", "expired", None)]
    assert expire_rounds() == 0


@pytest.mark.parametrize(("days", "closed"), [(29, 0), (30, 0), (31, 1), (4000, 1)])
def test_who_names_no_last_day_asks_for_thirty_days(cast, subject, day, days, closed):
    round = open_round(subject, actor=cast.officer)
    asked = DUE - dt.timedelta(days=30)
    assert round.due_on == asked + dt.timedelta(days=30)
    day(asked + dt.timedelta(days=days))
    assert [expire_rounds(), expire_rounds()] == [closed, 0]


def test_a_last_day_in_the_past_is_refused(cast, subject, day):
    with pytest.raises(Refused, match="in the past"):
        open_round(subject, actor=cast.officer, due_on=DUE - dt.timedelta(days=31))
    assert open_round(subject, actor=cast.officer, due_on=DUE - dt.timedelta(days=30)).is_open


def test_it_says_whose_answer_lacked_to_each_in_the_own_language(cast, round, day):
    sign(round, actor=cast.representative)
    day(DUE + dt.timedelta(days=1))
    expire_rounds()
    ended = SignOffRound.objects.get(pk=round.pk)
    assert how_it_ended(ended) == "No answer by the last day: University of Rivermouth."
    assert (ended.closing_note, shown_note(ended.closing_note)) == (UNANSWERED, "Not every party answered by the last day.")
    told = Event.objects.get(verb="expired")
    assert (told.note, told.changes) == (UNANSWERED, {"no answer from": [[], ["University of Rivermouth"]]})
    assert event_row(told)["changes"] == [{"label": "No answer from", "before": "", "after": "University of Rivermouth"}]
    reader = Reader(cast.partnership, cast.partner, cast.representative)
    assert [round["how_it_ended"] for round in reader.rounds()] == [how_it_ended(ended)]
    assert letters.ended(Mail(subject=ended, user=cast.officer)).body.endswith(how_it_ended(ended))


def test_silence_is_no_consent(cast, round, day, hooks):
    for person in (cast.officer, cast.representative):
        assert state(round) == "open"
        sign(round, actor=person)
    assert [name for name, _state, _actor in hooks] == ["signoff_completed"]


def test_who_is_only_invited_is_not_asked(cast, subject, day):
    newcomer = ParticipationFactory(partnership=cast.partnership, state=Participation.State.INVITED)
    round = open_round(subject, actor=cast.officer)
    assert {slot.party for slot in round.slots.all()} == {cast.university, cast.partner}
    sign(round, actor=cast.officer)
    Participation.objects.filter(pk=newcomer.pk).update(state=Participation.State.JOINED)
    with pytest.raises(Voided):
        sign(round, actor=cast.representative)


def test_what_has_ended_does_not_expire(cast, round, day):
    withdraw_round(round, actor=cast.officer)
    day(DUE + dt.timedelta(days=1))
    assert expire_rounds() == 0
    assert state(round) == "withdrawn"


def test_one_subject_that_fails_keeps_no_other_open(cast, round, day, monkeypatch, caplog):
    other = ActionFactory(partnership=cast.partnership, author=cast.officer)
    second = open_round(other, actor=cast.officer, due_on=DUE)

    def fail_for_the_first(self, round, actor):
        if self.pk == round.subject_key and round.pk == first.pk:
            raise RuntimeError("broken")

    first = round
    monkeypatch.setattr(Action, "signoff_voided", fail_for_the_first)
    day(DUE + dt.timedelta(days=1))
    assert expire_rounds() == 1
    assert (state(first), state(second)) == ("open", "expired")
    assert "could not be closed" in caplog.text


def test_an_expired_round_can_be_opened_anew(cast, subject, round, day):
    day(DUE + dt.timedelta(days=1))
    expire_rounds()
    again = open_round(subject, actor=cast.officer, due_on=DUE + dt.timedelta(days=9))
    assert (state(round), state(again)) == ("expired", "open")
