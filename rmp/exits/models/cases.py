"""An end, or a change of form, from its proposal to the joint look back."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.files import private_path
from partnerships.models import Party
from partnerships.records.describe import content
from partnerships.records.models import PartnershipRecord, PartyPart, RecordPart
from partnerships.signoff.subjects import Signable
from rmp.exits.models.assessment import ExitAssessment
from rmp.exits.querysets import CaseQuerySet

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound


class DisengagementCase(Signable, PartnershipRecord):
    """One way out or onward. All parties decide it by their signatures; what one party may decide alone needs its notice instead."""

    record_kind = "disengagement-case"
    is_removable = False
    binds_all = True

    class Kind(models.TextChoices):
        NATURAL_END = "natural_end", _("Natural end")
        RENEW = "renew", _("Renew")
        EXTEND = "extend", _("Extend")
        TRANSFORM = "transform", _("Transform")
        SCALE_DOWN = "scale_down", _("Scale down")
        TRANSFER = "transfer", _("Transfer to somebody else")
        SUSPEND = "suspend", _("Suspend")
        LEAVE = "leave", _("One party leaves, the others go on")
        MUTUAL_END = "mutual_end", _("End by agreement")
        ONE_SIDED_END = "one_sided_end", _("End by one party")
        BREACH = "breach", _("End after a breach")
        FORCE_MAJEURE = "force_majeure", _("End by force majeure")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        JOINT_ASSESSMENT = "joint_assessment", _("Assessed together")
        DECIDED = "decided", _("Decided")
        NOTIFIED = "notified", _("Told to those concerned")
        TRANSITION = "transition", _("Transition")
        CLEARING = "obligations_clearing", _("Clearing of obligations")
        EVALUATION = "evaluation", _("Look back")
        CLOSED = "closed", _("Closed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    # What ends the partnership; after the others it goes on, in another form or after a rest.
    ENDING: ClassVar[frozenset[str]] = frozenset(
        {Kind.NATURAL_END, Kind.TRANSFER, Kind.MUTUAL_END, Kind.ONE_SIDED_END, Kind.BREACH, Kind.FORCE_MAJEURE}
    )
    # What one party may decide by its notice.
    BY_NOTICE: ClassVar[frozenset[str]] = frozenset({Kind.ONE_SIDED_END, Kind.BREACH, Kind.FORCE_MAJEURE, Kind.LEAVE})
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PROPOSED: frozenset({State.JOINT_ASSESSMENT, State.WITHDRAWN}),
        State.JOINT_ASSESSMENT: frozenset({State.DECIDED, State.WITHDRAWN}),
        State.DECIDED: frozenset({State.NOTIFIED, State.WITHDRAWN}),
        State.NOTIFIED: frozenset({State.TRANSITION, State.WITHDRAWN}),
        State.TRANSITION: frozenset({State.CLEARING}),
        State.CLEARING: frozenset({State.EVALUATION}),
        State.EVALUATION: frozenset({State.CLOSED, State.CLEARING}),
        State.CLOSED: frozenset(),
        State.WITHDRAWN: frozenset(),
    }
    # What the parties decide, and what they write when they look back.
    FIXED: ClassVar[tuple[str, ...]] = ("kind", "leaver", "reason", "terms", "effective_on", "successor")
    LOOKING_BACK: ClassVar[tuple[str, ...]] = ("outcome", "lessons", "publishable")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    leaver = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("party that leaves"),
        help_text=_("Only where one party leaves and the others go on."),
    )
    reason = models.TextField(_("why"), max_length=4000)
    assessment = models.ForeignKey(
        ExitAssessment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("follows from"),
        limit_choices_to={"state": "concluded", "conclusion": "exit"},
    )
    terms = models.TextField(
        _("what we decide"), blank=True, max_length=6000, help_text=_("Who gets what, who bears what, what goes on.")
    )
    effective_on = models.DateField(_("takes effect on"), null=True, blank=True)
    successor = models.CharField(
        _("who takes over"), max_length=200, blank=True, help_text=_("For a transfer: to whom, with whose consent.")
    )
    outcome = models.TextField(_("what became of the objectives"), blank=True, max_length=4000)
    lessons = models.TextField(_("what we learnt"), blank=True, max_length=4000)
    publishable = models.TextField(
        _("what we say of it in public"), blank=True, max_length=2000, help_text=_("Words all parties stand by.")
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.PROPOSED, editable=False)
    by_notice = models.ForeignKey(
        Party, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("by notice of")
    )
    decided_on = models.DateField(_("decided on"), null=True, editable=False)
    told = models.TextField(_("who was told, and how"), blank=True, editable=False)
    told_on = models.DateField(_("told on"), null=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, editable=False)

    objects: ClassVar[Any] = CaseQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("case of ending or change")
        verbose_name_plural = _("cases of ending or change")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=True), name="exit_case_is_joint"),
            models.CheckConstraint(
                condition=Q(by_notice__isnull=True) | Q(kind__in=("one_sided_end", "breach", "force_majeure", "leave")),
                name="exit_case_notice_where_it_may_be",
            ),
            models.CheckConstraint(
                condition=Q(kind="leave", leaver__isnull=False) | ~Q(kind="leave") & Q(leaver__isnull=True),
                name="exit_case_leaver_where_one_leaves",
            ),
            models.UniqueConstraint(
                fields=("partnership",),
                condition=Q(state__in=("decided", "notified", "transition", "obligations_clearing", "evaluation")),
                name="exit_one_case_decided",
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("partnership", "state")))

    def __str__(self) -> str:
        if self.leaver is not None:
            return _now("%(party)s leaves") % {"party": self.leaver}
        return str(self.get_kind_display())

    @property
    def is_ending(self) -> bool:
        return self.kind in self.ENDING

    @property
    def is_one_sided(self) -> bool:
        return self.kind in self.BY_NOTICE

    @property
    def is_undecided(self) -> bool:
        return self.state in (self.State.PROPOSED, self.State.JOINT_ASSESSMENT)

    @property
    def has_come(self) -> bool:
        """Whether the day on which it takes effect has come."""
        return self.effective_on is None or self.effective_on <= today()

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.CLOSED, self.State.WITHDRAWN)

    def locked_fields(self) -> frozenset[str]:
        if self.is_over:
            return frozenset({*self.FIXED, *self.LOOKING_BACK, "assessment"})
        return frozenset() if self.is_undecided else frozenset({*self.FIXED, "assessment"})

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def signoff_title(self) -> str:
        return _now("Decision: %(what)s") % {"what": self}

    def snapshot(self) -> dict[str, Any]:
        return content(self, self.FIXED)

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.exits.services import decide_case

        decide_case(self, actor=actor)


class OfCase(RecordPart):
    """What belongs to a case, for as long as it is not over."""

    part_of = "case"

    class Meta:
        abstract = True

    def is_fixed(self) -> bool:
        return self.case.is_over  # type: ignore[attr-defined]

    def locked_fields(self) -> frozenset[str]:
        from partnerships.records.describe import field_names

        return frozenset(field_names(type(self))) if self.is_fixed() else frozenset()


class ContinuityMeasure(OfCase):
    """What goes on for whom, although the partnership ends: nobody is left in the middle."""

    record_kind = "continuity-measure"

    case = models.ForeignKey(
        DisengagementCase, models.CASCADE, related_name="continuity", editable=False, verbose_name=_("case")
    )
    stakeholder = models.CharField(_("for whom"), max_length=200)
    service = models.CharField(_("what goes on"), max_length=300)
    how = models.TextField(_("how"), max_length=2000)
    responsible = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("party that sees to it"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("measure of continuity")
        verbose_name_plural = _("continuity")
        ordering = ("case", "created_at")

    def __str__(self) -> str:
        return f"{self.stakeholder}: {self.service}"


class Disposition(OfCase):
    """Where an asset or a set of data goes: returned, destroyed, kept or archived, with a proof that the other side confirms."""

    record_kind = "disposition"

    class Kind(models.TextChoices):
        ASSET = "asset", _("Asset")
        DATA = "data", _("Data")

    class Way(models.TextChoices):
        RETURN = "return", _("Returned")
        DESTROY = "destroy", _("Destroyed")
        ARCHIVE = "archive", _("Archived")
        KEEP = "keep", _("Kept by agreement")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done, not yet confirmed")
        CONFIRMED = "confirmed", _("Confirmed")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.OPEN: frozenset({State.DONE}),
        State.DONE: frozenset({State.OPEN, State.CONFIRMED}),
        State.CONFIRMED: frozenset(),
    }

    case = models.ForeignKey(
        DisengagementCase, models.CASCADE, related_name="dispositions", editable=False, verbose_name=_("case")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    what = models.CharField(_("what"), max_length=200)
    holder = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("held by"))
    way = models.CharField(_("what becomes of it"), max_length=8, choices=Way.choices)
    where = models.CharField(_("where it goes"), max_length=200, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    proof = models.TextField(_("proof"), blank=True, editable=False, help_text=_("Receipt, protocol, certificate of erasure."))
    file = models.FileField(_("file"), upload_to=private_path, max_length=200, blank=True, editable=False)
    file_name = models.CharField(_("name of the file"), max_length=150, blank=True, editable=False)
    file_sha256 = models.CharField(_("hash of the file"), max_length=64, blank=True, editable=False)
    done_on = models.DateField(_("done on"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        Party, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("confirmed by")
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, editable=False)

    class Meta:
        verbose_name = _("return or disposition")
        verbose_name_plural = _("assets and data")
        ordering = ("case", "created_at")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_by__isnull=False), name="exit_disposition_confirmed_by_somebody"
            ),
        )

    def __str__(self) -> str:
        return self.what

    def is_fixed(self) -> bool:
        return super().is_fixed() or self.state != self.State.OPEN


class CaseEvaluation(PartyPart):
    """How one party looks back."""

    record_kind = "case-evaluation"

    part_of = "case"

    class Rating(models.IntegerChoices):
        POOR = 1, _("1: poor")
        WEAK = 2, _("2: weak")
        FAIR = 3, _("3: fair")
        GOOD = 4, _("4: good")
        VERY_GOOD = 5, _("5: very good")

    class Again(models.TextChoices):
        YES = "yes", _("Yes")
        CHANGED = "changed", _("Yes, in another form")
        NO = "no", _("No")

    case = models.ForeignKey(
        DisengagementCase, models.CASCADE, related_name="evaluations", editable=False, verbose_name=_("case")
    )
    objectives = models.PositiveSmallIntegerField(_("objectives reached"), choices=Rating.choices)
    value = models.PositiveSmallIntegerField(_("value for us"), choices=Rating.choices)
    trust = models.PositiveSmallIntegerField(_("trust at the end"), choices=Rating.choices)
    lessons = models.TextField(_("what we learnt"), max_length=4000)
    again = models.CharField(_("would we do it again"), max_length=8, choices=Again.choices)

    class Meta:
        verbose_name = _("look back of a party")
        verbose_name_plural = _("look back")
        ordering = ("case", "created_at")
        constraints = (
            models.UniqueConstraint(
                fields=("case", "party"),
                name="exit_one_evaluation_per_party",
                violation_error_message=_("Your party has looked back: change that."),
            ),
        )

    def __str__(self) -> str:
        return str(self.party)

    def locked_fields(self) -> frozenset[str]:
        return frozenset({"objectives", "value", "trust", "lessons", "again"}) if self.case.is_over else frozenset()
