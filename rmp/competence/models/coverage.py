"""What a party releases of the ratings of its people: numbers of groups, frozen when they were published.

Nothing private is read when another party looks at them. How it is kept from telling of one person is in rmp.competence.figures.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right, Standing
from partnerships.access.spaces import InSpace
from partnerships.models import Term
from partnerships.records.describe import text
from partnerships.records.models import PartnershipRecord, RecordPart
from rmp.competence.models.catalogue import Competence
from rmp.competence.models.roles import REQUIRED
from rmp.competence.querysets import FigureQuerySet, SnapshotQuerySet


class CoverageSnapshot(PartnershipRecord):
    """The coverage of one party as it published it on a day. Only rmp.competence.services.publish_coverage makes one."""

    record_kind = "coverage-snapshot"
    is_removable = False

    published_on = models.DateField(_("published on"), editable=False)
    superseded_on = models.DateField(_("superseded on"), null=True, editable=False)
    note = models.TextField(_("note"), blank=True, help_text=_("What the others should know to read it."))

    objects: ClassVar[Any] = SnapshotQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("published coverage")
        verbose_name_plural = _("published coverage")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=False), name="coverage_of_a_party"),
            models.UniqueConstraint(
                fields=("partnership", "party"), condition=Q(superseded_on__isnull=True), name="coverage_one_current_a_party"
            ),
        )

    def __str__(self) -> str:
        names = {"party": self.party.short_name if self.party else "", "date": text(self.published_on)}
        return _now("Coverage of %(party)s, %(date)s") % names

    def may(self, standing: Standing, right: str) -> bool:
        """What was published stays as it is; the next publication takes its place."""
        return right not in (Right.WRITE, Right.SHARE) and super().may(standing, right)

    @property
    def is_current(self) -> bool:
        return self.superseded_on is None


class CoverageFigure(RecordPart):
    """Of the people of one party in one role, how many reach what the role asks for in one competence; or why it is not said."""

    record_kind = "coverage-figure"
    is_removable = False

    part_of: ClassVar[str] = "snapshot"

    class Status(models.TextChoices):
        SHOWN = "shown", _("Published")
        SMALL = "small", _("Too few people for a figure")
        UNRATED = "unrated", _("Not everybody is rated yet")
        WAITING = "waiting", _("Waits for new ratings")

    class Band(models.TextChoices):
        FEW = "few", _("Fewer than a third")
        SOME = "some", _("A third to two thirds")
        MOST = "most", _("Two thirds or more")

    snapshot = models.ForeignKey(
        CoverageSnapshot, models.CASCADE, related_name="figures", editable=False, verbose_name=_("published coverage")
    )
    role = models.ForeignKey(Term, models.PROTECT, related_name="+", editable=False, verbose_name=_("role"))
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+", editable=False, verbose_name=_("competence"))
    required_level = models.PositiveSmallIntegerField(_("required level"), choices=REQUIRED, editable=False)
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, editable=False)
    people = models.PositiveSmallIntegerField(_("people in the role"), null=True, editable=False)
    at_least = models.PositiveSmallIntegerField(_("reach it at least"), null=True, editable=False)
    at_most = models.PositiveSmallIntegerField(_("reach it at most"), null=True, editable=False)
    band = models.CharField(_("share"), max_length=4, choices=Band.choices, blank=True, editable=False)
    as_of = models.DateField(_("as of"), null=True, editable=False)

    objects: ClassVar[Any] = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = (
            models.UniqueConstraint(fields=("snapshot", "role", "competence"), name="coverage_figure_once"),
            models.CheckConstraint(
                condition=Q(status="shown", people__gte=5, at_least__lt=F("at_most"), at_most__lte=F("people"))
                & ~Q(band="")
                & Q(as_of__isnull=False)
                | ~Q(status="shown") & Q(people=None, at_least=None, at_most=None, as_of=None, band=""),
                name="coverage_figure_is_of_a_group",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} · {self.competence}"

    def how_many(self) -> str:
        """The figure in words, or why there is none."""
        if self.status != self.Status.SHOWN:
            return str(self.get_status_display())
        return _now("%(least)s to %(most)s of %(people)s") % {
            "least": self.at_least,
            "most": self.at_most,
            "people": self.people,
        }

    how_many.short_description = _("how many reach it")  # type: ignore[attr-defined]
