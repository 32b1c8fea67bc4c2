"""What may be shared, what was shared, and what is asked for (5.9)."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.documents.levels import Audience
from partnerships.documents.models import ClassificationLevel, Document
from partnerships.models import Party
from partnerships.records.models import PartnershipRecord
from rmp.governance.models import Agreement
from rmp.knowledge.querysets import CategoryQuerySet, RequestQuerySet


class InfoCategory(PartnershipRecord):
    """A kind of information that a party holds, and whether the others can have it."""

    record_kind = "info-category"

    class Sharing(models.TextChoices):
        CAN = "can", _("Can be shared")
        CONDITION = "condition", _("Could be shared, on a condition")
        CANNOT = "cannot", _("Cannot be shared")

    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("what belongs to it"), blank=True)
    owner = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("owner"))
    sharing = models.CharField(_("sharing"), max_length=10, choices=Sharing.choices)
    condition = models.TextField(
        _("condition"),
        blank=True,
        help_text=_("What must hold before it is shared: a paper signed, names removed, a date passed."),
    )
    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agreement"),
        help_text=_("Under which it is shared or kept."),
    )
    level = models.ForeignKey(
        ClassificationLevel,
        models.PROTECT,
        related_name="+",
        verbose_name=_("classification"),
        help_text=_("Who may have it at most."),
    )
    review_on = models.DateField(_("to be looked at again"), null=True, blank=True)

    objects: ClassVar[Any] = CategoryQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("category of information")
        verbose_name_plural = _("categories of information")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(sharing="condition") | ~Q(condition=""),
                name="info_category_names_its_condition",
                violation_error_message=_("Say on which condition it could be shared."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("review_on",)))

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.party_id and self.owner_id and self.owner_id != self.party_id:
            raise ValidationError({"owner": _("Of your own space, your own party is the owner: for others, make it joint.")})
        if not self.sharing or not self.level_id:
            return
        kept = self.level.audience >= Audience.OWN_PARTY
        if self.sharing == self.Sharing.CANNOT and not kept:
            raise ValidationError(
                {"level": _("What cannot be shared is for the own party at most: choose a level that says so.")}
            )
        if self.sharing != self.Sharing.CANNOT and kept:
            raise ValidationError(
                {"level": _("This level lets no other party have it: choose another, or say that it cannot be shared.")}
            )


class DisclosureRequest(PartnershipRecord):
    """One party asks another for information. `party` is the one that asks; all parties read it."""

    record_kind = "disclosure-request"

    class State(models.TextChoices):
        REQUESTED = "requested", _("Requested")
        CONSIDERED = "considered", _("Under consideration")
        GRANTED = "granted", _("Granted")
        LIMITED = "limited", _("Granted with limits")
        DECLINED = "declined", _("Declined")
        CLOSED = "closed", _("Closed")

    OPEN = (State.REQUESTED, State.CONSIDERED)
    DECIDED = (State.GRANTED, State.LIMITED, State.DECLINED)
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.REQUESTED: frozenset({State.CONSIDERED, State.CLOSED}),
        State.CONSIDERED: frozenset({State.GRANTED, State.LIMITED, State.DECLINED, State.CLOSED}),
        State.GRANTED: frozenset({State.CLOSED}),
        State.LIMITED: frozenset({State.CLOSED}),
        State.DECLINED: frozenset({State.CLOSED}),
        State.CLOSED: frozenset(),
    }
    FIXED: ClassVar[tuple[str, ...]] = ("what", "why", "of", "category", "answer_by")

    what = models.CharField(_("what is asked for"), max_length=250)
    why = models.TextField(_("what it is needed for"))
    of = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("asked of"))
    category = models.ForeignKey(
        InfoCategory, models.PROTECT, null=True, blank=True, related_name="requests", verbose_name=_("category")
    )
    answer_by = models.DateField(_("answer needed by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.REQUESTED, editable=False)
    limits = models.TextField(_("limits"), blank=True, editable=False)
    answer = models.TextField(_("answer"), blank=True, editable=False)
    decided_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = RequestQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("request for information")
        verbose_name_plural = _("requests for information")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=False, visibility="shared"), name="disclosure_request_of_a_party"),
            models.CheckConstraint(condition=~Q(state="limited") | ~Q(limits=""), name="disclosure_request_names_its_limits"),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""), name="disclosure_request_declined_with_reason"
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "answer_by")))

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.answer_by is not None and self.answer_by < today()

    def locked_fields(self) -> frozenset[str]:
        """What was asked stays as it was once it is being considered."""
        return frozenset() if self.state == self.State.REQUESTED else frozenset(self.FIXED)

    def clean(self) -> None:
        super().clean()
        if self.of_id and self.of_id == self.party_id:
            raise ValidationError({"of": _("Ask another party.")})
        if self._state.adding and self.answer_by and self.answer_by < today():
            raise ValidationError({"answer_by": _("This day is past.")})


class DisclosureEvent(PartnershipRecord):
    """Information was handed over: by whom, to whom, on which basis, what, when. `party` is the one that gave. It never changes."""

    record_kind = "disclosure-event"
    is_removable = False

    class Basis(models.TextChoices):
        CATEGORY = "category", _("The category can be shared")
        CONDITION = "condition", _("The condition of the category is met")
        REQUEST = "request", _("A request was granted")
        AGREEMENT = "agreement", _("An agreement asks for it")
        LAW = "law", _("The law asks for it")

    what = models.CharField(_("what was disclosed"), max_length=250)
    category = models.ForeignKey(
        InfoCategory, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("category")
    )
    document = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("document"))
    to = models.ManyToManyField(Party, related_name="+", blank=True, verbose_name=_("to"))
    to_others = models.CharField(
        _("to others"),
        max_length=250,
        blank=True,
        help_text=_("Who received it that is no party here: a funder, an authority."),
    )
    basis = models.CharField(_("basis"), max_length=10, choices=Basis.choices)
    ground = models.TextField(
        _("in detail"), blank=True, help_text=_("How the condition is met, which clause or which law asks for it.")
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agreement")
    )
    request = models.ForeignKey(
        DisclosureRequest,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        editable=False,
        verbose_name=_("request"),
    )
    at = models.DateField(_("on"), default=today)
    # Something went out that should not have: what was asked of those who received it.
    recalled_on = models.DateField(_("recalled on"), null=True, blank=True, editable=False)
    recall = models.TextField(_("why it was recalled, and what is asked"), blank=True, editable=False)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=False), name="disclosure_by_a_party"),
            models.CheckConstraint(
                condition=~Q(basis="request") | Q(request__isnull=False), name="disclosure_on_request_names_it"
            ),
            models.CheckConstraint(
                condition=~Q(basis="agreement") | Q(agreement__isnull=False),
                name="disclosure_by_agreement_names_it",
                violation_error_message=_("Name the agreement."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("partnership", "at")))

    def __str__(self) -> str:
        return self.what

    def to_whom(self) -> str:
        """Who received it, in a line."""
        return ", ".join([*(party.short_name for party in self.to.all()), *([self.to_others] if self.to_others else [])])

    to_whom.short_description = _("to")  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        if self.at and self.at > today():
            raise ValidationError({"at": _("This day has not come yet.")})
        if self.document is not None and self.document.is_narrowed and not self.is_private:
            raise ValidationError({"document": _("Not all who read this may know of that document: keep this private.")})
        if self.basis in (self.Basis.CONDITION, self.Basis.LAW) and not self.ground.strip():
            raise ValidationError({"ground": _("Say how the condition is met, or which law asks for it.")})
        if self.basis in (self.Basis.CATEGORY, self.Basis.CONDITION):
            self._clean_category()

    def _clean_category(self) -> None:
        """The basis must be what the category says: what cannot be shared is not shared by calling it something else."""
        if self.category is None:
            raise ValidationError({"category": _("Name the category.")})
        if self.category.owner_id != self.party_id:
            raise ValidationError({"category": _("This is another party's: only its owner decides on it.")})
        allowed = {InfoCategory.Sharing.CAN: self.Basis.CATEGORY, InfoCategory.Sharing.CONDITION: self.Basis.CONDITION}
        if allowed.get(self.category.sharing) != self.basis:  # type: ignore[call-overload]
            shown = self.category.get_sharing_display()
            raise ValidationError({"basis": _("Of this category it is said: %(sharing)s.") % {"sharing": shown}})
