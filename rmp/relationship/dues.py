"""What falls due in this room. What a party keeps to itself concerns that party; else the one that answers for it, or all."""

from typing import Any

from django.db.models import Case, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import Visibility
from partnerships.reminders.registry import Due, register_due
from rmp.relationship.models import Appraisal, ContextFactor, Priority, Sustainability


def answered(records: "QuerySet[Any]") -> "QuerySet[Any]":
    """With the party that the date concerns: the one that answers for it, but of what is private nobody else than its owner."""
    concerned = Case(When(visibility=Visibility.PRIVATE, then="party"), default=Coalesce("answers", "party"))
    return records.annotate(answerable=concerned)


register_due(
    Due(
        kind="rmp_relationship.contextfactor",
        label=_("Factor to look at again"),
        queryset=lambda: answered(ContextFactor.objects.all()),
        date="review_on",
        party="answerable",
        related=("partnership",),
    ),
    Due(
        kind="rmp_relationship.sustainability",
        label=_("What shall last, to look at again"),
        queryset=lambda: answered(Sustainability.objects.all()),
        date="review_on",
        party="answerable",
        related=("partnership",),
    ),
    Due(
        kind="rmp_relationship.appraisal",
        label=_("Next appraisal of the relationship"),
        queryset=lambda: Appraisal.objects.newest(),
        date="next_on",
        leads=(30, 7),
        related=("partnership",),
    ),
    Due(
        kind="rmp_relationship.priority",
        label=_("Ranking to look at again"),
        queryset=lambda: Priority.objects.all(),
        date="review_on",
        related=("partnership", "party"),
    ),
)
