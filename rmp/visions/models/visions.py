"""What each party stands for, the vision they state together, and who has understood it (5.2.1, 5.2.2, 5.2.3.1)."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.models import Party
from partnerships.records.describe import content
from partnerships.records.models import PartnershipRecord, RecordPart
from partnerships.signoff.subjects import Signable
from rmp.visions.querysets import AcknowledgementQuerySet, JointVisionQuerySet

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound

ONE_A_LINE = _("One a line.")


def lines(text: str) -> list[str]:
    """What stands in a field that takes one thing a line, without leading dashes and empty lines."""
    return [line for line in (raw.strip().lstrip("-*• ").strip() for raw in text.splitlines()) if line]


class PartyProfile(PartnershipRecord):
    """Who one party is in this partnership: where it wants to go, what it holds to, how it works, what it brings (5.2.3.1).

    Each party has one; the history keeps what it said before.
    """

    record_kind = "party-profile"

    vision = models.TextField(_("our vision"), help_text=_("Where do we want to be in some years, and what for?"))
    values = models.TextField(_("our values"), blank=True, help_text=ONE_A_LINE)
    profile = models.TextField(_("who we are"), blank=True, help_text=_("What we do, for whom, and how we are organised."))
    culture = models.TextField(
        _("how we work"), blank=True, help_text=_("How we decide, how fast, how we deal with mistakes and with rules.")
    )
    brings = models.TextField(_("what we bring"), blank=True, help_text=_("To this collaboration, beyond money."))

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(
                fields=("partnership", "party"),
                name="party_profile_one_per_party",
                violation_error_message=_("Your party has its profile already: change that one."),
            ),
            models.CheckConstraint(condition=Q(party__isnull=False), name="party_profile_of_a_party"),
        )

    def __str__(self) -> str:
        return _now("What %(party)s stands for") % {"party": self.party.short_name if self.party else ""}

    @property
    def value_list(self) -> list[str]:
        return lines(self.values)


class JointVision(Signable, PartnershipRecord):
    """The vision that the parties state together: a version of it, agreed by every party's signature.

    An agreed version stays as it was signed. What changes later is a new version, which takes its place when all have signed it.
    """

    record_kind = "joint-vision"
    binds_all = True

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        AGREED = "agreed", _("Agreed")
        SUPERSEDED = "superseded", _("Superseded")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.DRAFT: frozenset({State.AGREED}),
        State.AGREED: frozenset({State.SUPERSEDED}),
        State.SUPERSEDED: frozenset(),
    }
    # What the parties sign.
    FIXED: ClassVar[tuple[str, ...]] = ("direction", "culture", "values", "value_creation", "reflects")

    number = models.PositiveIntegerField(_("number"), editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT, editable=False)
    direction = models.TextField(
        _("future direction"), help_text=_("The future both sides work for, in a few sentences anybody understands.")
    )
    culture = models.TextField(_("culture"), blank=True, help_text=_("How we treat each other and how we work together."))
    values = models.TextField(_("values"), blank=True, help_text=ONE_A_LINE)
    value_creation = models.TextField(
        _("value we mean to create"), blank=True, help_text=_("Which value, for whom, and how it comes from this vision.")
    )
    reflects = models.TextField(
        _("objectives it reflects"), blank=True, help_text=_("Which objectives of each party, and of all, stand behind it.")
    )
    agreed_on = models.DateField(_("agreed on"), null=True, editable=False)
    superseded_on = models.DateField(_("superseded on"), null=True, editable=False)
    published_on = models.DateField(_("published on"), null=True, editable=False)
    published_where = models.CharField(_("published where"), max_length=300, blank=True, editable=False)

    objects: ClassVar[Any] = JointVisionQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("version of the joint vision")
        verbose_name_plural = _("versions of the joint vision")
        ordering = ("partnership", "-number")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(fields=("partnership", "number"), name="joint_vision_number"),
            models.UniqueConstraint(fields=("partnership",), condition=Q(state="draft"), name="joint_vision_one_draft"),
            models.UniqueConstraint(fields=("partnership",), condition=Q(state="agreed"), name="joint_vision_one_agreed"),
            models.CheckConstraint(condition=Q(party__isnull=True), name="joint_vision_is_joint"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(agreed_on__isnull=False), name="joint_vision_agreed_has_a_day"
            ),
        )

    def __str__(self) -> str:
        return _now("Joint vision, version %(number)s") % {"number": self.number}

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_agreed(self) -> bool:
        return self.state == self.State.AGREED

    @property
    def value_list(self) -> list[str]:
        return lines(self.values)

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.is_draft else frozenset(self.FIXED)

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        """What the parties agree: the statement, and nothing that happens to it later."""
        return content(self, self.FIXED)

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.visions.services import agree_vision

        agree_vision(self, actor=actor)


class Acknowledgement(RecordPart):
    """One person has read and understood an agreed version. The author is that person, and the time is that of the act."""

    record_kind = "acknowledgement"

    part_of = "vision"

    vision = models.ForeignKey(
        JointVision, models.CASCADE, related_name="acknowledgements", editable=False, verbose_name=_("version")
    )
    # For whom the person stood then.
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", editable=False, verbose_name=_("party"))

    objects: ClassVar[Any] = AcknowledgementQuerySet.as_manager()

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        constraints = (models.UniqueConstraint(fields=("vision", "author"), name="acknowledgement_once"),)

    def __str__(self) -> str:
        return f"{self.author} · {self.vision}"

    def clean(self) -> None:
        super().clean()
        if not self.vision.is_agreed:
            raise ValidationError(_("Only the agreed version is acknowledged."))
