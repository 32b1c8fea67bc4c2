"""What may come, for one party or for all (5.10)."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from objectives.models import Objective
from partnerships.access.spaces import InSpace
from partnerships.models import Term
from partnerships.records.models import PartnershipRecord, PartyPart, RecordPart
from risks.querysets import LIVE, OwnerQuerySet, RiskLinkQuerySet, RiskQuerySet


class Risk(PartnershipRecord):
    """A threat or an opportunity: joint (`party` is null), or one party's own, private or shared.

    What threatens a joint objective and is known to all is joint and is owned by each party; what a party sees for itself alone is its
    own until it shares it.
    """

    record_kind = "risk"

    class Kind(models.TextChoices):
        THREAT = "threat", _("Threat")
        OPPORTUNITY = "opportunity", _("Opportunity")

    class Origin(models.TextChoices):
        WORK = "work", _("The work itself")
        RELATIONSHIP = "relationship", _("The relationship")
        OUTSIDE = "outside", _("Outside: network, market, politics")

    class Proximity(models.TextChoices):
        NOW = "now", _("Within a month")
        SOON = "soon", _("Within half a year")
        YEAR = "year", _("Within a year")
        LATER = "later", _("Later")

    class State(models.TextChoices):
        IDENTIFIED = "identified", _("Identified")
        ASSESSED = "assessed", _("Assessed")
        TREATMENT_PLANNED = "treatment_planned", _("Treatment planned")
        TREATING = "treating", _("Being treated")
        MONITORED = "monitored", _("Monitored")
        ACCEPTED = "accepted", _("Accepted")
        ESCALATED = "escalated", _("Escalated")
        OCCURRED = "occurred", _("Occurred")
        CLOSED = "closed", _("Closed")

    ENDS = frozenset({State.OCCURRED, State.CLOSED})
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.IDENTIFIED: frozenset({State.ASSESSED, State.TREATMENT_PLANNED, State.ESCALATED}) | ENDS,
        State.ASSESSED: frozenset({State.TREATMENT_PLANNED, State.MONITORED, State.ACCEPTED, State.ESCALATED}) | ENDS,
        State.TREATMENT_PLANNED: frozenset({State.TREATING, State.ACCEPTED, State.ESCALATED}) | ENDS,
        State.TREATING: frozenset({State.MONITORED, State.ACCEPTED, State.ESCALATED}) | ENDS,
        State.MONITORED: frozenset({State.ASSESSED, State.TREATMENT_PLANNED, State.ACCEPTED, State.ESCALATED}) | ENDS,
        State.ACCEPTED: frozenset({State.ASSESSED, State.ESCALATED}) | ENDS,
        State.ESCALATED: frozenset({State.ASSESSED, State.TREATMENT_PLANNED, State.TREATING, State.ACCEPTED}) | ENDS,
        State.OCCURRED: frozenset({State.ASSESSED, State.CLOSED}),
        State.CLOSED: frozenset({State.ASSESSED}),
    }
    undescribed = frozenset({"issue_type", "issue_key"})
    # What it is about: what the parties rate, accept and consent to.
    SAID: ClassVar[tuple[str, ...]] = ("title", "kind", "cause", "event", "effect")

    title = models.CharField(_("risk"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.THREAT)
    cause = models.TextField(_("cause"), blank=True, help_text=_("Because of what?"))
    event = models.TextField(_("event"), blank=True, help_text=_("What may happen?"))
    effect = models.TextField(_("effect"), blank=True, help_text=_("What would follow, and for whom?"))
    category = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("category"),
        limit_choices_to={"taxonomy": Term.Taxonomy.RISK_CATEGORY, "active": True},
    )
    origin = models.CharField(_("where it comes from"), max_length=12, choices=Origin.choices, default=Origin.WORK)
    proximity = models.CharField(_("when it may come"), max_length=5, choices=Proximity.choices, default=Proximity.YEAR)
    objectives = models.ManyToManyField(
        Objective,
        blank=True,
        related_name="risks",
        verbose_name=_("objectives at stake"),
        help_text=_("What all may read cannot name a private objective."),
    )
    review_on = models.DateField(_("next review"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.IDENTIFIED, editable=False)
    occurred_on = models.DateField(_("occurred on"), null=True, blank=True, editable=False)
    outcome = models.TextField(_("what happened"), blank=True, editable=False)
    # What another room made of it when it had occurred (partnerships.referrals).
    issue_type = models.ForeignKey(ContentType, models.PROTECT, null=True, editable=False, related_name="+")
    issue_key = models.UUIDField(null=True, editable=False)
    issue = GenericForeignKey("issue_type", "issue_key")

    objects: ClassVar[Any] = RiskQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state="occurred") | Q(occurred_on__isnull=False), name="risk_occurred_has_a_day"
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("partnership", "state")), models.Index(fields=("review_on",)))

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_threat(self) -> bool:
        return self.kind == self.Kind.THREAT

    def locked_fields(self) -> frozenset[str]:
        """What is agreed of a risk is agreed of these words: what comes to mean something else is another risk."""
        return frozenset(self.SAID) if self.is_settled else frozenset()

    @cached_property
    def is_settled(self) -> bool:
        return not self._state.adding and type(self).objects.settled().filter(pk=self.pk).exists()

    @cached_property
    def all_accept(self) -> bool:
        return self.is_joint and self.is_settled and self.acceptances.in_force().exists()  # type: ignore[attr-defined]

    def may_become(self, state: str) -> bool:
        return state in self.TRANSITIONS[self.state]

    def level_text(self) -> str:
        """The level now, in a word (RiskQuerySet.with_stand spares the two queries)."""
        from risks.words import level_now, level_word

        return level_word(self, level_now(self))

    level_text.short_description = _("level now")  # type: ignore[attr-defined]


class RiskOwner(PartyPart):
    """Who of a party answers for the risk. A joint risk has an owner of each party, one's own has one of one's own."""

    record_kind = "risk-owner"

    part_of = "risk"

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="owners", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("owner"))
    note = models.CharField(_("what for"), max_length=200, blank=True, help_text=_("Which part of it he or she looks after."))

    objects: ClassVar[Any] = OwnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("owner")
        verbose_name_plural = _("owners")
        constraints = (
            models.UniqueConstraint(
                fields=("risk", "party"),
                name="risk_owner_one_per_party",
                violation_error_message=_("Your party has named its owner already: change that."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} ({self.party.short_name})"

    def may(self, standing: Any, right: str) -> bool:
        """As the queryset has it: nobody is made to answer for another party's risk."""
        return super().may(standing, right) and self.risk.party_id in (None, self.party_id)


class RiskLink(RecordPart):
    """What one risk has to do with another. It lies where its first risk lies, and is read only by those who read both."""

    record_kind = "risk-link"

    class Kind(models.TextChoices):
        FEEDS = "feeds", _("feeds")
        TRIGGERS = "triggers", _("triggers")
        COMPOUNDS = "compounds", _("makes worse, and is made worse by")
        TRANSFERRED_TO = "transferred_to", _("is transferred to")
        FED_BY = "fed_by", _("is fed by")
        TRIGGERED_BY = "triggered_by", _("is triggered by")
        TRANSFERRED_FROM = "transferred_from", _("is transferred from")

    # How each reads from the other end.
    TURNED: ClassVar[dict[str, str]] = {
        Kind.FEEDS: Kind.FED_BY,
        Kind.TRIGGERS: Kind.TRIGGERED_BY,
        Kind.COMPOUNDS: Kind.COMPOUNDS,
        Kind.TRANSFERRED_TO: Kind.TRANSFERRED_FROM,
        Kind.FED_BY: Kind.FEEDS,
        Kind.TRIGGERED_BY: Kind.TRIGGERS,
        Kind.TRANSFERRED_FROM: Kind.TRANSFERRED_TO,
    }
    part_of = "risk"

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="links", editable=False)
    kind = models.CharField(_("link"), max_length=20, choices=Kind.choices)
    # Goes with the other risk: a party's private link must not hold back what another may remove.
    target = models.ForeignKey(Risk, models.CASCADE, related_name="linked_from", verbose_name=_("other risk"))
    note = models.CharField(_("how"), max_length=300, blank=True)

    objects: ClassVar[Any] = RiskLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = (
            models.UniqueConstraint(
                fields=("risk", "target", "kind"),
                name="risk_link_once",
                violation_error_message=_("These two are linked so already."),
            ),
            models.CheckConstraint(
                condition=~Q(risk=models.F("target")),
                name="risk_link_two_risks",
                violation_error_message=_("A risk has no link to itself."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.risk} {self.get_kind_display()} {self.target}"

    def clean(self) -> None:
        super().clean()
        if self.target_id and self.target.partnership_id != self.risk.partnership_id:
            raise ValidationError({"target": _now("That risk belongs to another partnership.")})
