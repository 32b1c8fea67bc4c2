"""When a person's ratings change, so does the day of the next review."""

from typing import Any

from django.dispatch import receiver

from partnerships.records.services import record_changed
from rmp.competence.models import Assessment, RoleHolder
from rmp.competence.models.people import FIRST_REVIEW_AFTER, REVIEW_AFTER


@receiver(record_changed, sender=Assessment)
@receiver(record_changed, sender=RoleHolder)
def set_review(sender: Any, record: RoleHolder, **kwargs: Any) -> None:
    """A year after the oldest of the ratings that count now; for somebody who is not rated yet, some time after the first day.

    Written past the history: when somebody is rated is nobody's affair but that person's and the managers'.
    """
    newest: dict[Any, Any] = {}
    ratings = Assessment.objects.by_managers().filter(holder=record).order_by("assessed_on")
    for competence, day in ratings.values_list("competence", "assessed_on"):
        newest[competence] = day
    due = min(newest.values()) + REVIEW_AFTER if newest else record.since + FIRST_REVIEW_AFTER
    record.review_on = due
    RoleHolder.objects.filter(pk=record.pk).update(review_on=due)
