"""A step goes by the record as it is, not as it was when the request read it: what moved on meanwhile is refused or decided anew.

Of every service, with the record moved past it to each state that may follow.
"""

import copy

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F

from objectives.models import Objective, Revision
from objectives.services import agree_objective, drop_milestone, drop_objective, write_revision
from objectives.tests.factories import MilestoneFactory, ObjectiveFactory, RevisionConditionFactory
from partnerships.accounts.presence import Proof
from partnerships.actions.services import add_action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.documents.services import attach
from partnerships.documents.tests.factories import level, upload
from partnerships.records.actors import acting
from partnerships.records.models import Kept
from partnerships.records.refusals import Refused
from partnerships.referrals import refer
from partnerships.signoff.tests.signing import takes_proof
from partnerships.tests.arrangements import SYSTEM
from partnerships.tests.deep import one_in
from rmp.governance.services.meetings import save_meeting
from rmp.governance.tests.factories import GovernanceBodyFactory, MeetingFactory
from ubc.tests.arrangements import ARRANGEMENTS
from ubc.tests.test_services import arranged_calls, cast

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

__all__ = ["cast"]


def state_of(record):
    """The field that the model's transitions are about; none where it has none."""
    kinds = (field for field in record._meta.concrete_fields if record.TRANSITIONS)
    return next((field.name for field in kinds if {*dict(field.flatchoices)} == {*record.TRANSITIONS}), None)


def outcome(cast, function, arranged, subject):
    """The row's state after the step with this copy of it; "refused" where it was. All is undone."""
    actor = None if arranged.by == SYSTEM else getattr(cast, arranged.by)
    proof = {"proof": Proof.just_given(actor)} if takes_proof(function) else {}
    before = transaction.savepoint()
    try:
        with transaction.atomic():
            function(subject, *arranged.args[1:], actor=actor, **proof, **copy.copy(arranged.kwargs))
        rows = type(subject)._base_manager.filter(pk=subject.pk)
        return rows.values_list(state_of(subject), flat=True).first()
    except (PermissionDenied, ValidationError):
        return "refused"
    finally:
        transaction.savepoint_rollback(before)


@pytest.mark.parametrize("function", one_in(8, [call.values[0] for call in arranged_calls()]))
def test_no_step_goes_by_what_was_read_before(cast, function):
    with transaction.atomic():
        cast.partnership.refresh_from_db()
        arranged = ARRANGEMENTS[function](cast)
        subject = arranged.args[0] if arranged.args else None
        if isinstance(subject, Kept) and not subject._state.adding and (name := state_of(subject)):
            rows = type(subject)._base_manager.filter(pk=subject.pk)
            for state in sorted(subject.TRANSITIONS[getattr(subject, name)]):
                before = transaction.savepoint()
                try:
                    with transaction.atomic():
                        rows.update(**{name: state, "version": F("version") + 1})
                except IntegrityError:
                    continue  # it does not come there without more
                by_the_row = outcome(cast, function, arranged, rows.get())
                assert (state, outcome(cast, function, arranged, copy.deepcopy(subject))) in (
                    (state, "refused"),
                    (state, by_the_row),
                )
                transaction.savepoint_rollback(before)
        transaction.set_rollback(True)


def test_what_all_agreed_meanwhile_nobody_drops(cast):
    with transaction.atomic():
        stale = ObjectiveFactory(partnership=cast.partnership, author=cast.officer)
        agree_objective(Objective.objects.get(pk=stale.pk), actor=None)
        with pytest.raises(Refused, match="changed meanwhile"):
            drop_objective(stale, actor=cast.officer, reason="We have changed our minds.")
        assert Objective.objects.get(pk=stale.pk).state == Objective.State.AGREED
        transaction.set_rollback(True)


def test_nor_a_part_of_it(cast):
    """What a step decides by the record to which the part belongs is as old as that was read."""
    with transaction.atomic():
        objective = ObjectiveFactory(partnership=cast.partnership, author=cast.officer)
        stale = MilestoneFactory(objective=objective, author=cast.officer)
        agree_objective(Objective.objects.get(pk=objective.pk), actor=None)
        with pytest.raises(Refused, match="changed meanwhile"):
            drop_milestone(stale, actor=cast.contributor, reason="We have changed our minds.")
        transaction.set_rollback(True)


def what_comes_of_it(cast):
    """{what: call with a record as it was read} of what is made for a record's sake and lies where it lies."""
    here = {"partnership": cast.partnership, "author": cast.officer}
    condition = RevisionConditionFactory(**here)
    return {
        "a document": lambda stale: attach(stale, actor=cast.officer, file=upload(), level=level(1)),
        "an action": lambda stale: add_action(stale, actor=cast.officer, title="Ask", responsible=cast.university),
        "an issue": lambda stale: refer(stale, "governance.issue", actor=cast.officer, title="It is late"),
        "a meeting": lambda stale: save_meeting(MeetingFactory.build(**here, body=stale), actor=cast.officer),
        "a revision": lambda stale: write_revision(
            Revision(partnership=cast.partnership, objective=stale, condition=condition),
            actor=cast.officer,
            changes={},
        ),
    }


WHAT = ("a document", "an action", "an issue", "a meeting", "a revision")


@pytest.mark.parametrize("what", WHAT)
def test_what_comes_of_a_record_does_not_lie_where_that_lay(cast, what):
    """It was shown to others when the request read it, and is not any more."""
    kinds = {"a meeting": GovernanceBodyFactory, "a revision": ObjectiveFactory}
    with transaction.atomic():
        source = kinds.get(what, ActionFactory)(partnership=cast.partnership, author=cast.officer)
        rows = type(source)._base_manager.filter(pk=source.pk)
        make = what_comes_of_it(cast)[what]
        stale = rows.get()
        seat = cast.partnership.participations.get(party=cast.partner)
        rows.update(audience=source.audience & ~seat.bit)
        with pytest.raises(Refused, match="has changed since"):
            make(stale)
        with acting(cast.officer, cast.partnership):
            make(rows.get())  # it was that
        transaction.set_rollback(True)
