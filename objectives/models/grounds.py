"""Why the parties collaborate, where they differ, how they work together, and what they report (5.3.1, 5.3.3.1, 5.3.3.2, 5.3.3.5)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.records.describe import text
from partnerships.records.models import PartnershipRecord


class Driver(PartnershipRecord):
    """What drives the collaboration (5.3.1)."""

    record_kind = "driver"

    title = models.CharField(_("driver"), max_length=200, help_text=_("A need, an opportunity or a pressure: why now?"))
    description = models.TextField(_("what it means for us"), blank=True)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("driver")
        verbose_name_plural = _("drivers")

    def __str__(self) -> str:
        return self.title


class ValueCase(PartnershipRecord):
    """Why taking part is worth it to one party (5.3.3.1)."""

    record_kind = "value-case"

    reason = models.TextField(_("why it is worth taking part"))
    expected_value = models.TextField(_("value expected"), blank=True)
    cost = models.TextField(_("what it costs"), blank=True, help_text=_("Money, people's time, and what is left undone."))

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("value case")
        verbose_name_plural = _("value cases")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(
                fields=("partnership", "party"),
                name="value_case_one_per_party",
                violation_error_message=_("Your party has its value case already: change that one."),
            ),
            models.CheckConstraint(condition=Q(party__isnull=False), name="value_case_of_a_party"),
        )

    def __str__(self) -> str:
        return str(_("What it is worth to %(party)s") % {"party": self.party.short_name if self.party else ""})


class DifferenceNote(PartnershipRecord):
    """Where the parties think or act differently, and how they deal with it (5.3.1)."""

    record_kind = "difference-note"

    class Kind(models.TextChoices):
        EXPECTATIONS = "expectations", _("Expectations")
        RISK = "risk", _("Attitude to risk")
        TIME = "time", _("Sense of time")
        MINDSET = "mindset", _("Mindset")
        GOALS = "goals", _("Goals")
        RULES = "rules", _("Attitude to rules")

    kind = models.CharField(_("about"), max_length=20, choices=Kind.choices)
    description = models.TextField(_("how we differ"))
    handling = models.TextField(_("how we deal with it"), blank=True)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("difference")
        verbose_name_plural = _("differences")

    def __str__(self) -> str:
        return self.get_kind_display()


class Mechanism(PartnershipRecord):
    """A way in which the parties work together (5.3.3.2)."""

    record_kind = "mechanism"

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Regular meeting")
        GROUP = "group", _("Joint working group")
        CONTACT = "contact", _("Named contacts")
        PLATFORM = "platform", _("Shared platform or tool")
        REPORTING = "reporting", _("Reporting")
        EXCHANGE = "exchange", _("Exchange of people")
        OTHER = "other", _("Other")

    title = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    description = models.TextField(_("how it works"), blank=True)
    cadence = models.CharField(_("how often"), max_length=100, blank=True)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("way of working")
        verbose_name_plural = _("ways of working")

    def __str__(self) -> str:
        return self.title


class Summary(PartnershipRecord):
    """What a period brought, told in time (5.3.3.5)."""

    record_kind = "summary"

    class State(models.TextChoices):
        DUE = "due", _("Due")
        PUBLISHED = "published", _("Published")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.DUE: frozenset({State.PUBLISHED}),
        State.PUBLISHED: frozenset(),
    }

    period_from = models.DateField(_("from"))
    period_to = models.DateField(_("to"))
    due_on = models.DateField(_("due"))
    text = models.TextField(
        _("summary"), blank=True, help_text=_("Leave it empty for now: it can be drafted from the records.")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DUE, editable=False)
    published_on = models.DateField(_("published"), null=True, blank=True, editable=False)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("summary")
        verbose_name_plural = _("summaries")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")),
                name="summary_period_in_order",
                violation_error_message=_("The period ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("period_to")),
                name="summary_due_after_period",
                violation_error_message=_("It is due before the period ends."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "due_on")))

    def __str__(self) -> str:
        return str(_("Summary %(start)s to %(end)s") % {"start": text(self.period_from), "end": text(self.period_to)})

    def locked_fields(self) -> frozenset[str]:
        """What was published stays as it was read."""
        if self.state == self.State.PUBLISHED:
            return frozenset({"period_from", "period_to", "due_on", "text"})
        return frozenset()
