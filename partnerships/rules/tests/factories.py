"""Rules that all parties agreed, and requests to change one."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from objectives.tests.factories import RevisionConditionFactory
from partnerships.clock import today
from partnerships.rules.models import RuleChange
from partnerships.rules.services import propose_change
from partnerships.signoff.models import SignOffRound, SignOffSlot
from partnerships.tests.factories import PartnershipFactory, UserFactory


def agree(rule):
    """The rule as all parties agreed it, by a signature that is there already."""
    round = SignOffRound.objects.create(
        partnership=rule.record.partnership, visibility="shared", subject=rule, record_key=rule.record.pk, title="Plan, version 1",
        snapshot={}, digest="0" * 64, opened_by=rule.author, opened_for=rule.record.partnership.participations.first().party,
        state=SignOffRound.State.COMPLETE, closed_at=timezone.now(), anchor_sequence=0, anchor_hash="",
    )  # fmt: skip
    type(rule).objects.filter(pk=rule.pk).update(agreed_on=today(), agreed_by=round)
    rule.refresh_from_db()
    return rule


def signed_change(rule, *, actor, **values):
    """A request that all parties have signed, and that has not taken effect yet."""
    change = propose_change(rule, actor=actor, reason="It is new.", **values)
    round = SignOffRound.objects.open().of_record(change).get()
    for slot in round.slots.all():
        SignOffSlot.objects.filter(pk=slot.pk).update(
            decision="signed", person=actor, decided_at=timezone.now(), digest=round.digest
        )
    SignOffRound.objects.filter(pk=round.pk).update(state=SignOffRound.State.COMPLETE, closed_at=timezone.now())
    return change


class RuleChangeFactory(DjangoModelFactory):
    """A request to end a rule, waiting for signatures."""

    class Meta:
        model = RuleChange

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    party = None
    visibility = "shared"
    kind = RuleChange.Kind.END
    title = "Condition for a revision: The surroundings changed"
    reason = "It is over."
    source = factory.LazyAttribute(lambda o: agree(RevisionConditionFactory(partnership=o.partnership, author=o.author)))
