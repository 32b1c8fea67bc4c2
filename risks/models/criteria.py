"""By which measure the parties judge risks, and how much of it each is ready to bear (5.10)."""

from itertools import product
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.records.describe import content
from partnerships.records.models import PartnershipRecord, RecordPart
from partnerships.signoff.subjects import Signable
from risks.querysets import CriteriaQuerySet
from risks.scale import DEFAULT_MATRIX, SIZE, Level, level_of

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound

FIVE_LINES = _("Five lines, from the lowest step to the highest.")


def lines(text: str) -> list[str]:
    """The lines in which something stands."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def check_five(name: str, text: str) -> None:
    """Raises ValidationError at the field unless the text has one line for each step, or none at all."""
    if text.strip() and len(lines(text)) != SIZE:
        raise ValidationError({name: _now("One line for each of the five steps, please.")})


class RiskCriteria(Signable, PartnershipRecord):
    """A version of the criteria. One is in force: the last that all parties signed; while there is none, the house's own count."""

    record_kind = "risk-criteria"
    binds_all = True

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_FORCE = "in_force", _("In force")
        SUPERSEDED = "superseded", _("Superseded")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.DRAFT: frozenset({State.IN_FORCE}),
        State.IN_FORCE: frozenset({State.SUPERSEDED}),
        State.SUPERSEDED: frozenset(),
    }
    FIXED: ClassVar[tuple[str, ...]] = ("likelihoods", "matrix", "appetite", "statement")
    signoff_template = "risks/criteria_signed.html"

    number = models.PositiveIntegerField(_("version"), editable=False)
    likelihoods = models.TextField(_("what likely means"), blank=True, help_text=FIVE_LINES)
    matrix = models.CharField(_("levels"), max_length=SIZE * SIZE, default=DEFAULT_MATRIX)
    appetite = models.PositiveSmallIntegerField(
        _("joint appetite"),
        choices=Level.choices,
        default=Level.MODERATE,
        help_text=_("The highest level of a joint risk that the parties bear without doing more about it."),
    )
    statement = models.TextField(
        _("what we never risk"), blank=True, help_text=_("What no gain outweighs, and what we risk gladly.")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT, editable=False)
    in_force_on = models.DateField(_("in force since"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = CriteriaQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("criteria")
        verbose_name_plural = _("criteria")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(fields=("partnership", "number"), name="risk_criteria_number_once"),
            models.UniqueConstraint(
                fields=("partnership",),
                condition=Q(state="draft"),
                name="risk_criteria_one_draft",
                violation_error_message=_("There is a draft already: change that one."),
            ),
            models.UniqueConstraint(fields=("partnership",), condition=Q(state="in_force"), name="risk_criteria_one_in_force"),
            models.CheckConstraint(condition=Q(appetite__range=(1, 4)), name="risk_criteria_appetite_is_a_level"),
        )

    def __str__(self) -> str:
        return _now("Criteria, version %(number)d") % {"number": self.number}

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.is_draft else frozenset(self.FIXED)

    def clean(self) -> None:
        super().clean()
        check_five("likelihoods", self.likelihoods)
        if len(self.matrix) != SIZE * SIZE or set(self.matrix) - set("1234"):
            raise ValidationError({"matrix": _("Each place of the matrix needs one of the four levels.")})
        steps = range(1, SIZE + 1)
        for likelihood, impact in product(steps, steps):
            here = level_of(self.matrix, likelihood, impact)
            lower = [level_of(self.matrix, *at) for at in ((likelihood - 1, impact), (likelihood, impact - 1)) if min(at) > 0]
            if any(level > here for level in lower):
                raise ValidationError(
                    {
                        "matrix": _now("Likelihood %(l)d with impact %(i)d has a lower level than a place with less of it.")
                        % {"l": likelihood, "i": impact}
                    }
                )

    def snapshot(self) -> dict[str, Any]:
        dimensions = self.dimensions.order_by("created_at", "pk")
        return content(self, self.FIXED) | {"dimensions": [content(one, ("name", "steps")) for one in dimensions]}

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from risks.services import put_criteria_in_force

        put_criteria_in_force(self, actor=actor)


class ImpactDimension(RecordPart):
    """In what an impact is felt (money, reputation, people ...), and what each step means there."""

    record_kind = "impact-dimension"

    part_of = "criteria"

    criteria = models.ForeignKey(RiskCriteria, models.CASCADE, related_name="dimensions", editable=False)
    name = models.CharField(_("dimension"), max_length=80)
    steps = models.TextField(_("what the steps mean"), blank=True, help_text=FIVE_LINES)

    class Meta:
        verbose_name = _("dimension of impact")
        verbose_name_plural = _("dimensions of impact")
        constraints = (
            models.UniqueConstraint(
                fields=("criteria", "name"),
                name="impact_dimension_once",
                violation_error_message=_("This dimension is there already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def locked_fields(self) -> frozenset[str]:
        return frozenset({"name", "steps"}) if self.criteria.locked_fields() else frozenset()

    def clean(self) -> None:
        super().clean()
        check_five("steps", self.steps)


class PartyStance(PartnershipRecord):
    """How much risk one party is ready to bear here, and whether the others may know how many risks it keeps to itself."""

    record_kind = "party-stance"

    appetite = models.PositiveSmallIntegerField(
        _("our appetite"),
        choices=Level.choices,
        default=Level.MODERATE,
        help_text=_("The highest level of a risk that we bear without doing more about it."),
    )
    statement = models.TextField(_("in words"), blank=True, help_text=_("What we never risk, and where we are ready to."))
    count_shown = models.BooleanField(
        _("the others may know how many of our risks are undisclosed"), default=False, editable=False
    )

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("appetite for risk")
        verbose_name_plural = _("appetites for risk")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=False), name="party_stance_of_a_party"),
            models.UniqueConstraint(
                fields=("partnership", "party"),
                name="party_stance_one_per_party",
                violation_error_message=_("Your party has said it already: change that."),
            ),
            models.CheckConstraint(condition=Q(appetite__range=(1, 4)), name="party_stance_appetite_is_a_level"),
        )

    def __str__(self) -> str:
        return _now("Appetite of %(party)s") % {"party": self.party.short_name if self.party else ""}
