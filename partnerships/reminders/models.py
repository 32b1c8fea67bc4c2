"""What a person was reminded of, and the address of his or her calendar."""

import uuid
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from partnerships.bases import UUIDModel
from partnerships.reminders.people import Reason
from partnerships.reminders.registry import DUES, dues_by_model

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.accounts.models import User


class ReminderQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """The person's own, about things he or she may read now.

        Asks first which kinds the person has: a condition for every kind there is would cost more than the rows.
        """
        mine = self.filter(recipient=user.pk)
        present = set(mine.order_by().values_list("kind", flat=True).distinct())
        readable = Q(pk=None)
        for model, kinds in dues_by_model(due for kind, due in DUES.items() if kind in present).items():
            keys = model._default_manager.visible_to(user).values("pk")  # type: ignore[attr-defined]
            readable |= Q(kind__in=kinds, subject_key__in=keys)
        return mine.filter(readable)

    def open(self) -> Self:
        """Those whose matter is still to be done."""
        return self.filter(closed_at=None)

    def soonest_first(self) -> Self:
        """In an order that is the same for the same things, whatever the keys of their reminders."""
        return self.order_by("due_on", "kind", "subject_key", "stage")

    def unread(self) -> Self:
        return self.open().filter(read_at=None)


class Digest(UUIDModel):
    """The one mail of a day for a person who wants it so."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints = (models.UniqueConstraint(fields=("recipient", "day"), name="digest_one_a_day"),)

    def __str__(self) -> str:
        return f"{self.recipient} · {self.day}"


class Reminder(UUIDModel):
    """One person reminded of one thing at one stage: exactly once, whatever happens to the process that does it.

    It holds no word of the thing itself: what a reader sees of it is asked anew, for that reader, each time.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=60)
    subject_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    subject_key = models.UUIDField()
    subject = GenericForeignKey("subject_type", "subject_key")
    due_on = models.DateField(_("due"))
    stage = models.SmallIntegerField(_("stage"), help_text=_("Days after the due date; before it, a negative number."))
    reason = models.CharField(_("why"), max_length=10, choices=Reason.choices)
    created_at = models.DateTimeField(_("given"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    # When it was handed to the outbox, or found that the person wants no mail.
    posted_at = models.DateTimeField(null=True, blank=True)
    # When there was nothing more to remind of: done, put off, given to somebody else, or a later stage has come.
    closed_at = models.DateTimeField(null=True, blank=True)
    digest = models.ForeignKey(Digest, models.SET_NULL, null=True, blank=True, related_name="reminders")

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ("-created_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("subject_type", "subject_key", "kind", "due_on", "stage", "recipient"), name="reminder_once"
            ),
        )
        indexes = (
            models.Index(fields=("recipient", "closed_at", "due_on")),
            models.Index(fields=("kind", "closed_at")),
            models.Index(fields=("created_at",), condition=Q(posted_at=None, closed_at=None), name="reminder_to_post"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on} {self.stage:+d}"


class CalendarFeed(models.Model):
    """A person's secret calendar address. A new key makes the old address useless."""

    SALT = "partnerships.reminders.calendar"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="calendar_feed", verbose_name=_("person")
    )
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return str(self.user)

    @property
    def token(self) -> str:
        """What the address holds: the key, and a mark that only this installation can make. The database alone opens nothing."""
        return self.key.hex + salted_hmac(self.SALT, self.key.hex, algorithm="sha256").hexdigest()

    @classmethod
    def by_token(cls, token: str) -> "CalendarFeed | None":
        """The feed of an active person whose address it is."""
        try:
            key = uuid.UUID(hex=token[:32])
        except ValueError:
            return None
        feed = cls.objects.select_related("user").filter(key=key, user__is_active=True).first()
        return feed if feed and constant_time_compare(feed.token, token) else None
