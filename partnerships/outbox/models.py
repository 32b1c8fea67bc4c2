"""One mail to one person: a row from the moment it is wanted until long after it was sent."""

import datetime as dt
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.bases import UUIDModel
from partnerships.outbox.kinds import SEALED

# A mail claimed for longer than this was dropped by a process that died: it is sent again, with the same Message-ID.
STUCK_AFTER = dt.timedelta(minutes=10)


class MailQuerySet(models.QuerySet[Any]):
    def about(self, subject: models.Model) -> Self:
        """Mails about one thing, newest first: whether its invitation went out, say."""
        return self.filter(subject_type=ContentType.objects.get_for_model(subject), subject_key=subject.pk).order_by(
            "-created_at"
        )

    def due(self, now: dt.datetime) -> Self:
        """Mails that may be claimed: waiting ones whose time has come, and those dropped half-way."""
        return self.filter(
            Q(state=Mail.State.PENDING, not_before__lte=now) | Q(state=Mail.State.SENDING, claimed_at__lte=now - STUCK_AFTER)
        )


class Mail(UUIDModel):
    class State(models.TextChoices):
        PENDING = "pending", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Not sent: no longer needed or no longer permitted")

    kind = models.CharField(_("kind"), max_length=60)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    email = models.EmailField(_("e-mail address"), blank=True, help_text=_("Of a person without an account."))
    subject_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+", verbose_name=_("kind of subject"))
    subject_key = models.UUIDField(_("subject"))
    subject = GenericForeignKey("subject_type", "subject_key")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    claimed_at = models.DateTimeField(_("taken up"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    error = models.TextField(_("what went wrong"), blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(user__isnull=False, email="") | Q(user__isnull=True) & ~Q(email=""), name="mail_has_one_recipient"
            ),
        )
        indexes = (
            models.Index(fields=("state", "not_before")),
            models.Index(fields=("state", "claimed_at")),
            models.Index(fields=("subject_type", "subject_key", "-created_at")),
            models.Index(fields=("-created_at",)),
        )

    def __str__(self) -> str:
        return self.kind if self.is_sealed else f"{self.kind} → {self.recipient}"

    @property
    def is_sealed(self) -> bool:
        """Whether nobody is shown whom it is for."""
        return self.kind in SEALED

    @property
    def recipient(self) -> str:
        """The address it goes to."""
        return self.user.email if self.user else self.email

    @property
    def message_id(self) -> str:
        """Derived from the key, so that a mail sent twice after a crash is recognised as one."""
        return f"<{self.pk.hex}@{urlsplit(settings.SITE_URL).hostname}>"

    @property
    def is_open(self) -> bool:
        """Whether it is still on its way."""
        return self.state in (self.State.PENDING, self.State.SENDING)
