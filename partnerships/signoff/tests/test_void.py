"""A change of what is being signed: the round falls, says what changed, and whose signatures fell."""

import pytest
from django.utils import timezone, translation

from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.history.models import Event
from partnerships.models import Participation
from partnerships.records.actors import acting
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, delete_record, record_changed
from partnerships.records.sharing import share_record, withdraw_record
from partnerships.signoff.endings import Voided
from partnerships.signoff.models import SignOffRound, SignOffSlot
from partnerships.signoff.reasons import CHANGED, how_it_ended
from partnerships.signoff.services import open_round, void_round
from partnerships.signoff.tests.signing import sign
from partnerships.tests.factories import ParticipationFactory


def stored(round):
    return SignOffRound.objects.get(pk=round.pk)


def test_a_change_voids_the_round_and_says_what_and_whose(cast, subject, round, change, hooks):
    sign(round, actor=cast.representative)
    change(subject, title="Charter of trust", description="In full.")
    found = stored(round)
    assert found.state == "voided"
    assert how_it_ended(found) == (
        "Changed since: What is to be done, Details. Signatures that fall: Renate Representative (Adler Maschinenbau GmbH)."
    )
    event = Event.objects.get(verb="voided")
    assert (event.actor_key, event.note) == (cast.contributor.pk, CHANGED)
    assert event.changes == {
        "title": ["Charter", "Charter of trust"],
        "description": ["", "In full."],
        "signatures": [["Renate Representative (Adler Maschinenbau GmbH)"], []],
    }
    assert hooks == [("signoff_voided", "voided", cast.contributor)]


def test_the_signature_itself_stays_as_it_was_given(cast, subject, round, change):
    sign(round, actor=cast.representative)
    before = SignOffSlot.objects.filter(round=round).order_by("pk").values()
    before = list(before)
    change(subject, title="Charter of trust")
    assert list(SignOffSlot.objects.filter(round=round).order_by("pk").values()) == before


def test_without_signatures_none_fall(cast, subject, round, change):
    change(subject, title="Charter of trust")
    assert how_it_ended(stored(round)) == "Changed since: What is to be done."


def test_what_is_kept_is_in_no_language(cast, subject, round, change):
    with translation.override("de"):
        change(subject, title="Charter of trust")
    assert (stored(round).closing_note, how_it_ended(stored(round))) == (CHANGED, "Changed since: What is to be done.")


def test_saving_without_a_change_voids_nothing(cast, subject, round, change):
    change(subject, title="Charter")
    assert stored(round).state == "open"


def test_a_change_and_its_undoing_still_void(cast, subject, round, change):
    change(subject, title="Other")
    change(subject, title="Charter")
    assert stored(round).state == "voided"


def test_what_is_not_signed_may_change(cast, subject, round):
    """The state of a record moves while it is being signed; it is no part of the content."""
    advance(subject, Action.State.DOING, actor=cast.contributor)
    assert stored(round).state == "open"


def test_another_record_voids_nothing(cast, subject, round, change):
    change(ActionFactory(partnership=cast.partnership, author=cast.officer), title="Elsewhere")
    assert stored(round).state == "open"


def test_a_part_counts_as_the_record(cast, subject, round, monkeypatch):
    """What the rooms' parts do: the signal names the record, and the content is taken again with all its parts."""
    parts = [{"title": "First clause"}]
    whole = Action.snapshot
    monkeypatch.setattr(Action, "snapshot", lambda self: whole(self) | ({"clauses": parts} if len(parts) > 1 else {}))
    with acting(cast.officer, cast.partnership):
        record_changed.send(Action, record=subject, changed=object(), actor=cast.officer)
        assert stored(round).state == "open"
        parts.append({"title": "Second clause"})
        record_changed.send(Action, record=subject, changed=object(), actor=cast.officer)
    assert how_it_ended(stored(round)) == "Changed since: Clauses."


def test_a_change_nobody_announced_is_found_when_signing(cast, subject, round, hooks):
    sign(round, actor=cast.representative)
    Action.objects.filter(pk=subject.pk).update(title="Quietly")
    with pytest.raises(Voided):
        sign(round, actor=cast.officer)
    found = stored(round)
    assert (round.state, found.state) == ("voided", "voided")
    assert how_it_ended(found).startswith("Changed since: What is to be done.")
    assert list(found.slots.order_by("party__name").values_list("decision", flat=True)) == ["signed", "waiting"]
    assert hooks == [("signoff_voided", "voided", cast.officer)]


def test_who_may_not_sign_learns_nothing_and_voids_nothing(cast, subject, round):
    Action.objects.filter(pk=subject.pk).update(title="Quietly")
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        sign(round, actor=cast.partner_contributor)
    assert stored(round).state == "open"


def test_removal_voids(cast, subject, round, hooks):
    sign(round, actor=cast.representative)
    delete_record(subject, actor=cast.officer)
    assert how_it_ended(stored(round)).startswith("It was removed. Signatures that fall:")
    assert stored(round).state == "voided"


def test_removal_behind_the_house_is_found_when_signing(cast, subject, round, hooks):
    Action.objects.filter(pk=subject.pk).delete()
    with pytest.raises(Voided):
        sign(round, actor=cast.officer)
    assert (how_it_ended(stored(round)), hooks) == ("It was removed.", [])


def test_what_is_taken_back_is_no_longer_before_the_parties(cast, change):
    record = ActionFactory(partnership=cast.partnership, author=cast.officer, party=cast.university, title="Ours")
    share_record(record, actor=cast.officer)
    round = open_round(record, actor=cast.officer)
    withdraw_record(record, actor=cast.officer)
    assert (stored(round).state, how_it_ended(stored(round))) == ("voided", "It is no longer shared.")
    change(record, actor=cast.officer, title="A secret")
    assert "secret" not in str(list(Event.objects.visible_to(cast.representative).values()))


@pytest.mark.parametrize("happening", ["joins", "leaves"])
def test_a_decision_of_all_is_one_of_the_parties_of_today(cast, round, happening):
    if happening == "joins":
        ParticipationFactory(partnership=cast.partnership, party=cast.sibling_partner)
    else:
        Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state="left")
    with pytest.raises(Voided):
        sign(round, actor=cast.officer)
    assert how_it_ended(stored(round)) == "The parties of the partnership are no longer the same."


def test_a_room_voids_by_itself(cast, round, hooks):
    void_round(round, actor=None, reason="A newer version is in force.")
    assert (round.state, round.closing_note) == ("voided", "A newer version is in force.")
    assert hooks == [("signoff_voided", "voided", None)]
    with pytest.raises(Refused):
        void_round(round, actor=None, reason="Again.")


def test_a_new_round_opens_on_the_new_content(cast, subject, round, change):
    change(subject, title="Charter of trust")
    again = open_round(subject, actor=cast.representative)
    assert (again.title, again.state, again.digest != round.digest) == ("Charter of trust", "open", True)
    sign(again, actor=cast.officer)
    sign(again, actor=cast.representative)
    assert [stored(one).state for one in (round, again)] == ["voided", "complete"]


def test_an_ended_round_is_not_touched_by_later_changes(cast, subject, round, change, hooks):
    sign(round, actor=cast.officer)
    sign(round, actor=cast.representative)
    closed_at = stored(round).closed_at
    change(subject, title="Next")
    assert (stored(round).state, stored(round).closed_at) == ("complete", closed_at)
    assert closed_at < timezone.now()
