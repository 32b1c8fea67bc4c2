"""Another address for a person, asked for by an administrator: it waits until both addresses have said yes.

Where the old one is lost, two officers of each own organisation say yes in its place, or the days pass in which all were told.
"""

import base64
import datetime as dt
import secrets
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from partnerships.accounts.presence import Kind
from partnerships.bases import UUIDModel
from partnerships.invitations.models import hash_of
from partnerships.models import Partnership, Party

VALID_FOR = dt.timedelta(days=14)
# How long everybody knows that an old address is lost before the new one alone is enough, and how long it is open in all.
LOST_WAIT = dt.timedelta(days=14)
LOST_VALID_FOR = LOST_WAIT + VALID_FOR


def new_nonce() -> str:
    return secrets.token_hex(16)


def default_expiry() -> dt.datetime:
    return timezone.now() + VALID_FOR


class AddressChangeQuerySet(models.QuerySet[Any]):
    def waiting(self) -> Self:
        return self.filter(state=AddressChange.State.WAITING)

    def lost(self) -> Self:
        """Those that wait, not too long, for an account that still goes by the old address, which is lost."""
        return self.waiting().exclude(lost_reason="").filter(expires_at__gt=timezone.now(), old=F("user__email"))

    def opened_by(self, key: str) -> "AddressChange | None":
        """The change that the key from a mail opens, if it still waits."""
        hashed = hash_of(key)
        return self.waiting().filter(Q(old_hash=hashed) | Q(new_hash=hashed), expires_at__gt=timezone.now()).first()


class AddressChange(UUIDModel):
    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for confirmation")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")
        REPLACED = "replaced", _("Replaced by another")

    class Side(models.TextChoices):
        OLD = "old", _("Old address")
        NEW = "new", _("New address")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    old = models.EmailField(_("old address"))
    new = models.EmailField(_("new address"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    # Empty where the old address is to say yes itself.
    lost_reason = models.TextField(_("why the old address is lost"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    # As of invitations: a key is derived when its mail is written, and only its hash lies here.
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    old_hash = models.CharField(max_length=64, unique=True, editable=False)
    new_hash = models.CharField(max_length=64, unique=True, editable=False)
    old_confirmed_at = models.DateTimeField(_("old address confirmed"), null=True, blank=True)
    new_confirmed_at = models.DateTimeField(_("new address confirmed"), null=True, blank=True)
    created_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"), default=default_expiry)

    objects = AddressChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of address")
        verbose_name_plural = _("changes of address")
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(fields=("user",), condition=Q(state="waiting"), name="address_change_one_waiting"),
        )

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.old_hash:
            self.old_hash, self.new_hash = hash_of(self.key(self.Side.OLD)), hash_of(self.key(self.Side.NEW))
        super().save(*args, **kwargs)

    def key(self, side: str) -> str:
        """128 bits that only this installation can derive, as 22 characters; another for each of the two addresses."""
        mac = salted_hmac("partnerships.administration.address", f"{self.pk}:{self.nonce}:{side}", algorithm="sha256").digest()
        return base64.urlsafe_b64encode(mac[:16]).rstrip(b"=").decode()

    def link(self, side: str) -> str:
        """Where the holder of the address answers."""
        return reverse("administration:address", args=[self.key(side)])

    def side_of(self, key: str) -> str:
        return self.Side.OLD if hash_of(key) == self.old_hash else self.Side.NEW

    @property
    def is_open(self) -> bool:
        return self.state == self.State.WAITING and self.expires_at > timezone.now()

    @property
    def is_lost(self) -> bool:
        """Whether others may say yes in place of the old address."""
        return bool(self.lost_reason)

    @property
    def settles_at(self) -> dt.datetime:
        """From when the yes of the new address is enough, if all were told when it was asked."""
        return self.created_at + LOST_WAIT


class AddressNotice(UUIDModel):
    """That an old address is lost was told to the officers of an organisation, or, with a partnership, to all parties in it."""

    change = models.ForeignKey(AddressChange, models.CASCADE, related_name="notices", verbose_name=_("change of address"))
    party = models.ForeignKey(Party, models.CASCADE, related_name="+", verbose_name=_("party"))
    partnership = models.ForeignKey(
        Partnership, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("partnership")
    )
    told_at = models.DateTimeField(_("told at"))

    class Meta:
        verbose_name = _("notice of a lost address")
        verbose_name_plural = _("notices of lost addresses")
        constraints = (
            models.UniqueConstraint(fields=("change", "party", "partnership"), name="address_notice_once_in_partnership"),
            models.UniqueConstraint(
                fields=("change", "party"), condition=Q(partnership__isnull=True), name="address_notice_once_to_officers"
            ),
        )

    def __str__(self) -> str:
        return f"{self.party} · {self.partnership or self.change}"


class OfficerConsent(UUIDModel):
    """Somebody who was an officer of the organisation when it was told, and his or her yes. Who became one later has none to give."""

    change = models.ForeignKey(AddressChange, models.CASCADE, related_name="consents", verbose_name=_("change of address"))
    party = models.ForeignKey(Party, models.CASCADE, related_name="+", verbose_name=_("party"))
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("officer"))
    agreed_at = models.DateTimeField(_("agreed at"), null=True, blank=True)
    proof = models.CharField(_("proof of identity"), max_length=20, choices=Kind.choices, blank=True)
    proved_at = models.DateTimeField(_("proved at"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent of an officer")
        verbose_name_plural = _("consents of officers")
        constraints = (models.UniqueConstraint(fields=("change", "party", "officer"), name="officer_consent_once"),)

    def __str__(self) -> str:
        return f"{self.officer} · {self.party}"
