"""Who is asked. A party names its own people and nobody else sees their names; their answers are joined to them only while they answer."""

import base64
import secrets
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from assessments.models.answers import Response
from assessments.models.cycles import Cycle
from assessments.models.instruments import Group
from partnerships.access.spaces import InSpace
from partnerships.bases import UUIDModel
from partnerships.invitations.models import hash_of
from partnerships.models import FROZEN_STATES
from partnerships.records.models import PartnershipRecord

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.accounts.models import User


class Respondent(PartnershipRecord):
    """One person whom a party asks. It lies in the party's own private space and is never shared."""

    record_kind = "respondent"
    read_in_emergency = False  # who is asked is nobody's to read who does not ask

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="respondents", verbose_name=_("cycle"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
        help_text=_("Somebody of your party with an account here."),
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(
        _("e-mail address"), blank=True, help_text=_("Of somebody without an account: one link is mailed.")
    )
    group = models.CharField(_("group"), max_length=12, choices=Group.choices, default=Group.OPERATIVE)
    # Whether the results rest on this person's answers, among others: what later cycles are compared with (assessments.anonymity).
    counted = models.BooleanField(default=False, editable=False)
    shown_group = models.CharField(max_length=12, blank=True, editable=False)

    undescribed: ClassVar[frozenset[str]] = frozenset({"counted", "shown_group"})
    unvouched: ClassVar[frozenset[str]] = undescribed  # it follows from the answers

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("respondent")
        verbose_name_plural = _("respondents")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=False, visibility="private"), name="respondent_is_private"),
            models.CheckConstraint(
                condition=Q(user__isnull=False, email="") | Q(user__isnull=True) & ~Q(email=""),
                name="respondent_has_one_address",
                violation_error_message=_(
                    "Choose a person, or give the address of somebody without an account: one of the two."
                ),
            ),
            models.UniqueConstraint(
                fields=("cycle", "party", "user"),
                condition=Q(user__isnull=False),
                name="respondent_person_once",
                violation_error_message=_("This person is asked already."),
            ),
            models.UniqueConstraint(
                fields=("cycle", "party", "email"),
                condition=~Q(email=""),
                name="respondent_address_once",
                violation_error_message=_("This address is asked already."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("cycle", "party")))

    def __str__(self) -> str:
        return self.name or (str(self.user) if self.user_id else self.email)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    @property
    def person_key(self) -> str:
        """By which the same person is known in another cycle, whether asked by account or by mail."""
        return (self.user.email if self.user else self.email).strip().lower()

    def locked_fields(self) -> frozenset[str]:
        if not self.cycle_id or self.cycle.state in (Cycle.State.PLANNED, Cycle.State.INVITING):
            return frozenset()
        return frozenset({"cycle", "user", "email", "name", "group"}) if not self._state.adding else frozenset()

    def clean(self) -> None:
        super().clean()
        if self.cycle_id and self.cycle.is_settled:
            raise ValidationError({"cycle": _("This cycle takes no more answers.")})


def new_nonce() -> str:
    return secrets.token_hex(16)


class QuestionnaireQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """One's own, and nobody else's, whatever role one has."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(respondent__user=user)

    def waiting(self) -> Self:
        """Those that can still be handed in and have not been."""
        return self.filter(state__in=(Questionnaire.State.WAITING, Questionnaire.State.BEGUN), **OPEN_NOW)

    def answerable(self) -> Self:
        return self.filter(**OPEN_NOW).exclude(respondent__partnership__state__in=FROZEN_STATES)


OPEN_NOW = {"respondent__cycle__state": Cycle.State.OPEN, "side_closed": False}


class Questionnaire(UUIDModel):
    """What one person is asked to fill in. Until the answers are closed it leads to them; then the way is cut for good."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Not begun")
        BEGUN = "begun", _("Begun")
        HANDED_IN = "handed_in", _("Handed in")

    respondent = models.OneToOneField(Respondent, models.CASCADE, related_name="questionnaire", verbose_name=_("respondent"))
    response = models.OneToOneField(Response, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    side_closed = models.BooleanField(default=False)
    # As for invitations: the token is derived and never stored; its hash is what a link is looked up by.
    nonce = models.CharField(max_length=32, default=new_nonce)
    token_hash = models.CharField(max_length=64, unique=True)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")

    def __str__(self) -> str:
        return str(self.respondent.cycle)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.token_hash:
            self.token_hash = hash_of(self.token)
        super().save(*args, **kwargs)

    def renew(self) -> None:
        """Give it a new token: the link sent before is dead."""
        self.nonce = new_nonce()
        self.token_hash = hash_of(self.token)

    @property
    def token(self) -> str:
        """128 bits that only this installation can derive, as 22 characters."""
        mac = salted_hmac("assessments.questionnaire", f"{self.pk}:{self.nonce}", algorithm="sha256").digest()
        return base64.urlsafe_b64encode(mac[:16]).rstrip(b"=").decode()

    @property
    def link(self) -> str:
        """Where it is answered: by one's account, or by the link itself. Empty when SECRET_KEY was changed since."""
        if self.respondent.user_id:
            return self.get_absolute_url()
        if hash_of(self.token) != self.token_hash:
            return ""
        return settings.SITE_URL + reverse("assessments_house:answer", args=[self.token])

    @property
    def is_open(self) -> bool:
        partnership = self.respondent.partnership
        return self.respondent.cycle.state == Cycle.State.OPEN and not self.side_closed and partnership.is_open

    def get_absolute_url(self) -> str:
        return reverse("assessments:answer", args=[self.respondent.partnership.slug, self.pk])
