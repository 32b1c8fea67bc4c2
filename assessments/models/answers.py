"""What was answered, without a name and without a time; and the cells into which it is rolled up."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from assessments.models.cycles import Cycle, CycleSide
from assessments.models.instruments import Dimension, Item, Kind
from partnerships.bases import UUIDModel
from partnerships.models import Party


class Response(UUIDModel):
    """All that one person answered in a cycle. Its key is random, and nothing here says when it was written or by whom."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="responses", verbose_name=_("cycle"))
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("party"))
    # While answers come in, the person's group; once they are closed, the group that is shown, or nothing.
    group = models.CharField(max_length=12, blank=True)
    handed_in = models.BooleanField(default=False)
    # Whether the results rest on it (assessments.anonymity).
    counted = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")

    def __str__(self) -> str:
        return str(self.cycle)


class Answer(models.Model):
    """The answer to one question."""

    id = models.BigAutoField(primary_key=True)
    response = models.ForeignKey(Response, models.CASCADE, related_name="answers", db_index=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", db_index=False)
    # The level on a scale, the place among the choices from 0, 1 and 0 for yes and no. Null with nothing else: does not apply.
    value = models.SmallIntegerField(null=True)
    number = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    day = models.DateField(null=True)
    text = models.TextField(blank=True)
    chosen = models.JSONField(null=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = (models.UniqueConstraint(fields=("response", "item"), name="answer_once"),)

    def __str__(self) -> str:
        return str(self.pk)


class CellQuerySet(models.QuerySet[Any]):
    def shown(self) -> Self:
        """The cells that may be seen: of released cycles and of sides that are shown, and resting on enough people each.

        Everything that shows a figure starts here: pages, charts, exports, the wheel, practices, metrics.
        """
        sides = CycleSide.objects.shown().filter(cycle=OuterRef("cycle"), party=OuterRef("party"))
        return self.filter(Exists(sides), n__gte=F("cycle__min_group"), w__gt=0)


class Cell(models.Model):
    """One dimension of a cycle as one side sees it: how many people, and the weighted sums of what they answered.

    Whole numbers, so that a rollup equals a recomputation to the last digit on every database.
    """

    id = models.BigAutoField(primary_key=True)
    # What it is computed from keeps these keys right; the database need not look them up again for each of many thousand cells.
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="cells", db_constraint=False, db_index=False)
    dimension = models.ForeignKey(Dimension, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    n = models.IntegerField()  # people
    w = models.BigIntegerField()  # sum of weights
    wx = models.BigIntegerField()  # sum of weight x level
    wxx = models.BigIntegerField()  # sum of weight x level squared

    objects = CellQuerySet.as_manager()

    class Meta:
        verbose_name = _("cell")
        verbose_name_plural = _("cells")
        constraints = (models.UniqueConstraint(fields=("cycle", "dimension", "party"), name="cell_once"),)

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.dimension_id} {self.party_id}"

    @property
    def mean(self) -> float:
        return self.wx / self.w

    @property
    def spread(self) -> float:
        """The standard deviation of the answers."""
        return max(self.wxx / self.w - self.mean**2, 0.0) ** 0.5


class Changed(models.Model):
    """The mark that answers of a cycle changed since its cells were computed. Written with the answers, removed with the cells."""

    cycle = models.OneToOneField(Cycle, models.CASCADE, primary_key=True, related_name="+")
    times = models.PositiveBigIntegerField(default=1)

    class Meta:
        verbose_name = _("cycle to be rolled up")
        verbose_name_plural = _("cycles to be rolled up")

    def __str__(self) -> str:
        return str(self.cycle_id)


class Benchmark(models.Model):
    """How a principle stands in the portfolio: the middle and the quarters, of enough partnerships, and no names."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    principle = models.PositiveSmallIntegerField(_("principle"))
    partnerships = models.PositiveIntegerField(_("partnerships"))
    low = models.DecimalField(_("lower quarter"), max_digits=3, decimal_places=1)
    middle = models.DecimalField(_("middle"), max_digits=3, decimal_places=1)
    high = models.DecimalField(_("upper quarter"), max_digits=3, decimal_places=1)

    class Meta:
        verbose_name = _("benchmark")
        verbose_name_plural = _("benchmarks")
        constraints = (models.UniqueConstraint(fields=("kind", "principle"), name="benchmark_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.principle}"
