"""Around the collaboration: who is interested in it and what they expect, and what helps or hinders it (5.1.2, 5.1.3.1)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.models import Party, Term
from partnerships.records.models import PartnershipRecord, RecordPart
from rmp.relationship.querysets import InterestedPartyQuerySet


class Level(models.IntegerChoices):
    """Four levels and no middle: whoever judges takes a side."""

    LOW = 1, _("1 low")
    RATHER_LOW = 2, _("2 rather low")
    RATHER_HIGH = 3, _("3 rather high")
    HIGH = 4, _("4 high")


def answering() -> Any:
    """A field for the party that answers for something; empty when all do."""
    return models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("party that answers for it"),
        help_text=_("Empty: all parties."),
    )


class InterestedParty(PartnershipRecord):
    """Somebody who can help, hinder or feel the effects of the collaboration."""

    record_kind = "interested-party"

    name = models.CharField(_("interested party"), max_length=200)
    category = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="+",
        verbose_name=_("kind"),
        limit_choices_to={"taxonomy": Term.Taxonomy.INTERESTED_PARTY, "active": True},
    )
    influence = models.PositiveSmallIntegerField(
        _("influence"),
        choices=Level.choices,
        null=True,
        blank=True,
        help_text=_("How much it can help or hinder. Leave it open until you know."),
    )
    interest = models.PositiveSmallIntegerField(
        _("interest"), choices=Level.choices, null=True, blank=True, help_text=_("How much it minds what comes of it.")
    )
    evaluation = models.TextField(
        _("evaluation"), blank=True, help_text=_("Why you see it so, and how you mean to deal with it.")
    )

    objects: ClassVar[Any] = InterestedPartyQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("interested party")
        verbose_name_plural = _("interested parties")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                # Written out, because a comparison with nothing is neither true nor false, and would pass.
                condition=Q(influence__isnull=True, interest__isnull=True)
                | Q(influence__isnull=False, influence__in=Level.values, interest__isnull=False, interest__in=Level.values),
                name="interested_party_both_levels",
                violation_error_message=_("Give both, influence and interest, or neither yet."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_placed(self) -> bool:
        """Whether it has a place on the map."""
        return self.influence is not None and self.interest is not None


class Expectation(RecordPart):
    """What an interested party expects, and whether it is met."""

    record_kind = "expectation"

    class Fulfilment(models.TextChoices):
        UNKNOWN = "unknown", _("Not yet known")
        MET = "met", _("Met")
        PARTLY = "partly", _("Partly met")
        NOT_MET = "not_met", _("Not met")

    part_of = "interested_party"

    interested_party = models.ForeignKey(InterestedParty, models.CASCADE, related_name="expectations", editable=False)
    text = models.CharField(_("what it expects"), max_length=400)
    voiced_by = models.CharField(
        _("voiced by"), max_length=200, blank=True, help_text=_("Who said so, and where: a person, a survey, a meeting.")
    )
    answers = answering()
    response = models.TextField(_("how we meet it"), blank=True)
    fulfilment = models.CharField(_("how it stands"), max_length=10, choices=Fulfilment.choices, default=Fulfilment.UNKNOWN)

    class Meta:
        verbose_name = _("expectation")
        verbose_name_plural = _("expectations")

    def __str__(self) -> str:
        return self.text


class ContextFactor(PartnershipRecord):
    """Something within the parties or outside them that helps or hinders the collaboration."""

    record_kind = "context-factor"

    class Origin(models.TextChoices):
        INTERNAL = "internal", _("Within the parties")
        EXTERNAL = "external", _("From outside")

    class Bearing(models.TextChoices):
        HELPS = "helps", _("Helps")
        HINDERS = "hinders", _("Hinders")
        EITHER = "either", _("Can go either way")

    title = models.CharField(_("factor"), max_length=200)
    origin = models.CharField(_("where it comes from"), max_length=10, choices=Origin.choices)
    bearing = models.CharField(_("what it does"), max_length=10, choices=Bearing.choices)
    effect = models.TextField(_("effect on the collaboration"), blank=True)
    response = models.TextField(_("how we respond"), blank=True)
    answers = answering()
    review_on = models.DateField(_("look again on"), null=True, blank=True)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("factor")
        verbose_name_plural = _("environment")
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("review_on",)))

    def __str__(self) -> str:
        return self.title
