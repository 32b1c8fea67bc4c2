"""What falls due: the review of the plan in force."""

from django.utils.translation import gettext_lazy as _

from partnerships.reminders.registry import Due, register_due
from rmp.plan.models import PlanVersion

register_due(
    Due(
        kind="plan.review",
        label=_("Review of the plan"),
        queryset=lambda: PlanVersion.objects.in_force(),
        date="review_on",
        party="",
        # A month before, because a review needs preparing. From then on the review of the partnership, which the plan
        # sets to the same day, is reminded of by the kernel.
        leads=(30,),
        lags=(),
        related=("partnership",),
    )
)
