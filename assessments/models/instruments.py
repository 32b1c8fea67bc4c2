"""What is asked: an instrument is data, and a version of it that was ever used stays as it was.

An instrument belongs to the installation (it is shipped with the product) or to one party, whose officers edit it. It lies in no
partnership: all partnerships that use a version are asked the same, so that what they answer can be laid beside each other.
"""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.bases import UUIDModel
from partnerships.models import Membership, Party, Side
from partnerships.practices.principles import PRINCIPLES

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.access.policy import Standing
    from partnerships.accounts.models import User

PRINCIPLE_CHOICES = [(p.number, p.title) for p in PRINCIPLES]


class Kind(models.TextChoices):
    """What a cycle is for."""

    PULSE = "pulse", _("Pulse")
    HEALTH_CHECK = "health_check", _("Health check")
    MATURITY = "maturity", _("Maturity assessment")
    OBJECTIVES = "objective_review", _("Review of objectives")
    ANNUAL = "annual", _("Yearly review")
    EXIT = "exit", _("Look back at the end")


class Group(models.TextChoices):
    """In what capacity somebody is asked: the one way in which a side's people are told apart."""

    LEADER = "leader", _("Leads or pays for it")
    MANAGER = "manager", _("Manages it")
    OPERATIVE = "operative", _("Does the work")
    SUPPORT = "support", _("Supports it: law, finance, people")


def parties_of_officer(user: "User | AnonymousUser") -> "models.QuerySet[Any]":
    """Keys of the parties whose instruments the person edits: those for which he or she is an officer."""
    if not user.is_authenticated or not user.is_active:
        return Membership.objects.none().values("party")
    return Membership.objects.officers().filter(user=user, partnership__isnull=True).values("party")


class InstrumentQuerySet(models.QuerySet[Any]):
    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """The instruments of the parties for which the person is an officer."""
        return self.filter(party__in=parties_of_officer(user))

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """What is shipped, what one's own party made, and what is used in a cycle that one reads."""
        return self.filter(Q(party__isnull=True) | Q(party__in=parties_of_officer(user)) | Q(_used(user)))

    def offered_to(self, standing: "Standing") -> Self:
        """The versions in force that a person may use in a partnership: what is shipped, what the own party made, and what is used there.

        What another party made is that party's to bring in.
        """
        there = _used(standing.user, partnership=standing.partnership)
        return self.filter(Q(party__isnull=True) | Q(party=standing.party) | Q(there), state=Instrument.State.ACTIVE)


def _used(user: "User | AnonymousUser", **where: Any) -> models.Exists:
    """For a query of instruments: whether a cycle that the person reads asks by it."""
    cycles: Any = apps.get_model("assessments", "Cycle").objects
    return models.Exists(cycles.visible_to(user).filter(instrument=models.OuterRef("pk"), **where))


class Instrument(UUIDModel):
    """One version of a set of questions."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ACTIVE = "active", _("In force")
        RETIRED = "retired", _("Retired")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.DRAFT: frozenset({State.ACTIVE}),
        State.ACTIVE: frozenset({State.RETIRED}),
        State.RETIRED: frozenset(),
    }

    party = models.ForeignKey(
        Party, models.CASCADE, null=True, editable=False, related_name="+", verbose_name=_("made by")
    )  # null: shipped with the product
    code = models.SlugField(_("code"), max_length=60, editable=False)
    number = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    kind = models.CharField(_("what for"), max_length=20, choices=Kind.choices, default=Kind.HEALTH_CHECK)
    title = models.CharField(_("title"), max_length=120)
    intro = models.TextField(_("introduction"), blank=True, max_length=2000, help_text=_("Read by everybody who is asked."))
    lowest = models.PositiveSmallIntegerField(
        _("scale begins at"), default=1, choices=[(0, "0"), (1, "1")], help_text=_("It ends at 5.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ("title", "number")
        constraints = (
            models.UniqueConstraint(fields=("party", "code", "number"), name="instrument_version_unique"),
            models.UniqueConstraint(
                fields=("code", "number"), condition=Q(party__isnull=True), name="instrument_shipped_version_unique"
            ),
            models.UniqueConstraint(fields=("party", "code"), condition=Q(state="draft"), name="instrument_one_draft"),
        )

    def __str__(self) -> str:
        return _now("%(title)s, version %(number)s") % {"title": self.name, "number": self.number}

    @property
    def name(self) -> str:
        # What is shipped is in the message catalogue; what an institution wrote comes back as written.
        return _now(self.title) if self.party_id is None else self.title

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    def get_absolute_url(self) -> str:
        return reverse("assessments_house:instrument", args=[self.pk])


class Dimension(UUIDModel):
    """What several questions measure together: one of the twelve principles, or something of the institution's own."""

    instrument = models.ForeignKey(
        Instrument, models.CASCADE, related_name="dimensions", editable=False, verbose_name=_("instrument")
    )
    principle = models.PositiveSmallIntegerField(
        _("principle"), null=True, blank=True, choices=PRINCIPLE_CHOICES, help_text=_("Empty: something of your own.")
    )
    title = models.CharField(_("title"), max_length=120, blank=True, help_text=_("Empty: the title of the principle."))
    position = models.PositiveSmallIntegerField(_("place"), default=0)

    class Meta:
        verbose_name = _("dimension")
        verbose_name_plural = _("dimensions")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("instrument", "principle"),
                name="dimension_principle_once",
                violation_error_message=_("This principle has its dimension already."),
            ),
            models.CheckConstraint(
                condition=Q(principle__isnull=False) | ~Q(title=""),
                name="dimension_has_a_name",
                violation_error_message=_("Choose a principle or give it a title."),
            ),
        )

    def __str__(self) -> str:
        if self.title:
            return _now(self.title)
        return str(dict(PRINCIPLE_CHOICES).get(self.principle or 0, ""))

    @property
    def label(self) -> str:
        """With the principle's number, by which it is known."""
        return f"{self.principle} {self}" if self.principle else str(self)


class Item(UUIDModel):
    """One question."""

    class Type(models.TextChoices):
        SCALE = "scale", _("Scale: how far it holds")
        YES_NO = "yes_no", _("Yes, no or does not apply")
        SINGLE = "single", _("One of several")
        MULTI = "multi", _("Several of several")
        TEXT = "text", _("Free text")
        NUMBER = "number", _("Number")
        DATE = "date", _("Date")

    CHOOSING: ClassVar[frozenset[str]] = frozenset({Type.SINGLE, Type.MULTI})

    dimension = models.ForeignKey(Dimension, models.CASCADE, related_name="items", editable=False, verbose_name=_("dimension"))
    code = models.SlugField(
        _("code"), max_length=40, help_text=_("Short and lasting: by it a question is known again in the next version.")
    )
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    type = models.CharField(_("type"), max_length=10, choices=Type.choices, default=Type.SCALE)
    text = models.TextField(_("question"), max_length=500)
    text_university = models.TextField(
        _("as the university is asked"), blank=True, max_length=500, help_text=_("Only where its side needs other words.")
    )
    text_business = models.TextField(
        _("as the business is asked"), blank=True, max_length=500, help_text=_("Only where its side needs other words.")
    )
    options = models.TextField(
        _("choices"), blank=True, max_length=2000, help_text=_("One a line, for questions with choices.")
    )
    levels = models.TextField(
        _("what each level means"),
        blank=True,
        max_length=3000,
        help_text=_("One a line, from the lowest level to the highest."),
    )
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, choices=[(n, str(n)) for n in range(6)], help_text=_("0: it is asked and not counted.")
    )
    reverse = models.BooleanField(
        _("turned round"), default=False, help_text=_("Agreeing to it speaks against the relationship.")
    )
    audience = models.CharField(
        _("asked of"), max_length=120, blank=True, help_text=_("Groups of people, separated by commas. Empty: everybody.")
    )
    required = models.BooleanField(_("must be answered"), default=False)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=("dimension", "code"), name="item_code_unique"),)

    def __str__(self) -> str:
        return self.wording("")

    @property
    def counts(self) -> bool:
        """Whether it goes into the score of its dimension."""
        return self.type == self.Type.SCALE and self.weight > 0

    def wording(self, side: str) -> str:
        """The question as one side is asked it."""
        own = {Side.UNIVERSITY: self.text_university, Side.BUSINESS: self.text_business}.get(side, "")  # type: ignore[call-overload]
        return _now(own or self.text)

    @property
    def choices(self) -> list[str]:
        return [_now(line.strip()) for line in self.options.splitlines() if line.strip()]

    @property
    def descriptors(self) -> list[str]:
        return [_now(line.strip()) for line in self.levels.splitlines() if line.strip()]

    @property
    def groups(self) -> frozenset[str]:
        return frozenset(part.strip() for part in self.audience.split(",") if part.strip())

    def is_for(self, group: str) -> bool:
        return not self.groups or group in self.groups

    def clean(self) -> None:
        super().clean()
        if self.type in self.CHOOSING and len(self.options.split("\n")) < 2:
            raise ValidationError({"options": _("Give at least two choices, one a line.")})
        if self.levels and self.type != self.Type.SCALE:
            raise ValidationError({"levels": _("Only a scale has levels.")})
        if self.levels and self.dimension_id and self.type == self.Type.SCALE:
            wanted = 6 - self.dimension.instrument.lowest
            if len(self.descriptors) != wanted:
                raise ValidationError(
                    {"levels": _now("Describe each of the %(n)s levels, one a line, or none.") % {"n": wanted}}
                )
        unknown = self.groups - set(Group.values)
        if unknown:
            names = ", ".join(Group.values)
            raise ValidationError({"audience": _now("Known groups are: %(names)s.") % {"names": names}})
