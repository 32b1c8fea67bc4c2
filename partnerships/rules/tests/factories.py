"""Rules that all parties agreed, and requests to change one."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from objectives.tests.factories import RevisionStepFactory
from partnerships.rules.models import RuleChange
from partnerships.rules.services import propose_change, submit_rule
from partnerships.signoff.models import SignOffRound, SignOffSlot
from partnerships.signoff.tests.signing import sign
from partnerships.tests.factories import PartnershipFactory, UserFactory


def agree(rule):
    """The rule as all parties agreed it, by a request of its own."""
    change = submit_rule(rule, actor=rule.author, reason="It holds from now on.")
    round = SignOffRound.objects.open().of_record(change).get()
    for slot in round.slots.all():
        sign(round, actor=slot.people().order_by("name").first(), party=slot.party)
    rule.refresh_from_db()
    return rule


def signed_change(rule, *, actor, **values):
    """A request that all parties have signed, and that has not taken effect yet."""
    change = propose_change(rule, actor=actor, reason="It is new.", **values)
    round = SignOffRound.objects.open().of_record(change).get()
    for slot in round.slots.all():
        SignOffSlot.objects.filter(pk=slot.pk).update(
            decision="signed",
            person=actor,
            decided_at=timezone.now(),
            digest=round.digest,
            proof="password",
            proved_at=timezone.now(),
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
    title = "Step of a revision: Look at it"
    reason = "It is over."
    source = factory.LazyAttribute(lambda o: agree(RevisionStepFactory(partnership=o.partnership, author=o.author)))
