"""How the parties would part, agreed while they are together; and what each of them thinks of it for itself."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.models import Party
from partnerships.records.describe import content
from partnerships.records.models import PartnershipRecord, RecordPart
from partnerships.signoff.subjects import Signable
from rmp.exits.querysets import StrategyQuerySet

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound

LONGEST_NOTICE = 1095


class ExitStrategy(Signable, PartnershipRecord):
    """One version of what the parties agree about an end: signed with the plan, or by itself."""

    record_kind = "exit-strategy"
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
    FIXED: ClassVar[tuple[str, ...]] = (
        *("extent", "boundaries", "principles", "protected", "communication", "cause_days", "review_on"),
    )

    number = models.PositiveIntegerField(_("version"), editable=False)
    extent = models.TextField(
        _("scope"), max_length=4000, help_text=_("What an end would end, and what would go on: projects, contracts, people.")
    )
    boundaries = models.TextField(
        _("boundaries"),
        blank=True,
        max_length=4000,
        help_text=_("What neither party does on the way out, whatever the reason."),
    )
    principles = models.TextField(
        _("principles"), blank=True, max_length=4000, help_text=_("How we treat each other and third parties when we part.")
    )
    protected = models.TextField(
        _("who is protected"),
        blank=True,
        max_length=4000,
        help_text=_("Students, customers, patients, suppliers, data subjects."),
    )
    communication = models.TextField(
        _("how an end is told"), blank=True, max_length=4000, help_text=_("To whom first, by whom, in whose words.")
    )
    cause_days = models.PositiveSmallIntegerField(
        _("notice for cause, in days"),
        default=30,
        validators=[MaxValueValidator(LONGEST_NOTICE)],
        help_text=_("After a breach, or when force majeure makes it impossible to go on."),
    )
    review_on = models.DateField(_("next review"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT, editable=False)
    agreed_on = models.DateField(_("agreed on"), null=True, editable=False)
    superseded_on = models.DateField(_("superseded on"), null=True, editable=False)

    objects: ClassVar[Any] = StrategyQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("exit strategy")
        verbose_name_plural = _("exit strategy")
        ordering = ("partnership", "-number")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=True), name="exit_strategy_is_joint"),
            models.UniqueConstraint(fields=("partnership", "number"), name="exit_strategy_number"),
            models.UniqueConstraint(fields=("partnership",), condition=Q(state="draft"), name="exit_strategy_one_draft"),
            models.UniqueConstraint(fields=("partnership",), condition=Q(state="agreed"), name="exit_strategy_one_agreed"),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "review_on")))

    def __str__(self) -> str:
        return _now("Exit strategy, version %(number)s") % {"number": self.number}

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    def locked_fields(self) -> frozenset[str]:
        """What was agreed changes by the next version."""
        return frozenset() if self.is_draft else frozenset(self.FIXED)

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        notices = self.notices.select_related("giver").order_by("giver__name", "pk")  # type: ignore[attr-defined]
        return content(self, self.FIXED) | {"notices": [content(notice) for notice in notices]}

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.exits.services import agree_strategy

        agree_strategy(self, actor=actor)


class NoticePeriod(RecordPart):
    """How long before an end of its own choosing a party must say so."""

    record_kind = "exits-notice-period"

    part_of = "strategy"

    strategy = models.ForeignKey(
        ExitStrategy, models.CASCADE, related_name="notices", editable=False, verbose_name=_("exit strategy")
    )
    giver = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("party that gives notice"))
    days = models.PositiveSmallIntegerField(_("days"), validators=[MaxValueValidator(LONGEST_NOTICE)])
    form = models.CharField(
        _("form"), max_length=300, blank=True, help_text=_("In writing, to whom; at which times of the year, if not at any.")
    )

    class Meta:
        verbose_name = _("period of notice")
        verbose_name_plural = _("periods of notice")
        ordering = ("strategy", "giver__name")
        constraints = (
            models.UniqueConstraint(
                fields=("strategy", "giver"),
                name="exit_one_notice_per_party",
                violation_error_message=_("The period of this party is there already: change it."),
            ),
        )

    def __str__(self) -> str:
        return _now("%(party)s: %(days)s days") % {"party": self.giver, "days": self.days}

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.strategy.is_draft else frozenset({"giver", "days", "form"})


class ExitPosition(PartnershipRecord):
    """What an end would mean to one party. It is private until that party shares it."""

    record_kind = "exit-position"

    class Dependence(models.TextChoices):
        LOW = "low", _("We could go on alone at once")
        MEDIUM = "medium", _("We would need some months")
        HIGH = "high", _("It would hurt what we live by")

    dependence = models.CharField(_("how much we depend on it"), max_length=8, choices=Dependence.choices)
    must_keep = models.TextField(_("what we must keep"), max_length=4000, help_text=_("Rights, data, people, access."))
    walk_away = models.TextField(
        _("what would make us leave"), blank=True, max_length=4000, help_text=_("Better said before than felt after.")
    )
    alternatives = models.TextField(_("what we would do instead"), blank=True, max_length=4000)
    review_on = models.DateField(_("look again on"), null=True, blank=True)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("position on an end")
        verbose_name_plural = _("positions on an end")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=False), name="exit_position_of_a_party"),
            models.UniqueConstraint(
                fields=("partnership", "party"),
                name="exit_one_position_per_party",
                violation_error_message=_("Your party has written its position already: change that."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("review_on",)))

    def __str__(self) -> str:
        return _now("If it ended: %(party)s") % {"party": self.party.short_name if self.party else ""}
