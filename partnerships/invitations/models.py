"""An invitation: one person, by e-mail address, to stand for one party."""

import base64
import datetime as dt
import hashlib
import secrets
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right, roles_with
from partnerships.bases import Vouched
from partnerships.models import Membership, Participation, Partnership, Party, Role, Side

if TYPE_CHECKING:
    from partnerships.accounts.models import User


def new_nonce() -> str:
    return secrets.token_hex(16)


def default_expiry() -> dt.datetime:
    return timezone.now() + dt.timedelta(days=settings.INVITATION_DAYS)


def hash_of(token: str) -> str:
    """What is stored and looked up in place of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Invitations that can still be accepted."""
        return self.filter(state=Invitation.State.PENDING, expires_at__gt=timezone.now())

    def pending(self) -> Self:
        """Neither answered nor revoked: open, or expired and waiting to be sent again."""
        return self.filter(state=Invitation.State.PENDING)

    def visible_to(self, user: "User") -> Self:
        """What the person may see and manage: invitations of the own party's people, and of those whom every manager may invite
        (the first person of a party that has not joined, people of neutral organisations). Also what others do anywhere in the name
        of a party for which the person answers."""
        held = Participation.objects.held_by(user, roles_with(Right.MANAGE)).signing()
        invited = Participation.objects.filter(partnership=OuterRef("partnership"), party=OuterRef("party"))
        anybodys = invited.filter(Q(state=Participation.State.INVITED) | Q(side=Side.NEUTRAL))
        return self.filter(
            Q(Exists(held.filter(partnership=OuterRef("partnership"), party=OuterRef("party"))))
            | Q(Exists(anybodys), partnership__in=held.values("partnership"))
            | Q(pk__in=self.by_others_for(user).values("pk"))
        )

    def by_others_for(self, user: "User") -> Self:
        """Invitations for a party for which the person answers, made by somebody who does not."""
        own = Membership.objects.answering().filter(party=OuterRef("party"))
        return self.filter(Exists(own.filter(user_id=user.pk)), ~Exists(own.filter(user=OuterRef("invited_by"))))


class Invitation(Vouched):
    record_kind = "invitation"

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting for an answer")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        REVOKED = "revoked", _("Revoked")
        REJECTED = "rejected", _("Rejected")

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    partnership = models.ForeignKey(
        Partnership,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("partnership"),
        help_text=_("Empty: for all partnerships of the party."),
    )
    party = models.ForeignKey(Party, models.CASCADE, related_name="invitations", verbose_name=_("party"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("invited by")
    )
    message = models.TextField(_("personal line"), blank=True, max_length=1000)
    # The token is never stored. It is derived from this nonce with the secret key, so that the link can be copied or mailed once more,
    # while the table by itself (a stolen backup, say) opens no door; its hash is what an incoming link is looked up by.
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("valid until"), default=default_expiry, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING, editable=False)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False, verbose_name=_("accepted by")
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    # Where another than the party itself invites: who of the party confirmed it, or the administrator, with the reason.
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    reason = models.TextField(
        _("reason"),
        blank=True,
        max_length=2000,
        help_text=_(
            "How you know that this person belongs to the organisation. Needed where the organisation has nobody here yet, unless the "
            "address is of a domain recorded for it at which you have none."
        ),
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "party", "email"), condition=Q(state="pending"), name="invitation_one_waiting"
            ),
            models.UniqueConstraint(
                fields=("party", "email"),
                condition=Q(state="pending", partnership__isnull=True),
                name="invitation_one_waiting_everywhere",
            ),
        )
        indexes = (
            models.Index(fields=("invited_by", "created_at")),
            models.Index(fields=("email", "created_at")),
        )

    def __str__(self) -> str:
        return f"{self.name or self.email} · {self.party} · {self.get_role_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        if not self.token_hash:
            self.token_hash = hash_of(self.token)
        super().save(*args, **kwargs)

    def renew(self) -> None:
        """Give it a new token: every link sent before is dead."""
        self.nonce = new_nonce()
        self.token_hash = hash_of(self.token)

    @property
    def token(self) -> str:
        """128 bits that only this installation can derive, as 22 characters."""
        mac = salted_hmac("partnerships.invitations", f"{self.pk}:{self.nonce}", algorithm="sha256").digest()
        return base64.urlsafe_b64encode(mac[:16]).rstrip(b"=").decode()

    @property
    def link(self) -> str:
        """The whole address to send. Empty when SECRET_KEY was changed since: sending it again makes a link that works."""
        if hash_of(self.token) != self.token_hash:
            return ""
        return settings.SITE_URL + reverse("invitations:view", args=[self.token])

    @property
    def is_open(self) -> bool:
        return self.state == self.State.PENDING and not self.is_expired

    @property
    def is_expired(self) -> bool:
        return self.state == self.State.PENDING and self.expires_at <= timezone.now()
