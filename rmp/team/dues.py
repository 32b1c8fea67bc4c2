"""What falls due in this room. The persons named here are also those whose commitments a handover finds (rmp.team.services.commitments)."""

from django.utils.translation import gettext_lazy as _

from partnerships.reminders.registry import Due, register_due
from rmp.team.models import EnabledResource, Handover, JointTeam, PartnerDevelopment, TeamMember

register_due(
    Due(
        kind="team.review",
        label=_("Review of the joint team"),
        queryset=lambda: JointTeam.objects.all(),
        date="review_on",
        party="",
        leads=(30, 7),
        related=("partnership",),
    ),
    Due(
        kind="team.place",
        label=_("Place in the joint team"),
        queryset=lambda: TeamMember.objects.lasting(),
        date="ends_on",
        people=("person",),
        leads=(30, 7),
        lags=(),
        related=("partnership", "person"),
    ),
    Due(
        kind="team.resource",
        label=_("Resource to be made available"),
        queryset=lambda: EnabledResource.objects.filter(state=EnabledResource.State.PLANNED),
        date="starts_on",
        related=("partnership",),
    ),
    Due(
        kind="team.development",
        label=_("Partner development"),
        queryset=lambda: PartnerDevelopment.objects.filter(state__in=PartnerDevelopment.OPEN),
        party="responsible",
        people=("assignee",),
        related=("partnership",),
    ),
    # For those who may complete it, and not for the successor: the keepers of the party are told.
    Due(
        kind="team.handover",
        label=_("Last day of a person"),
        queryset=lambda: Handover.objects.filter(state__in=Handover.OPEN),
        date="last_day",
        leads=(14, 3),
        related=("partnership", "person", "successor"),
    ),
)
