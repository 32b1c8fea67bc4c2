"""The register of agreements: what the parties sign with each other, where each one lies now, and when it ends (5.5)."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.files import private_path
from partnerships.models import Party, Term
from partnerships.records.describe import content
from partnerships.records.models import PartnershipRecord
from partnerships.signoff.subjects import Signable
from rmp.governance.querysets import AgreementQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partnerships.accounts.models import User
    from partnerships.records.models import Kept
    from partnerships.signoff.models import SignOffRound


class Agreement(Signable, PartnershipRecord):
    """One agreement between parties, from the idea to its end.

    It comes into force when all parties have signed for it here, each in the house or by the paper it hands in. From then on its terms
    change only by another agreement that amends it.
    """

    record_kind = "agreement"

    class State(models.TextChoices):
        IDEA = "idea", _("Idea")
        DRAFTING = "drafting", _("Being drafted")
        NEGOTIATING = "negotiating", _("Being negotiated")
        LEGAL_REVIEW = "legal_review", _("Under legal review")
        AWAITING_SIGNATURE = "awaiting_signature", _("Awaiting signature")
        IN_FORCE = "in_force", _("In force")
        AMENDED = "amended", _("In force, amended")
        EXPIRED = "expired", _("Expired")
        TERMINATED = "terminated", _("Terminated")

    class Renewal(models.TextChoices):
        NONE = "none", _("It ends")
        DECISION = "decision", _("Renewed if the parties decide so")
        AUTOMATIC = "automatic", _("Renews itself unless notice is given")

    # On the way to a signature, and in force.
    PENDING = (State.IDEA, State.DRAFTING, State.NEGOTIATING, State.LEGAL_REVIEW, State.AWAITING_SIGNATURE)
    EFFECTIVE = (State.IN_FORCE, State.AMENDED)
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.IDEA: frozenset({State.DRAFTING, State.NEGOTIATING, State.TERMINATED}),
        State.DRAFTING: frozenset({State.NEGOTIATING, State.LEGAL_REVIEW, State.TERMINATED}),
        State.NEGOTIATING: frozenset({State.DRAFTING, State.LEGAL_REVIEW, State.AWAITING_SIGNATURE, State.TERMINATED}),
        State.LEGAL_REVIEW: frozenset({State.NEGOTIATING, State.AWAITING_SIGNATURE, State.TERMINATED}),
        State.AWAITING_SIGNATURE: frozenset({State.NEGOTIATING, State.LEGAL_REVIEW, State.IN_FORCE, State.TERMINATED}),
        State.IN_FORCE: frozenset({State.AMENDED, State.EXPIRED, State.TERMINATED}),
        State.AMENDED: frozenset({State.AMENDED, State.EXPIRED, State.TERMINATED}),
        State.EXPIRED: frozenset(),
        State.TERMINATED: frozenset(),
    }
    # What the parties sign, and what is fixed from then on.
    FIXED: ClassVar[tuple[str, ...]] = (
        *("title", "kind", "reference", "signatories", "subject", "value", "currency", "amends", "signed_on", "starts_on"),
        *("ends_on", "renewal", "renewal_months", "file_sha256"),
    )

    title = models.CharField(_("title"), max_length=200)
    kind = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="+",
        verbose_name=_("kind"),
        limit_choices_to={"taxonomy": Term.Taxonomy.AGREEMENT_TYPE, "active": True},
    )
    reference = models.CharField(
        _("reference"), max_length=100, blank=True, help_text=_("Its number in the registers of the parties.")
    )
    signatories = models.ManyToManyField(Party, related_name="+", verbose_name=_("parties to it"))
    subject = models.TextField(_("what it settles"), blank=True)
    amends = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        verbose_name=_("amends"),
        help_text=_("The agreement whose terms it changes, once it is in force."),
    )
    value = models.DecimalField(
        _("value"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(
        _("currency"),
        max_length=3,
        default="EUR",
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Three capital letters, such as EUR."))],
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    starts_on = models.DateField(_("in force from"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True, help_text=_("The last day. Empty: it has no fixed end."))
    renewal = models.CharField(_("at the end"), max_length=10, choices=Renewal.choices, default=Renewal.NONE)
    renewal_months = models.PositiveSmallIntegerField(
        _("renews itself by (months)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("For one that renews itself: by how many months each time."),
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.IDEA, editable=False)
    with_party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("lies now with")
    )
    with_since = models.DateField(_("there since"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    end_reason = models.TextField(_("why it ended"), blank=True, editable=False)
    file = models.FileField(_("file"), upload_to=private_path, max_length=200, blank=True, editable=False)
    file_name = models.CharField(_("name of the file"), max_length=150, blank=True, editable=False)
    file_sha256 = models.CharField(_("hash of the file"), max_length=64, blank=True, editable=False)

    undescribed = frozenset({"file"})

    objects: ClassVar[Any] = AgreementQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="agreement_ends_after_start",
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("awaiting_signature", "in_force", "amended")) | ~Q(reference=""),
                name="agreement_signed_with_reference",
                violation_error_message=_("What is to be signed, and what is in force, has a reference."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=("expired", "terminated"), ended_on__isnull=False)
                | ~Q(state__in=("expired", "terminated")) & Q(ended_on__isnull=True),
                name="agreement_ended_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(renewal="automatic") | Q(ends_on__isnull=False, renewal_months__isnull=False),
                name="agreement_renews_itself_by_months",
                violation_error_message=_("One that renews itself has a last day, and months by which it goes on."),
            ),
        )
        indexes = (
            *InSpace.Meta.indexes,
            models.Index(fields=("partnership", "state")),
            models.Index(fields=("state", "ends_on")),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.reference})" if self.reference else self.title

    @property
    def is_pending(self) -> bool:
        """Whether it is on the way to a signature."""
        return self.state in self.PENDING

    @property
    def is_in_force(self) -> bool:
        """Whether it holds today."""
        begun = self.starts_on is None or self.starts_on <= today()
        return self.state in self.EFFECTIVE and begun and (self.ends_on is None or self.ends_on >= today())

    @property
    def days_there(self) -> int | None:
        """For how many days it has lain where it lies."""
        return (today() - self.with_since).days if self.with_since and self.is_pending else None

    days_there.fget.short_description = _("days there")  # type: ignore[attr-defined]

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.is_pending else frozenset(self.FIXED)

    def clean(self) -> None:
        super().clean()
        self.currency = self.currency.upper()
        if self.amends_id and self.amends_id == self.pk:
            raise ValidationError({"amends": _("It cannot amend itself.")})
        if self.signed_on and self.signed_on > today():
            raise ValidationError({"signed_on": _("The day of signing is in the future.")})
        if self.renewal != self.Renewal.AUTOMATIC:
            self.renewal_months = None
        elif not (self.ends_on and self.renewal_months):
            name = "renewal_months" if self.ends_on else "ends_on"
            raise ValidationError({name: _("One that renews itself has a last day, and months by which it goes on.")})
        if self.state == self.State.AWAITING_SIGNATURE and not self.reference:
            raise ValidationError({"reference": _("What is to be signed, and what is in force, has a reference.")})

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """With it goes its file."""
        drop_file(self.file)
        return super().delete(*args, **kwargs)

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        """What the parties sign: the terms, the notice periods, and the file by its hash."""
        notices = [
            [str(notice.holder), notice.days] for notice in self.notices.select_related("holder").order_by("holder__name")
        ]
        return {**content(self, self.FIXED), "notices": notices}

    def acts_on(self) -> "Iterable[Kept]":
        """The agreement whose terms it changes."""
        return [self.amends] if self.amends else []

    def signoff_title(self) -> str:
        return _now("Agreement: %(title)s") % {"title": self}

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.governance.services.agreements import bring_into_force

        bring_into_force(self, actor=actor)

    def signoff_declined(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.governance.services.agreements import back_to_negotiation

        back_to_negotiation(self, actor=actor, note=round.closing_note)


def drop_file(file: Any) -> None:
    """Remove a file that is needed no more, once the transaction is over: what is undone keeps its file."""
    if file:
        name, storage = file.name, file.storage
        transaction.on_commit(lambda: storage.delete(name), robust=True)
