"""Parties, partnerships, and who stands for whom in them.

The parties of a partnership are equals: the university is a party like the others, and no record belongs to "the system".
"""

import datetime as dt
import secrets
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.audience import MOST_PARTIES, bit, next_number
from partnerships.bases import Offered, Vouched
from partnerships.clock import today
from partnerships.parties import Party, PartyUnit, Side
from partnerships.querysets import LedgerQuerySet, MembershipQuerySet, ParticipationQuerySet, PartnershipQuerySet
from partnerships.references import new_reference

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Term(Offered):
    """One entry of a taxonomy that an institution may change (UBC types, purposes, disciplines, work areas)."""

    KEPT = ("taxonomy", "code")
    KEPT_IN_USE = ("label", "group")

    class Taxonomy(models.TextChoices):
        PURPOSE = "purpose", _("Purpose (3.1)")
        UBC_TYPE = "ubc_type", _("Type of collaboration")
        DISCIPLINE = "discipline", _("Discipline")
        WORK_AREA = "work_area", _("Work area")
        RESOURCE = "resource", _("Kind of resource")
        INTERESTED_PARTY = "interested_party", _("Kind of interested party")
        RISK_CATEGORY = "risk_category", _("Category of risk")
        BENEFIT = "benefit", _("Kind of benefit")
        AGREEMENT_TYPE = "agreement_type", _("Kind of agreement")
        AGREEMENT_TOPIC = "agreement_topic", _("Topic of an agreement")
        COMPETENCE_ROLE = "competence_role", _("Role that asks for competence")

    taxonomy = models.CharField(_("taxonomy"), max_length=20, choices=Taxonomy.choices)
    code = models.SlugField(_("code"), max_length=60)
    label = models.CharField(_("label"), max_length=120)
    group = models.CharField(_("group"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    active = models.BooleanField(_("offered in forms"), default=True)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ("taxonomy", "position", "label")
        constraints = (models.UniqueConstraint(fields=("taxonomy", "code"), name="term_code_unique"),)

    def __str__(self) -> str:
        # The shipped labels are in the message catalogue; an institution's own come back as written.
        return gettext(self.label)

    @property
    def group_label(self) -> str:
        return gettext(self.group) if self.group else ""


class Partnership(Vouched):
    """What a university and others do together, managed by all who take part."""

    record_kind = "partnership"

    class Form(models.TextChoices):
        BILATERAL = "bilateral", _("Bilateral")
        CONSORTIUM = "consortium", _("Consortium")
        FRAMEWORK = "framework", _("Framework or strategic alliance")
        JOINT_LAB = "joint_lab", _("Joint laboratory or centre")
        CHAIR = "chair", _("Chair")
        INCUBATOR = "incubator", _("Incubator")
        STUDENT_SCHEME = "student_scheme", _("Student scheme")
        NETWORK = "network", _("Membership network")

    class Mode(models.TextChoices):
        TRANSACTIONAL = "transactional", _("Transactional")
        COOPERATIVE = "cooperative", _("Cooperative")
        COORDINATED = "coordinated", _("Coordinated")
        COLLABORATIVE = "collaborative", _("Collaborative")
        INTEGRATED = "integrated", _("Integrated")

    class State(models.TextChoices):
        IDENTIFIED = "identified", _("Identified")
        EXPLORING = "exploring", _("Exploring")
        PLANNED = "planned", _("Planned")
        NEGOTIATING = "negotiating", _("Negotiating")
        ACTIVE = "active", _("Active")
        UNDER_REVIEW = "under_review", _("Under review")
        EXITING = "exiting", _("Exiting")
        CLOSED = "closed", _("Closed")
        DORMANT = "dormant", _("Dormant")
        DECLINED = "declined", _("Declined")

    class Horizon(models.TextChoices):
        POSSIBLE = "possible", _("Possible")
        FUTURE = "future", _("Future")
        CURRENT = "current", _("Current")
        PAST = "past", _("Past")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.IDENTIFIED: frozenset({State.EXPLORING, State.DORMANT, State.DECLINED}),
        State.EXPLORING: frozenset({State.PLANNED, State.NEGOTIATING, State.DORMANT, State.DECLINED}),
        State.PLANNED: frozenset({State.NEGOTIATING, State.DORMANT, State.DECLINED}),
        State.NEGOTIATING: frozenset({State.ACTIVE, State.DORMANT, State.DECLINED}),
        State.ACTIVE: frozenset({State.UNDER_REVIEW, State.EXITING, State.DORMANT}),
        State.UNDER_REVIEW: frozenset({State.ACTIVE, State.EXITING, State.DORMANT}),
        State.EXITING: frozenset({State.ACTIVE, State.CLOSED}),
        State.CLOSED: frozenset(),
        State.DORMANT: frozenset({State.EXPLORING, State.ACTIVE, State.CLOSED}),
        State.DECLINED: frozenset({State.EXPLORING}),
    }
    HORIZONS: ClassVar[dict[str, str]] = {
        State.IDENTIFIED: Horizon.POSSIBLE,
        State.EXPLORING: Horizon.POSSIBLE,
        State.PLANNED: Horizon.FUTURE,
        State.NEGOTIATING: Horizon.FUTURE,
        State.ACTIVE: Horizon.CURRENT,
        State.UNDER_REVIEW: Horizon.CURRENT,
        State.EXITING: Horizon.CURRENT,
        State.CLOSED: Horizon.PAST,
        State.DORMANT: Horizon.PAST,
        State.DECLINED: Horizon.PAST,
    }

    reference = models.CharField(_("reference"), max_length=40, unique=True, default=new_reference)
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(
        _("in plain words"), blank=True, help_text=_("What this collaboration is for, so that anybody understands it.")
    )
    purposes = models.ManyToManyField(
        Term, related_name="+", verbose_name=_("purposes"), limit_choices_to={"taxonomy": Term.Taxonomy.PURPOSE, "active": True}
    )
    ubc_types = models.ManyToManyField(
        Term,
        related_name="+",
        blank=True,
        verbose_name=_("types of collaboration"),
        limit_choices_to={"taxonomy": Term.Taxonomy.UBC_TYPE, "active": True},
    )
    disciplines = models.ManyToManyField(
        Term,
        related_name="+",
        blank=True,
        verbose_name=_("disciplines"),
        limit_choices_to={"taxonomy": Term.Taxonomy.DISCIPLINE, "active": True},
    )
    form = models.CharField(_("form"), max_length=20, choices=Form.choices, default=Form.BILATERAL)
    mode = models.CharField(_("mode of collaboration"), max_length=20, choices=Mode.choices, default=Mode.COOPERATIVE)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.IDENTIFIED, editable=False)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    next_review_on = models.DateField(_("next review"), null=True, blank=True)
    parties = models.ManyToManyField(Party, through="Participation", related_name="partnerships")
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ("title", "id")
        indexes = (
            models.Index(fields=("title", "id")),
            models.Index(fields=("state", "title")),
            models.Index(fields=("next_review_on",)),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        if not self.slug:
            self.slug = f"{slugify(self.title)[:60] or 'partnership'}-{secrets.token_hex(4)}"
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @classmethod
    def rows_of(cls, partnership: "Partnership") -> "models.QuerySet[Partnership]":
        return cls._base_manager.filter(pk=partnership.pk)

    def get_absolute_url(self) -> str:
        return reverse("partnerships:detail", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The end is before the start.")})

    @property
    def horizon(self) -> str:
        """Possible, future, current or past (5.1.3.2), from the state."""
        return self.HORIZONS[self.state]

    def get_horizon_display(self) -> "_StrPromise":
        return self.Horizon(self.horizon).label

    @property
    def is_open(self) -> bool:
        """Whether its records may still change."""
        return self.state not in FROZEN_STATES


FROZEN_STATES = frozenset({Partnership.State.CLOSED, Partnership.State.DECLINED})


class Participation(Vouched):
    """A party in a partnership."""

    record_kind = "participation"

    class State(models.TextChoices):
        INVITED = "invited", _("Invited")
        JOINED = "joined", _("Joined")
        SUSPENDED = "suspended", _("Suspended")
        LEFT = "left", _("Left")

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="participations", verbose_name=_("partnership"))
    party = models.ForeignKey(Party, models.PROTECT, related_name="participations", verbose_name=_("party"))
    side = models.CharField(_("side"), max_length=20, choices=Side.choices)
    unit = models.ForeignKey(PartyUnit, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("unit"))
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.INVITED)
    joined_at = models.DateTimeField(null=True, blank=True)
    # Its place among the bits of every `audience` here (partnerships.audience). Never given twice: who comes later reads nothing of it.
    number = models.PositiveSmallIntegerField(editable=False)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ("partnership", "side", "party__name")
        constraints = (
            models.UniqueConstraint(fields=("partnership", "party"), name="participation_unique"),
            models.UniqueConstraint(fields=("partnership", "number"), name="participation_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=MOST_PARTIES), name="participation_number_fits"),
        )
        indexes = (models.Index(fields=("party", "state", "partnership")),)

    def __str__(self) -> str:
        return f"{self.party} · {self.partnership}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.number is None:
            self.number = next_number(self.partnership)
        comes = self._state.adding and self.state != self.State.LEFT
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        if not (comes and Ledger.objects.seat(self)):
            Ledger.objects.recount([self.partnership_id])

    @property
    def bit(self) -> int:
        return bit(self.number)

    @property
    def is_signing(self) -> bool:
        """A neutral organisation helps or looks on; it signs nothing and owns no records."""
        return self.side != Side.NEUTRAL


class Ledger(models.Model):
    """What is kept once for each partnership: who is at its table, and how far its history has come. Its row is the partnership's lock."""

    partnership = models.OneToOneField(Partnership, models.CASCADE, primary_key=True, related_name="ledger")
    # The bits of all who take part or are asked to, which is what "all parties" means at this moment; and of those that have joined:
    # what each of them reads, all know.
    seated = models.BigIntegerField(default=0)
    joined = models.BigIntegerField(default=0)
    # How many entries all chains of the history have, and how many of them concern what all know (what is computed of that moves with
    # it alone).
    written = models.PositiveBigIntegerField(default=0)
    disclosed = models.PositiveBigIntegerField(default=0)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger")
        verbose_name_plural = _("ledgers")

    def __str__(self) -> str:
        return f"{self.partnership_id} #{self.written}"


class Role(models.TextChoices):
    OFFICER = "officer", _("Officer")
    REPRESENTATIVE = "representative", _("Representative")
    CONTRIBUTOR = "contributor", _("Contributor")
    RESPONDENT = "respondent", _("Respondent")
    READER = "reader", _("Reader")
    FACILITATOR = "facilitator", _("Facilitator")
    AUDITOR = "auditor", _("Auditor")


class Membership(Vouched):
    """A person stands for a party: in one partnership, or in all of the party's (partnership is null)."""

    record_kind = "membership"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("person"))
    party = models.ForeignKey(Party, models.CASCADE, related_name="memberships", verbose_name=_("party"))
    partnership = models.ForeignKey(
        Partnership, models.CASCADE, null=True, blank=True, related_name="memberships", verbose_name=_("partnership")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    starts_on = models.DateField(_("from"), default=today)
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day of access."))
    # In danger: who is paused stands nowhere, until the time named or, without one, until it is lifted (invitations.pausing).
    paused_at = models.DateTimeField(_("paused"), null=True, editable=False)
    paused_until = models.DateTimeField(_("paused until"), null=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("party", "role", "user")
        constraints = (
            models.UniqueConstraint(fields=("user", "party", "partnership"), name="membership_unique_here"),
            models.UniqueConstraint(
                fields=("user", "party"), condition=Q(partnership__isnull=True), name="membership_unique_everywhere"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")), name="membership_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(paused_until__isnull=True) | Q(paused_until__gt=models.F("paused_at")),
                name="membership_paused_before_it_ends",
            ),
        )
        indexes = (models.Index(fields=("user", "party", "partnership")),)

    def __str__(self) -> str:
        return f"{self.user} · {self.party} · {self.get_role_display()}"

    @classmethod
    def rows_of(cls, partnership: Partnership) -> "models.QuerySet[Membership]":
        """Those in this partnership, and those in all of a party that has joined it: the others stand nowhere by theirs."""
        seats = Participation.objects.joined().signing().filter(partnership=partnership)
        everywhere = Q(partnership__isnull=True, party__in=seats.values("party"))
        return cls._base_manager.filter(Q(partnership=partnership) | everywhere)

    def is_current(self, on: dt.date | None = None) -> bool:
        day = on or today()
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on) and not self.is_paused

    @property
    def is_paused(self) -> bool:
        """Whether it rests now: the Python side of MembershipQuerySet.current."""
        return self.paused_at is not None and (self.paused_until is None or self.paused_until > timezone.now())
