"""How this partnership hangs together with others, and how high a party ranks it (5.1.2, 5.1.3.1, 5.1.3.2).

Both can tell one reader what another may not know: the name of a partnership, and what a party thinks of its partner.
"""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.models import Partnership
from partnerships.records.models import PartnershipRecord
from rmp.relationship.models.environment import Level
from rmp.relationship.querysets import LinkQuerySet


class RelationshipLink(PartnershipRecord):
    """This partnership grew from another one, or depends on it.

    For who does not stand in the other partnership the link does not exist, whatever space it lies in (LinkQuerySet). What others read
    of it, its title, its history, what is kept when it is taken back, names neither the other partnership nor what was noted; for that
    a link is never changed, only made and removed. Joint or shared it can be only where every party here takes part there too
    (rmp.relationship.receivers).
    """

    record_kind = "relationship-link"

    class Kind(models.TextChoices):
        GREW_FROM = "grew_from", _("Grew from")
        DEPENDS_ON = "depends_on", _("Depends on")

    undescribed = frozenset({"other", "note"})

    kind = models.CharField(_("kind of link"), max_length=12, choices=Kind.choices)
    other = models.ForeignKey(Partnership, models.PROTECT, related_name="+", verbose_name=_("other partnership"))
    note = models.TextField(_("what they have to do with each other"), blank=True)

    objects: ClassVar[Any] = LinkQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("link to another partnership")
        verbose_name_plural = _("links to other partnerships")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(other=F("partnership")),
                name="relationship_link_leads_elsewhere",
                violation_error_message=_("A partnership has no link to itself."),
            ),
            models.UniqueConstraint(
                fields=("partnership", "kind", "other"),
                condition=Q(party__isnull=True),
                name="relationship_link_joint_once",
                violation_error_message=_("This link is there already."),
            ),
            models.UniqueConstraint(
                fields=("partnership", "party", "kind", "other"),
                name="relationship_link_own_once",
                violation_error_message=_("Your party has this link already."),
            ),
        )

    def __str__(self) -> str:
        if self.kind == self.Kind.GREW_FROM:
            return str(_("Grew from another partnership"))
        return str(_("Depends on another partnership"))


def scored(label: Any, help_text: Any = "") -> Any:
    return models.PositiveSmallIntegerField(label, choices=Level.choices, help_text=help_text)


class Priority(PartnershipRecord):
    """How a party ranks this partnership among its own: by what it brings and by what it takes.

    It is always one party's, and private until that party shares it by an act.
    """

    record_kind = "priority"

    class Tier(models.TextChoices):
        STRATEGIC = "a_strategic", _("Strategic")
        KEY = "b_key", _("Key")
        PROJECT = "c_project", _("Project by project")
        OCCASIONAL = "d_occasional", _("Occasional")

    BENEFIT: ClassVar[tuple[str, ...]] = ("fit", "knowledge", "talent", "returns")
    EFFORT: ClassVar[tuple[str, ...]] = ("time", "cost", "coordination", "exposure")

    tier = models.CharField(
        _("tier"), max_length=15, choices=Tier.choices, help_text=_("Your ranking is read by your own party only.")
    )
    fit = scored(_("fit with our strategy"))
    knowledge = scored(_("new knowledge and skills"))
    talent = scored(_("people"), _("Students, recruits, staff."))
    returns = scored(_("income, savings or standing"))
    time = scored(_("people's time"))
    cost = scored(_("money and equipment"))
    coordination = scored(_("coordination between the houses"))
    exposure = scored(_("risk we take on"))
    reason = models.TextField(_("reason"), blank=True)
    review_on = models.DateField(_("rank again on"), null=True, blank=True)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("ranking")
        verbose_name_plural = _("ranking")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(
                fields=("partnership", "party"),
                name="priority_one_per_party",
                violation_error_message=_("Your party has ranked this partnership already: change that."),
            ),
            models.CheckConstraint(condition=Q(party__isnull=False), name="priority_of_a_party"),
            *(
                models.CheckConstraint(condition=Q(**{f"{name}__in": Level.values}), name=f"priority_{name}_level")
                for name in ("fit", "knowledge", "talent", "returns", "time", "cost", "coordination", "exposure")
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("review_on",)), models.Index(fields=("party", "tier")))

    def __str__(self) -> str:
        return str(_("Ranking by %(party)s") % {"party": self.party.short_name if self.party else ""})

    def benefit(self) -> Decimal:
        """The mean of what it brings, 1 to 4."""
        return self._mean(self.BENEFIT)

    benefit.short_description = _("benefit")  # type: ignore[attr-defined]

    def effort(self) -> Decimal:
        """The mean of what it takes, 1 to 4."""
        return self._mean(self.EFFORT)

    effort.short_description = _("effort")  # type: ignore[attr-defined]

    def _mean(self, names: tuple[str, ...]) -> Decimal:
        return Decimal(sum(getattr(self, name) for name in names)) / len(names)
