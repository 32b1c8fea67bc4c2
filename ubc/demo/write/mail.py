"""The mails of a past that never was.

The services want a mail for every invitation, reminder and decision of the demo world, as they must. None of them was ever sent, so
all are marked as not to be sent, except for those that are about what is open now: invitations that still wait for an answer, and
reminders of signatures that are missing. These leave as soon as a worker runs, and make the demo live.
"""

from django.contrib.contenttypes.models import ContentType

from partnerships.invitations.models import Invitation
from partnerships.invitations.services import MAIL_KIND
from partnerships.outbox.models import Mail
from partnerships.reminders.models import Reminder
from partnerships.reminders.services import remind
from ubc.demo.write.stage import Stage

WAITING_SIGNATURES = "signoff."


def write_reminders(stage: Stage) -> None:
    """Yesterday's reminders have been given: the first sweep of a fresh house has no years to catch up with."""
    stage.timeline.add(-1, remind)


def close_the_past() -> None:
    latest = [
        Mail.objects.about(invitation).values_list("pk", flat=True)[0]
        for invitation in Invitation.objects.open()
        if Mail.objects.about(invitation).filter(kind=MAIL_KIND).exists()
    ]
    missing = Reminder.objects.open().filter(kind__startswith=WAITING_SIGNATURES)
    reminders = Mail.objects.filter(
        subject_type=ContentType.objects.get_for_model(Reminder), subject_key__in=missing.values("pk")
    )
    live = [*latest, *reminders.values_list("pk", flat=True)]
    Mail.objects.filter(state=Mail.State.PENDING).exclude(pk__in=live).update(state=Mail.State.CANCELLED)
