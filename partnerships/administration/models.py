"""What an administrator began: another address for a person, which waits until both addresses have said yes; an emergency reading.

Where the old address is lost, two officers of each own organisation say yes in its place, or the days pass in which all were told.
"""

import base64
import datetime as dt
import secrets
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import Visibility
from partnerships.accounts.presence import Kind
from partnerships.bases import UUIDModel, Vouched
from partnerships.invitations.models import hash_of
from partnerships.models import Membership, Participation, Partnership, Party

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
        """Those that wait, not too long, where the old address is lost; by whatever address the account goes meanwhile."""
        return self.waiting().exclude(lost_reason="").filter(expires_at__gt=timezone.now())

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


LONGEST = dt.timedelta(hours=24)


class EmergencyReadingQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Those by which their person reads now, by the clock of the database: nothing needs to run for one to end.

        It is over as well when the person is no longer an administrator who may do everything, comes to sit at that table, or the
        party no longer takes part.
        """
        seats = Participation.objects.joined().signing().filter(partnership=OuterRef("partnership"), party=OuterRef("party"))
        able = {"person__is_active": True, "person__is_staff": True, "person__is_superuser": True}
        return self.filter(
            Exists(seats),
            ~Exists(places_at(OuterRef("partnership"), OuterRef("person"))),
            ended_at__isnull=True,
            started_at__gt=Now() - LONGEST,
            ends_at__gt=Now(),
            **able,
        )


def places_at(partnership: Any, person: Any) -> "models.QuerySet[Membership]":
    """All places that the person has or ever had for a party of the partnership, wherever; also those that are over, paused or to come.

    Whoever once stood for a party there, or for one of its parties elsewhere, is no outsider: so nothing that ends a place brings an
    emergency reading back.
    """
    inner = OuterRef(partnership) if isinstance(partnership, OuterRef) else partnership
    parties = Participation.objects.filter(partnership=inner).values("party")
    here = Q(partnership=partnership) | Q(party__in=parties)
    return Membership.objects.filter(here, user=person)


class EmergencyReading(Vouched):
    """An administrator reads one party's private records in one partnership, for a reason and for some hours, and the party is told.

    It opens nothing else: not what others share, not what is joint, no document's file, nothing that people answer about themselves.
    """

    record_kind = "emergency-reading"

    class Hours(models.IntegerChoices):
        ONE = 1, _("1 hour")
        FOUR = 4, _("4 hours")
        DAY = 24, _("24 hours")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("administrator"))
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+", verbose_name=_("partnership"))
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("party whose records are read"))
    reason = models.TextField(_("reason"), max_length=2000)
    started_at = models.DateTimeField(_("started"))
    ends_at = models.DateTimeField(_("ends"))
    ended_at = models.DateTimeField(_("ended early"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended early by")
    )

    objects = EmergencyReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("emergency reading")
        verbose_name_plural = _("emergency readings")
        ordering = ("-started_at",)
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("started_at")), name="emergency_reading_ends_after_start"),
            models.CheckConstraint(condition=~Q(reason=""), name="emergency_reading_says_why"),
        )
        indexes = (models.Index(fields=("partnership", "party", "-started_at")),)

    def __str__(self) -> str:
        return _now("Emergency reading by %(person)s") % {"person": self.person}

    def get_absolute_url(self) -> str:
        return reverse("emergency:reading", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether its person reads by it now."""
        return type(self).objects.open().filter(pk=self.pk).exists()

    def opens(self) -> Q:
        """The rows that it opens, asked at the gate (partnerships.access.spaces): the party's private ones, while it is open."""
        own = Q(partnership=self.partnership_id, party=self.party_id, visibility=Visibility.PRIVATE)
        return own & Q(Exists(type(self).objects.open().filter(pk=self.pk)))
