"""A joint decision: all parties decide on the same frozen content, each once, and each answer keeps the hash of what was decided on."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right, roles_with
from partnerships.access.spaces import InSpace
from partnerships.accounts.models import User
from partnerships.accounts.presence import Kind
from partnerships.bases import Vouched
from partnerships.clock import today
from partnerships.files import private_path
from partnerships.history.services import Scope
from partnerships.models import Membership, Party
from partnerships.signoff.querysets import RoundQuerySet, SlotQuerySet

if TYPE_CHECKING:
    from partnerships.signoff.subjects import Signable


class SignOffRound(InSpace, Vouched):
    """One asking of all parties. It lies where its subject lies, and never in private: what all sign, all can read."""

    record_kind = "signature-request"

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for signatures")
        COMPLETE = "complete", _("Signed by all")
        DECLINED = "declined", _("Declined")
        VOIDED = "voided", _("Void")
        EXPIRED = "expired", _("Time ran out")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", editable=False)
    subject_key = models.UUIDField(editable=False)
    subject = GenericForeignKey("subject_type", "subject_key")
    # The record that the subject is, or is a part of: a change anywhere in it is looked up by this.
    record_key = models.UUIDField(editable=False)
    title = models.CharField(_("title"), max_length=250, editable=False)
    snapshot = models.JSONField(_("what is signed"), editable=False)
    digest = models.CharField(_("hash"), max_length=64, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("opened by")
    )
    opened_for = models.ForeignKey(Party, models.PROTECT, related_name="+", editable=False, verbose_name=_("asking party"))
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    due_on = models.DateField(_("due"), null=True, blank=True, help_text=_("The last day to sign."))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    closing_note = models.TextField(_("how it ended"), blank=True, editable=False)
    # The bits of all parties that had joined then and sign, whether or not they read it and so were asked: when others have, it is void.
    table = models.BigIntegerField(default=0, editable=False)
    # Where the history stood at opening: who rewrites the chain from before must also rewrite this. Never shown.
    anchor_sequence = models.PositiveBigIntegerField(editable=False)
    anchor_hash = models.CharField(max_length=64, editable=False)

    objects: ClassVar[Any] = RoundQuerySet.as_manager()

    class Meta(InSpace.Meta):
        verbose_name = _("sign-off round")
        verbose_name_plural = _("sign-off rounds")
        ordering = ("-opened_at", "pk")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(
                fields=("subject_type", "subject_key"), condition=Q(state="open"), name="signoff_one_open_round"
            ),
            models.CheckConstraint(condition=Q(visibility="shared"), name="signoff_round_readable_by_all"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True) | ~Q(state="open") & Q(closed_at__isnull=False),
                name="signoff_round_closed_when_not_open",
            ),
        )
        indexes = (
            *InSpace.Meta.indexes,
            models.Index(fields=("record_key", "state")),
            models.Index(fields=("partnership", "-opened_at")),
            models.Index(fields=("due_on",), condition=Q(state="open"), name="signoff_round_due"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("signoff:detail", args=[self.partnership.slug, self.pk])

    def scope(self) -> Scope:
        return self.partnership, self.party, self.audience

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today()

    def current_subject(self) -> "Signable | None":
        """The subject as it is now in the database; None when it was removed."""
        model: Any = self.subject_type.model_class()
        return model._base_manager.filter(pk=self.subject_key).first() if model else None


class SignOffSlot(Vouched):
    """The place of one party in a round: who decided for it, what, when, and on what."""

    record_kind = "signature"

    class Decision(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SIGNED = "signed", _("Signed")
        RESERVED = "reserved", _("Signed with reservation")
        DECLINED = "declined", _("Declined")

    class Method(models.TextChoices):
        IN_APP = "in_app", _("Signed here")
        UPLOADED = "uploaded", _("Signed elsewhere")

    # Of decisions from before the product asked for a proof.
    UNRECORDED = "unrecorded"

    round = models.ForeignKey(SignOffRound, models.CASCADE, related_name="slots", editable=False, verbose_name=_("round"))
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", editable=False, verbose_name=_("party"))
    decision = models.CharField(
        _("decision"), max_length=10, choices=Decision.choices, default=Decision.WAITING, editable=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("decided by")
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signatory")
    )
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("delegate")
    )
    statement = models.TextField(_("reservation or reason"), blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    digest = models.CharField(_("hash of what was decided on"), max_length=64, blank=True, editable=False)
    method = models.CharField(_("how"), max_length=10, choices=Method.choices, default=Method.IN_APP, editable=False)
    proof = models.CharField(
        _("proof of identity"),
        max_length=20,
        choices=[*Kind.choices, (UNRECORDED, _("Not recorded"))],
        blank=True,
        editable=False,
        help_text=_("How the person showed once more who he or she is."),
    )
    proved_at = models.DateTimeField(_("identity proved"), null=True, editable=False)
    signed_by = models.CharField(_("signed by"), max_length=150, blank=True, help_text=_("Whose signature the paper bears."))
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    file = models.FileField(_("signed file"), upload_to=private_path, max_length=200, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=150, blank=True, editable=False)
    file_sha256 = models.CharField(_("hash of the file"), max_length=64, blank=True, editable=False)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ("round", "party__name")
        constraints = (
            models.UniqueConstraint(fields=("round", "party"), name="signoff_one_slot_per_party"),
            models.CheckConstraint(
                condition=Q(decision="waiting", person__isnull=True, decided_at__isnull=True, digest="")
                | ~Q(decision="waiting") & Q(person__isnull=False, decided_at__isnull=False) & ~Q(digest=""),
                name="signoff_slot_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decision="waiting", proof="", proved_at__isnull=True)
                | ~Q(decision="waiting") & Q(proof="unrecorded", proved_at__isnull=True)
                | ~Q(decision="waiting") & ~Q(proof__in=("", "unrecorded")) & Q(proved_at__isnull=False),
                name="signoff_slot_decided_with_proof",
            ),
            models.CheckConstraint(
                condition=Q(method="in_app", file="") | Q(method="uploaded") & ~Q(file="") & ~Q(file_sha256=""),
                name="signoff_slot_file_when_uploaded",
            ),
        )

    def __str__(self) -> str:
        return f"{self.round.title} · {self.party}"

    @classmethod
    def rows_of(cls, partnership: Any) -> "models.QuerySet[Any]":
        return cls._base_manager.filter(round__partnership=partnership)

    def scope(self) -> Scope:
        return self.round.scope()

    @property
    def is_waiting(self) -> bool:
        return self.decision == self.Decision.WAITING

    @property
    def is_signed(self) -> bool:
        return self.decision in (self.Decision.SIGNED, self.Decision.RESERVED)

    def people(self) -> "models.QuerySet[User]":
        """The persons who may decide for the party today: the Python side of `decidable_by`."""
        standing = Membership.objects.standing_in(self.round.partnership).filter(party=self.party)
        named = Q(user__in=[pk for pk in (self.assignee_id, self.delegate_id) if pk], role__in=roles_with(Right.WRITE))
        signing = Q() if self.assignee_id else Q(role__in=roles_with(Right.SIGN))
        return User.objects.filter(pk__in=standing.filter(named | signing).values("user"))

    def candidates(self) -> "models.QuerySet[User]":
        """The persons of the party whom a signatory may be chosen from."""
        standing = Membership.objects.standing_in(self.round.partnership).filter(party=self.party)
        return User.objects.filter(pk__in=standing.filter(role__in=roles_with(Right.WRITE)).values("user"))
