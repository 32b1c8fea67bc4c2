"""Issues, and the ladder on which they go up in both organisations at once (5.5)."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.models import Membership, Party
from partnerships.records.describe import content
from partnerships.records.models import PartnershipRecord, PartyPart, Sourced
from partnerships.rules.models import AgreedRule
from partnerships.signoff.subjects import Signable
from rmp.governance.querysets import IssuePositionQuerySet, IssueQuerySet

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound

LEVELS = (1, 2, 3, 4)
TOP = LEVELS[-1]


class Level(models.IntegerChoices):
    WORKING = 1, _("1: those who work on it")
    MANAGERS = 2, _("2: relationship managers")
    HEADS = 3, _("3: heads of unit")
    SENIORS = 4, _("4: senior leaders")


def days_field(level: int, default: int) -> Any:
    return models.PositiveSmallIntegerField(
        _("days at level %(n)d") % {"n": level},
        default=default,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
    )


class Ladder(AgreedRule, PartnershipRecord):
    """How long an issue may stay at each level before it goes up, and other limits of time. One for the partnership.

    Where there is none, the days are those a new one would have. A change counts for what begins after it.
    """

    record_kind = "ladder"
    is_removable = False
    RULE = ("days_1", "days_2", "days_3", "days_4", "minutes_days", "topic_days")

    days_1 = days_field(1, 5)
    days_2 = days_field(2, 10)
    days_3 = days_field(3, 15)
    days_4 = days_field(4, 20)
    minutes_days = models.PositiveSmallIntegerField(
        _("days until minutes are agreed"), default=14, validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    topic_days = models.PositiveSmallIntegerField(
        _("days a topic of an agreement may stay open"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
    )

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("escalation ladder")
        verbose_name_plural = _("escalation ladder")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(
                fields=("partnership",),
                name="escalation_ladder_once",
                violation_error_message=_("The ladder is there already: change that one."),
            ),
        )

    def __str__(self) -> str:
        return _now("Escalation ladder")

    def days(self, level: int) -> int:
        """How long an issue may stay at the level."""
        return getattr(self, f"days_{level}")


class LadderPlace(PartyPart):
    """Who deals with an issue at one level for one party; the other party has a counterpart there."""

    record_kind = "ladder-place"

    part_of = "ladder"

    ladder = models.ForeignKey(Ladder, models.CASCADE, related_name="places", editable=False)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
        help_text=_("Somebody of your own party: he or she is written to when an issue comes to this level."),
    )
    name = models.CharField(_("name"), max_length=150, blank=True, help_text=_("For somebody without an account."))
    position = models.CharField(_("position in the own house"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("place on the ladder")
        verbose_name_plural = _("places on the ladder")
        constraints = (
            models.UniqueConstraint(
                fields=("ladder", "party", "level"),
                name="ladder_one_place_per_level",
                violation_error_message=_("Your party has named somebody for this level already: change that one."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="ladder_place_names_somebody",
                violation_error_message=_("Choose the person, or write the name."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.level}: {self.name} ({self.party.short_name})"

    def clean(self) -> None:
        super().clean()
        if self.person is None:
            return
        self.name = self.person.name
        here = Membership.objects.standing_in(self.partnership).filter(user=self.person, party_id=self.party_id)
        if not here.exists():
            raise ValidationError({"person": _("This person does not stand for your party here.")})


class Issue(Signable, Sourced, PartnershipRecord):
    """A matter the parties do not settle in passing. It stands at one level in both organisations, until it is settled or its time
    there is over and the next level opens for both at once.
    """

    record_kind = "issue"
    is_removable = False

    class Kind(models.TextChoices):
        DECISION = "decision", _("A decision that is not taken")
        SCOPE = "scope", _("Scope or priorities")
        DELIVERY = "delivery", _("Delivery or quality")
        MEANS = "means", _("Money or means")
        KNOWLEDGE = "knowledge", _("Information or intellectual property")
        PEOPLE = "people", _("People or behaviour")
        AGREEMENT = "agreement", _("A topic of an agreement")
        RISK = "risk", _("A risk that has occurred")
        OTHER = "other", _("Other")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        LEVEL_1 = "level_1", _("At level 1")
        LEVEL_2 = "level_2", _("At level 2")
        LEVEL_3 = "level_3", _("At level 3")
        LEVEL_4 = "level_4", _("At level 4")
        RESOLVED = "resolved", _("Resolved")
        MEDIATION = "mediation", _("In mediation")
        TO_EXIT = "to_exit", _("In exit assessment")
        CLOSED = "closed", _("Closed")

    ON_LADDER = (State.LEVEL_1, State.LEVEL_2, State.LEVEL_3, State.LEVEL_4)
    UNSETTLED = (State.OPEN, *ON_LADDER, State.MEDIATION, State.TO_EXIT)
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.OPEN: frozenset(ON_LADDER),
        State.LEVEL_1: frozenset({State.LEVEL_2, State.RESOLVED, State.CLOSED}),
        State.LEVEL_2: frozenset({State.LEVEL_3, State.RESOLVED, State.CLOSED}),
        State.LEVEL_3: frozenset({State.LEVEL_4, State.RESOLVED, State.CLOSED}),
        State.LEVEL_4: frozenset({State.RESOLVED, State.MEDIATION, State.TO_EXIT, State.CLOSED}),
        State.MEDIATION: frozenset({State.RESOLVED, State.TO_EXIT, State.CLOSED}),
        State.TO_EXIT: frozenset({State.RESOLVED, State.CLOSED}),
        State.RESOLVED: frozenset({State.CLOSED}),
        State.CLOSED: frozenset(),
    }

    title = models.CharField(_("issue"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    facts = models.TextField(_("facts"), help_text=_("What happened, and what is at stake: so that both sides could sign it."))
    first_level = models.PositiveSmallIntegerField(
        _("begins at level"), choices=Level.choices, default=Level.WORKING, help_text=_("The lowest that can settle it.")
    )
    raised_by = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("raised by")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    since = models.DateField(_("there since"), null=True, blank=True, editable=False)
    due_on = models.DateField(_("to be settled there by"), null=True, blank=True, editable=False)
    mediator = models.CharField(_("mediator"), max_length=150, blank=True, editable=False)
    resolution = models.TextField(_("resolution"), blank=True, editable=False)
    resolved_on = models.DateField(_("resolved on"), null=True, blank=True, editable=False)
    lesson = models.TextField(_("what we learn from it"), blank=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)

    unsigned_fields = frozenset({"state"})

    objects: ClassVar[Any] = IssueQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state__in=("level_1", "level_2", "level_3", "level_4"))
                | Q(since__isnull=False, due_on__isnull=False),
                name="issue_on_the_ladder_has_a_clock",
            ),
            models.CheckConstraint(condition=~Q(state="resolved") | ~Q(resolution=""), name="issue_resolved_says_how"),
        )
        indexes = (
            *InSpace.Meta.indexes,
            models.Index(fields=("partnership", "state")),
            models.Index(fields=("state", "due_on")),
            models.Index(fields=("source_type", "source_key")),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def level(self) -> int | None:
        """The level of the ladder at which it stands."""
        return self.ON_LADDER.index(self.State(self.state)) + 1 if self.state in self.ON_LADDER else None

    @property
    def is_unsettled(self) -> bool:
        return self.state in self.UNSETTLED

    @property
    def is_late(self) -> bool:
        """Whether its time where it stands is over."""
        return self.is_unsettled and self.due_on is not None and self.due_on <= today()

    @property
    def is_stuck(self) -> bool:
        """Whether the highest level has not settled it in its time, or it went to mediation: there is no further level."""
        return self.state == self.State.MEDIATION or (self.state == self.State.LEVEL_4 and self.is_late)

    @property
    def days_there(self) -> int | None:
        return (today() - self.since).days if self.since and self.is_unsettled else None

    days_there.fget.short_description = _("days there")  # type: ignore[attr-defined]

    def locked_fields(self) -> frozenset[str]:
        """What it was about stays once it is settled; where it began, once it has begun."""
        if self.state == self.State.OPEN:
            return frozenset()
        fixed = frozenset({"first_level"})
        return fixed if self.is_unsettled else fixed | {"title", "kind", "facts"}

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        """What the parties sign: the issue and how it is resolved."""
        return content(self, ("title", "facts", "resolution"))

    def signoff_title(self) -> str:
        return _now("Resolution of: %(issue)s") % {"issue": self.title}

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.governance.services.issues import resolve

        resolve(self, actor=actor)


class IssuePosition(PartyPart):
    """The place of one party at one level: who deals with it there, and where the party stands. Opened for all parties at once."""

    record_kind = "issue-position"
    is_removable = False

    part_of = "issue"

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="positions", editable=False)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("person")
    )
    name = models.CharField(_("who deals with it"), max_length=150, blank=True, editable=False)
    opened_on = models.DateField(_("since"), editable=False)
    due_on = models.DateField(_("until"), editable=False)
    text = models.TextField(_("position"), help_text=_("What your party asks for, why, and what it could do."))

    objects: ClassVar[Any] = IssuePositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position at a level")
        verbose_name_plural = _("positions")
        constraints = (
            models.UniqueConstraint(fields=("issue", "level", "party"), name="issue_one_position_per_level_and_party"),
        )
        indexes = (models.Index(fields=("due_on",)),)

    def __str__(self) -> str:
        return f"{self.party.short_name}, {self.get_level_display()}"

    def locked_fields(self) -> frozenset[str]:
        """What was said at a level stays when the issue has left it."""
        if self._state.adding:
            return frozenset()
        return frozenset() if self.issue.level == self.level else frozenset({"text"})
