"""What has to be done for an end to go well: prepared in good time, done when it comes, accepted by the other side."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.models import Party
from partnerships.records.models import HeldPart, PartnershipRecord
from rmp.exits.querysets import ItemQuerySet, RehearsalQuerySet


class Area(models.TextChoices):
    PEOPLE = "people", _("People and students")
    RESEARCH = "research", _("Continuity of research")
    DATA = "data", _("Data")
    IP = "ip", _("Intellectual property and licences")
    PUBLICATIONS = "publications", _("Publications")
    EQUIPMENT = "equipment", _("Equipment and premises")
    MONEY = "money", _("Money")
    CONTRACTS = "contracts", _("Contracts and subcontractors")
    ACCESS = "access", _("Access and systems")
    RECORDS = "records", _("Records and archive")
    COMMUNICATION = "communication", _("Communication and reputation")
    OBLIGATIONS = "obligations", _("Obligations that go on")


class ExitPlanItem(PartnershipRecord):
    """One thing that must be settled. It counts as ready when it could be done any day."""

    record_kind = "exit-plan-item"

    class State(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        READY = "ready", _("Ready")
        IN_PROGRESS = "in_progress", _("In hand")
        DONE = "done", _("Done, not yet accepted")
        ACCEPTED = "accepted", _("Accepted")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.NOT_STARTED: frozenset({State.READY}),
        State.READY: frozenset({State.NOT_STARTED, State.IN_PROGRESS}),
        State.IN_PROGRESS: frozenset({State.READY, State.DONE}),
        State.DONE: frozenset({State.IN_PROGRESS, State.ACCEPTED}),
        State.ACCEPTED: frozenset(),
    }

    title = models.CharField(_("what is to be settled"), max_length=200)
    area = models.CharField(_("area"), max_length=16, choices=Area.choices)
    now = models.TextField(_("how it is now"), blank=True, max_length=2000, help_text=_("Who has it, where it lies."))
    then = models.TextField(_("how it will be"), max_length=2000, help_text=_("Where it goes, and what counts as arrived."))
    responsible = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("party that does it"))
    after = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="before", verbose_name=_("only after")
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(5)], help_text=_("1 to 5.")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.NOT_STARTED, editable=False)
    proof = models.TextField(_("proof"), blank=True, editable=False)
    done_on = models.DateField(_("done on"), null=True, editable=False)
    accepted_by = models.ForeignKey(
        Party, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("accepted by")
    )
    accepted_on = models.DateField(_("accepted on"), null=True, editable=False)

    objects: ClassVar[Any] = ItemQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("item of the exit plan")
        verbose_name_plural = _("items of the exit plan")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=True), name="exit_item_is_joint"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=5), name="exit_item_weight"),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(accepted_by__isnull=False, accepted_on__isnull=False),
                name="exit_item_accepted_by_somebody",
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("partnership", "state")), models.Index(fields=("due_on",)))

    def __str__(self) -> str:
        return self.title

    @property
    def is_accepted(self) -> bool:
        return self.state == self.State.ACCEPTED

    def locked_fields(self) -> frozenset[str]:
        """What another party is asked to accept, and accepted, stays as it was done: whose it was, and what was to be done."""
        fixed = {"title", "area", "now", "then", "responsible", "after", "due_on", "weight"}
        return frozenset(fixed) if self.state in (self.State.DONE, self.State.ACCEPTED) else frozenset()

    def clean(self) -> None:
        super().clean()
        above, seen = self.after, {self.pk}
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"after": _("It would have to wait for itself.")})
            seen.add(above.pk)
            above = above.after


class ItemOwner(HeldPart):
    """Who sees to an item for a party: each party names one."""

    record_kind = "item-owner"

    part_of = "item"
    held_by = "of"

    item = models.ForeignKey(ExitPlanItem, models.CASCADE, related_name="owners", editable=False, verbose_name=_("item"))
    of = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("of the party"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    name = models.CharField(_("or by name and office"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("owner of an item")
        verbose_name_plural = _("owners")
        ordering = ("item", "of__name")
        constraints = (
            models.UniqueConstraint(
                fields=("item", "of"),
                name="exit_one_owner_per_party",
                violation_error_message=_("This party has an owner here: change it."),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name=""),
                name="exit_owner_is_somebody",
                violation_error_message=_("Choose a person or give a name."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.who()} ({self.of.short_name})"

    def who(self) -> str:
        return str(self.person) if self.person else self.name

    who.short_description = _("who")  # type: ignore[attr-defined]

    def locked_fields(self) -> frozenset[str]:
        return frozenset({"of", "person", "name"}) if self.item.is_accepted else frozenset()


class ExitRehearsal(PartnershipRecord):
    """The parties walked through the exit plan, as they would through a fire drill."""

    record_kind = "exit-rehearsal"

    on = models.DateField(_("on"))
    walked = models.TextField(_("what we walked through"), max_length=2000)
    findings = models.TextField(_("what we found"), blank=True, max_length=4000)
    next_on = models.DateField(_("next time"), null=True, blank=True)

    objects: ClassVar[Any] = RehearsalQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("rehearsal")
        verbose_name_plural = _("rehearsals")
        ordering = ("partnership", "-on")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=True), name="exit_rehearsal_is_joint"),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=models.F("on")),
                name="exit_rehearsal_next_is_later",
                violation_error_message=_("The next time is not after this one."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("next_on",)))

    def __str__(self) -> str:
        from partnerships.records.describe import text

        return _now("Rehearsal of %(day)s") % {"day": text(self.on)}
