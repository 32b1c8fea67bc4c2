"""What falls due in this room: benefits, measurements, the word of those who benefit, pilots and parked ideas, targets, the balance."""

from typing import Any

from django.db.models import Case, F, FilteredRelation, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from objectives.value.models import BalanceTerms, Benefit, ImprovementTarget, ValueIdea
from partnerships.reminders.registry import Due, register_due


def see_to(benefits: "QuerySet[Any]") -> "QuerySet[Any]":
    """Benefits with the party that sees to them: whose record it is, else who brings it about, else all."""
    return benefits.annotate(answerable=Coalesce("party", "giver"))


def to_attest() -> "QuerySet[Any]":
    """Realised benefits with the party whose word is needed (none, where all are asked), and the words that stand.

    A private one stays with its party.
    """
    asked = Case(When(visibility="private", then=F("party")), default=F("beneficiary_party"))
    words = FilteredRelation("attestations", condition=Q(attestations__stands=True))
    return Benefit.objects.filter(state=Benefit.State.REALISED).annotate(answerable=asked, words=words)


def targets() -> "QuerySet[Any]":
    return ImprovementTarget.objects.open().annotate(answerable=Coalesce("party", "responsible"))


register_due(
    Due(
        kind="value.benefit",
        label=_("Benefit"),
        queryset=lambda: see_to(Benefit.objects.live()),
        party="answerable",
        related=("partnership",),
    ),
    Due(
        kind="value.measurement",
        label=_("Benefit to be measured"),
        queryset=lambda: see_to(Benefit.objects.live()),
        date="measure_on",
        party="answerable",
        leads=(3,),
        related=("partnership",),
    ),
    Due(
        kind="value.attestation",
        label=_("Benefit to be attested"),
        queryset=to_attest,
        date="realised_on",
        party="answerable",
        done_by="words__party__memberships__user",  # one of a party's people speaks for all of them
        leads=(),
        lags=(7, 21),
        is_notice=True,
        related=("partnership",),
    ),
    Due(
        kind="value.idea",
        label=_("Idea to be looked at again"),
        queryset=lambda: ValueIdea.objects.waiting(),
        date="review_on",
        party="party",
        related=("partnership",),
    ),
    Due(
        kind="value.target",
        label=_("Improvement target"),
        queryset=targets,
        party="answerable",
        related=("partnership",),
    ),
    Due(
        kind="value.balance",
        label=_("Look at the balance"),
        queryset=lambda: BalanceTerms.objects.joint(),
        date="review_on",
        party="",
        related=("partnership",),
    ),
)
