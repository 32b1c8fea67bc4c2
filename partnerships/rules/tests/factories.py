"""Rules that all parties agreed, and requests to change one."""

from unittest import mock

import factory
from factory.django import DjangoModelFactory

from objectives.tests.factories import RevisionStepFactory
from partnerships.rules.models import RuleChange
from partnerships.rules.services import propose_change, submit_rule
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.tests.signing import sign_by_all
from partnerships.tests.factories import PartnershipFactory, UserFactory


def agree(rule):
    """The rule as all parties agreed it, by a request of its own."""
    change = submit_rule(rule, actor=rule.author, reason="It holds from now on.")
    sign_by_all(SignOffRound.objects.open().of_record(change).get())
    rule.refresh_from_db()
    return rule


def signed_change(rule, *, actor, **values):
    """A request that all parties have signed, and that has not taken effect yet."""
    change = propose_change(rule, actor=actor, reason="It is new.", **values)
    with mock.patch.object(RuleChange, "signoff_completed"):
        sign_by_all(SignOffRound.objects.open().of_record(change).get())
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
