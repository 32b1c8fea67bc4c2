"""The joint plan: the parties' own words, and the versions in which what they agreed is frozen, reviewed and signed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace, SpaceQuerySet
from partnerships.models import Partnership
from partnerships.practices.sections import SECTIONS
from partnerships.records.models import Kept, PartnershipRecord, PartyPart
from partnerships.rules.models import AgreedRule
from partnerships.signoff.subjects import Signable

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound


def section_choices() -> list[tuple[str, "str | _StrPromise"]]:
    return [(section.key, section.title) for section in SECTIONS.values()]


class SectionText(PartnershipRecord):
    """What the parties themselves say in one section of the plan, in plain Markdown."""

    record_kind = "section-text"

    section = models.CharField(_("section"), max_length=20, choices=section_choices, editable=False)
    text = models.TextField(_("in our own words"), blank=True, max_length=20_000)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("text of a section")
        verbose_name_plural = _("texts of the sections")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(fields=("partnership", "section"), name="plan_one_text_per_section"),
            models.CheckConstraint(condition=Q(party__isnull=True), name="plan_text_is_joint"),
        )

    def __str__(self) -> str:
        return str(SECTIONS[self.section].title)

    def get_absolute_url(self) -> str:
        return f"{reverse('rmp_plan:living', args=[self.partnership.slug])}#{self.section}"


class LivingPlan(models.Model):
    """The plan as it stood at an entry of the history, kept so that it need not be assembled for every reader (rmp.plan.living)."""

    partnership = models.OneToOneField(Partnership, models.CASCADE, primary_key=True, related_name="+")
    sequence = models.PositiveBigIntegerField()
    day = models.DateField()
    edition = models.CharField(max_length=16)
    content = models.JSONField()

    def __str__(self) -> str:
        return f"{self.partnership_id}: {self.sequence}"


class PlanVersionQuerySet(SpaceQuerySet):
    def open(self) -> "PlanVersionQuerySet":
        """Versions on the way: not yet in force, not withdrawn. A partnership has at most one."""
        return self.filter(state__in=PlanVersion.OPEN)

    def in_force(self) -> "PlanVersionQuerySet":
        return self.filter(state=PlanVersion.State.IN_FORCE)


class PlanVersion(Signable, PartnershipRecord):
    """One version of the plan. As a draft it is only announced; frozen, it keeps the whole plan as it then stood."""

    record_kind = "plan-version"
    is_removable = False
    binds_all = True

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        JOINT_REVIEW = "joint_review", _("Joint review")
        CHANGES_REQUESTED = "changes_requested", _("Changes requested")
        AWAITING_SIGNATURES = "awaiting_signatures", _("Awaiting signatures")
        IN_FORCE = "in_force", _("In force")
        SUPERSEDED = "superseded", _("Superseded")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OPEN: ClassVar = (State.DRAFT, State.JOINT_REVIEW, State.CHANGES_REQUESTED, State.AWAITING_SIGNATURES)
    IN_REVIEW: ClassVar = (State.JOINT_REVIEW, State.CHANGES_REQUESTED)
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.DRAFT: frozenset({State.JOINT_REVIEW, State.WITHDRAWN}),
        State.JOINT_REVIEW: frozenset({State.CHANGES_REQUESTED, State.AWAITING_SIGNATURES, State.DRAFT, State.WITHDRAWN}),
        State.CHANGES_REQUESTED: frozenset({State.JOINT_REVIEW, State.DRAFT, State.WITHDRAWN}),
        State.AWAITING_SIGNATURES: frozenset({State.IN_FORCE, State.JOINT_REVIEW}),
        State.IN_FORCE: frozenset({State.SUPERSEDED}),
        State.SUPERSEDED: frozenset(),
        State.WITHDRAWN: frozenset(),
    }
    signoff_template = "rmp/plan/signing.html"
    undescribed = frozenset({"content", "rules"})  # the digest stands for it

    number = models.PositiveIntegerField(_("number"), editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT, editable=False)
    summary = models.TextField(
        _("summary in plain words"),
        blank=True,
        max_length=4000,
        help_text=_("What this plan says, on half a page, so that anybody on either side understands it (5.1.1)."),
    )
    review_on = models.DateField(
        _("next review"), null=True, blank=True, help_text=_("When the parties look at the plan again.")
    )
    content = models.JSONField(_("content"), default=dict, blank=True, editable=False)
    digest = models.CharField(_("SHA-256 of the content"), max_length=64, blank=True, editable=False)
    # What is agreed with the content, {key: fingerprint of all it says}: rules (partnerships.rules), objectives, the strategy.
    rules = models.JSONField(default=dict, blank=True, editable=False)
    frozen_at = models.DateTimeField(_("frozen"), null=True, editable=False)
    # What was missing, and who had not accepted what, when signatures were asked for all the same; and why they were.
    open_points = models.TextField(_("open points"), blank=True, editable=False)
    reason = models.TextField(_("reason to sign all the same"), blank=True, editable=False)
    in_force_on = models.DateField(_("in force from"), null=True, editable=False)
    superseded_on = models.DateField(_("superseded on"), null=True, editable=False)

    objects: ClassVar[Any] = PlanVersionQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("version of the plan")
        verbose_name_plural = _("versions of the plan")
        ordering = ("partnership", "-number")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(fields=("partnership", "number"), name="plan_version_number"),
            models.UniqueConstraint(
                fields=("partnership",),
                condition=Q(state__in=("draft", "joint_review", "changes_requested", "awaiting_signatures")),
                name="plan_one_open_version",
            ),
            models.UniqueConstraint(fields=("partnership",), condition=Q(state="in_force"), name="plan_one_version_in_force"),
            models.CheckConstraint(condition=Q(party__isnull=True), name="plan_version_is_joint"),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "withdrawn")) | ~Q(digest=""), name="plan_version_frozen_after_draft"
            ),
        )
        indexes = (
            *InSpace.Meta.indexes,
            models.Index(fields=("review_on",), condition=Q(state="in_force"), name="plan_review_due"),
        )

    def __str__(self) -> str:
        return _now("Plan, version %(number)s") % {"number": self.number}

    @property
    def is_frozen(self) -> bool:
        return bool(self.digest)

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    def locked_fields(self) -> frozenset[str]:
        """Once frozen, nothing changes: take the version back to draft first."""
        return frozenset() if self.state == self.State.DRAFT else frozenset({"summary", "review_on", "content", "digest"})

    def authorises(self, record: Kept, values: Mapping[str, Any]) -> bool:
        """Whether the plan in force quotes the rule as it stands: it is agreed with it."""
        if self.state != self.State.IN_FORCE or not isinstance(record, AgreedRule):
            return False
        quoted = self.rules.get(str(record.pk)) == record.whole()
        return quoted and set(values) == {"agreed_on", "agreed_by_id"}

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        """What is signed is the frozen content, whole and nothing else: the hash of the round is the hash of the version."""
        return self.content

    def signoff_title(self) -> str:
        return f"{self}: {self.partnership}"

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.plan import services

        services.bring_into_force(self, actor=actor, round=round)

    def signoff_declined(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.plan import services

        services.return_to_review(self, actor=actor, note=round.closing_note)

    def signoff_voided(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.plan import services

        services.return_to_review(self, actor=actor, note=round.closing_note)


class SectionReview(PartyPart):
    """What one party says of one section of a frozen version. It holds for what it was said of, and no longer when that changes."""

    record_kind = "section-review"

    part_of = "plan"

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        CHANGES_REQUESTED = "changes_requested", _("Changes requested")

    plan = models.ForeignKey(
        PlanVersion, models.CASCADE, related_name="reviews", editable=False, verbose_name=_("version of the plan")
    )
    section = models.CharField(_("section"), max_length=20, choices=section_choices, editable=False)
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict.choices)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    # The fingerprint of the section that was read (rmp.plan.content.fingerprint).
    read = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("review of a section")
        verbose_name_plural = _("reviews of sections")
        ordering = ("plan", "section", "created_at")
        constraints = (
            models.UniqueConstraint(fields=("plan", "section", "party"), name="plan_one_review_per_party_and_section"),
            models.CheckConstraint(
                condition=~Q(verdict="changes_requested") | ~Q(note=""),
                name="plan_review_says_what_to_change",
                violation_error_message=_("Say what is to change."),
            ),
        )

    def __str__(self) -> str:
        return f"{SECTIONS[self.section].title}: {self.get_verdict_display()}"

    def get_absolute_url(self) -> str:
        return f"{self.plan.get_absolute_url()}#{self.section}"
