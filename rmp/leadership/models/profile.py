"""What the parties ask of their leaders, and what they let them decide (5.4.3.1)."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.records.describe import content, text
from partnerships.records.models import Kept, PartnershipRecord, RecordPart
from partnerships.signoff.subjects import Signable
from rmp.leadership.querysets import ProfileQuerySet

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound


class LeaderProfile(Signable, PartnershipRecord):
    """A kind of leader, as all parties agree it. An agreed profile does not change: a new version takes its place when it is agreed."""

    record_kind = "leader-profile"

    class FilledBy(models.TextChoices):
        EACH = "each", _("Each party has its own")
        JOINT = "joint", _("One for all parties")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        AGREED = "agreed", _("Agreed")
        SUPERSEDED = "superseded", _("Superseded")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.DRAFT: frozenset({State.AGREED}),
        State.AGREED: frozenset({State.SUPERSEDED}),
        State.SUPERSEDED: frozenset(),
    }
    # What the parties agree, besides the powers.
    FIXED: ClassVar[tuple[str, ...]] = ("title", "requirements", "responsibilities", "filled_by", "wanted")

    title = models.CharField(
        _("title"), max_length=120, help_text=_("As you like: UBC Project Manager, UBC Manager, sponsor ... (5.4.1)")
    )
    requirements = models.TextField(_("what they must bring"), help_text=_("Experience, skills, standing in their own house."))
    responsibilities = models.TextField(_("what they answer for"))
    filled_by = models.CharField(_("for whom"), max_length=10, choices=FilledBy.choices, default=FilledBy.EACH)
    wanted = models.PositiveSmallIntegerField(
        _("how many"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("For each party, or, where one is for all, in all."),
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        editable=False,
        verbose_name=_("in place of"),
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT, editable=False)
    agreed_on = models.DateField(_("agreed"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = ProfileQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("leader profile")
        verbose_name_plural = _("leader profiles")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(fields=("replaces",), condition=Q(state="draft"), name="leader_profile_one_next_version"),
            models.CheckConstraint(
                condition=Q(state="draft", agreed_on__isnull=True) | ~Q(state="draft") & Q(agreed_on__isnull=False),
                name="leader_profile_agreed_has_a_day",
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("partnership", "state")))

    def __str__(self) -> str:
        if self.number == 1:
            return self.title
        return _now("%(title)s, version %(number)s") % {"title": self.title, "number": self.number}

    @property
    def is_fixed(self) -> bool:
        return self.state != self.State.DRAFT

    @property
    def is_current(self) -> bool:
        return self.state == self.State.AGREED

    def locked_fields(self) -> frozenset[str]:
        return frozenset(self.FIXED) if self.is_fixed else frozenset()

    def authorises(self, record: Kept, values: Mapping[str, Any]) -> bool:
        """An agreed version applies to the leaders of the version whose place it takes: they lead on under it."""
        return (
            self.is_current
            and self.replaces_id is not None
            and dict(values) == {"profile_id": self.pk}
            and (getattr(record, "profile_id", None) == self.replaces_id)
        )

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        """What the parties agree: the FIXED fields, and each power with its limit."""
        powers = self.powers.order_by("created_at", "pk")
        return content(self, (*self.FIXED, "number")) | {"powers": [content(power) for power in powers]}

    def acts_on(self) -> Iterable[Kept]:
        """The version whose place it takes, and the leaders and decisions that come under this one with it."""
        if self.replaces is None:
            return []
        return [self.replaces, *self.replaces.appointments.under_way(), *self.replaces.decisions.all()]

    def signoff_title(self) -> str:
        return _now("Leader profile: %(profile)s") % {"profile": self}

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.leadership.services import agree_profile

        assert actor is not None  # a signature completes a round, and somebody gave it
        agree_profile(self, actor=actor)


class PowerKind(models.TextChoices):
    MONEY = "money", _("Money")
    SCOPE = "scope", _("Scope")
    PEOPLE = "people", _("People")
    PUBLICITY = "publicity", _("Publicity")
    TIME = "time", _("Time")
    OTHER = "other", _("Other")


class Power(RecordPart):
    """One thing that leaders of a profile may decide, and up to where."""

    record_kind = "power"

    part_of = "profile"

    profile = models.ForeignKey(LeaderProfile, models.CASCADE, related_name="powers", editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=PowerKind.choices)
    what = models.CharField(
        _("may decide"), max_length=200, help_text=_("Spend, change the plan, hire, speak to the press ...")
    )
    limit = models.DecimalField(
        _("up to"), max_digits=15, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    unit = models.CharField(_("unit"), max_length=40, blank=True, help_text=_("Euro, days, people ..."))
    words = models.CharField(_("limit in words"), max_length=250, blank=True, help_text=_("Also: without limit."))

    class Meta:
        verbose_name = _("power")
        verbose_name_plural = _("powers")
        constraints = (
            models.CheckConstraint(
                condition=Q(limit__isnull=False) | ~Q(words=""),
                name="leader_power_has_a_limit",
                violation_error_message=_("Say up to where: an amount, or words."),
            ),
            models.CheckConstraint(
                condition=Q(limit__isnull=True) | ~Q(unit=""),
                name="leader_power_amount_has_a_unit",
                violation_error_message=_("An amount needs its unit."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.what} ({self.get_kind_display()})"

    @property
    def limit_text(self) -> str:
        """The limit as one reads it: amount, words, or both."""
        amount = f"{text(self.limit)} {self.unit}" if self.limit is not None else ""
        return "; ".join(said for said in (amount, self.words) if said)

    def locked_fields(self) -> frozenset[str]:
        """An agreed profile keeps its powers as they were agreed."""
        return frozenset({"kind", "what", "limit", "unit", "words"}) if self.profile.is_fixed else frozenset()
