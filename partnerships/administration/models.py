"""Another address for a person, asked for by an administrator: it waits until both addresses have said yes."""

import base64
import datetime as dt
import secrets
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from partnerships.bases import UUIDModel
from partnerships.invitations.models import hash_of

VALID_FOR = dt.timedelta(days=14)


def new_nonce() -> str:
    return secrets.token_hex(16)


def default_expiry() -> dt.datetime:
    return timezone.now() + VALID_FOR


class AddressChangeQuerySet(models.QuerySet[Any]):
    def waiting(self) -> Self:
        return self.filter(state=AddressChange.State.WAITING)

    def opened_by(self, key: str) -> "AddressChange | None":
        """The change that the key from a mail opens, if it still waits."""
        hashed = hash_of(key)
        return self.waiting().filter(Q(old_hash=hashed) | Q(new_hash=hashed), expires_at__gt=timezone.now()).first()


class AddressChange(UUIDModel):
    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for both addresses")
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
