"""Who decides where: the bodies of the partnership, and who sits in them for which party (5.5)."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.models import Membership, Party
from partnerships.records.models import HeldPart, PartnershipRecord
from partnerships.records.refusals import Refused
from partnerships.rules.models import AgreedRule
from rmp.governance.querysets import BodyQuerySet, SeatQuerySet


class GovernanceBody(AgreedRule, PartnershipRecord):
    """Where the parties decide together at one level, under which rules, and to whom it hands on what it cannot settle."""

    record_kind = "governance-body"
    RULE = (
        "name",
        "level",
        "terms",
        "chair_rule",
        "chair_party",
        "quorum_parties",
        "quorum_per_party",
        "cadence",
        "escalates_to",
    )
    ENDED = "dissolved_on"

    class Level(models.TextChoices):
        STRATEGIC = "strategic", _("Strategic")
        MANAGEMENT = "management", _("Management")
        OPERATIONAL = "operational", _("Operational")
        ADVISORY = "advisory", _("Advisory")

    class ChairRule(models.TextChoices):
        FIXED = "fixed", _("One party has the chair")
        ALTERNATING = "alternating", _("The parties take turns")

    class Cadence(models.IntegerChoices):
        """In days, so that the next meeting is counted from the last."""

        WEEKLY = 7, _("Every week")
        FORTNIGHTLY = 14, _("Every two weeks")
        MONTHLY = 30, _("Every month")
        QUARTERLY = 91, _("Every quarter")
        HALF_YEARLY = 182, _("Every half year")
        YEARLY = 365, _("Every year")

    name = models.CharField(_("name"), max_length=150)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
    terms = models.TextField(_("terms"), help_text=_("What it is for, what it may settle by itself, and what not."))
    chair_rule = models.CharField(_("chair"), max_length=12, choices=ChairRule.choices, default=ChairRule.ALTERNATING)
    chair_party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("which party has the chair"),
        help_text=_("Where one party has it. Only it seats a chair."),
    )
    quorum_parties = models.PositiveSmallIntegerField(
        _("quorum: parties"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text=_("How many of the parties must be there. Empty: all."),
    )
    quorum_per_party = models.PositiveSmallIntegerField(
        _("quorum: voting members of each"), default=1, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    cadence = models.PositiveSmallIntegerField(
        _("meets"), choices=Cadence.choices, null=True, blank=True, help_text=_("Empty: when there is need.")
    )
    escalates_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="escalating",
        verbose_name=_("hands on to"),
        help_text=_("The body that takes up what this one cannot settle."),
    )
    next_meeting_on = models.DateField(_("next meeting by"), null=True, editable=False)
    dissolved_on = models.DateField(_("dissolved on"), null=True, editable=False)

    objects: ClassVar[Any] = BodyQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(
                fields=("partnership", "name"),
                name="governance_body_name_once",
                violation_error_message=_("There is a body of this name already."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("next_meeting_on",)))

    def __str__(self) -> str:
        return self.name

    @property
    def is_standing(self) -> bool:
        return self.dissolved_on is None

    def quorum_text(self) -> str:
        """How many must be there, in words."""
        values = {"parties": self.quorum_parties or _now("all"), "members": self.quorum_per_party}
        return _now("Parties: %(parties)s; voting members of each: %(members)s") % values

    def chair_text(self) -> str:
        """Who has the chair, in words."""
        if self.chair_party is None:
            return str(self.get_chair_rule_display())
        return _now("%(party)s has the chair") % {"party": self.chair_party.full_name}

    def ending(self) -> dict[str, Any]:
        return super().ending() | {"next_meeting_on": None}

    def check_end(self) -> None:
        from rmp.governance.models.meetings import Meeting

        if self.meetings.filter(state__in=Meeting.COMING).exists():  # type: ignore[attr-defined]
            raise Refused(_now("A meeting of it is planned: cancel it first."))
        if self.escalating.standing().exists():  # type: ignore[attr-defined]
            raise Refused(_now("Another body hands on to it: name another way first."))
        super().check_end()

    def chairing(self) -> Any:
        """The key of the party that has the chair where one has it: as agreed, or of one agreed before that was asked, as it is seated."""
        if self.chair_party_id is not None:
            return self.chair_party_id
        seats = self.members.current().filled().filter(role=BodyMember.Role.CHAIR)  # type: ignore[attr-defined]
        return seats.order_by("starts_on", "created_at").values_list("seat_of", flat=True).first()

    def clean(self) -> None:
        super().clean()
        if self.chair_rule == self.ChairRule.FIXED and self.chair_party_id is None:
            raise ValidationError({"chair_party": _("Say which party has the chair.")})
        if self.chair_rule != self.ChairRule.FIXED and self.chair_party_id is not None:
            raise ValidationError({"chair_party": _("Where the parties take turns, none of them is named.")})
        seen, body = {self.pk}, self.escalates_to
        while body is not None:
            if body.pk in seen:
                raise ValidationError({"escalates_to": _("That way leads back to this body.")})
            seen.add(body.pk)
            body = body.escalates_to


class BodyMember(HeldPart):
    """A seat in a body: for which party, in which role, who holds it, from when until when. Without a name it is vacant."""

    record_kind = "body-member"

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chair")
        CO_CHAIR = "co_chair", _("Co-chair")
        MEMBER = "member", _("Member")
        ALTERNATE = "alternate", _("Alternate")
        SECRETARY = "secretary", _("Secretary")
        OBSERVER = "observer", _("Observer")

    part_of = "body"
    held_by = "seat_of"
    CHAIRS = (Role.CHAIR, Role.CO_CHAIR)

    body = models.ForeignKey(GovernanceBody, models.CASCADE, related_name="members", editable=False)
    seat_of = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("for which party"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    name = models.CharField(
        _("name"), max_length=150, blank=True, help_text=_("For somebody without an account. With neither, the seat is vacant.")
    )
    position = models.CharField(_("position in the own house"), max_length=150, blank=True)
    stands_in_for = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="alternates",
        verbose_name=_("stands in for"),
        help_text=_("For an alternate: whose seat it is that he or she takes."),
    )
    voting = models.BooleanField(_("votes"), default=True)
    starts_on = models.DateField(_("from"), default=today)
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day."))

    objects: ClassVar[Any] = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="body_member_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
        )
        indexes = (models.Index(fields=("body", "seat_of")), models.Index(fields=("person", "ends_on")))

    def __str__(self) -> str:
        return f"{self.name or _('vacant')} ({self.seat_of.short_name})"

    @property
    def is_vacant(self) -> bool:
        return not self.name

    @property
    def is_current(self) -> bool:
        return self.starts_on <= today() and (self.ends_on is None or self.ends_on >= today())

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.check_chair()
        super().save(*args, **kwargs)

    def check_chair(self) -> None:
        """Where one party has the chair, only that one seats a chair. Raises ValidationError for another, and where none was agreed.

        By the body's rule as it is now; a seat that ends is let go.
        """
        if self.role != self.Role.CHAIR or (self.ends_on is not None and self.ends_on <= today()):
            return
        body = GovernanceBody._base_manager.get(pk=self.body_id)
        if body.chair_rule != GovernanceBody.ChairRule.FIXED:
            return
        if self.seat_of_id != body.chairing() and (body.is_agreed or body.chair_party_id is not None):
            raise ValidationError(
                {"role": _("Another party has the chair here, or none was agreed: that changes by the body's rule.")}
            )

    def clean(self) -> None:
        super().clean()
        if self.seat_of_id is not None:
            self.check_chair()
        if self.person is not None:
            self.name = self.person.name
            here = Membership.objects.standing_in(self.partnership).filter(user=self.person, party_id=self.seat_of_id)
            if not here.exists():
                raise ValidationError({"person": _("This person does not stand for that party here.")})
        if self.role in (self.Role.OBSERVER, self.Role.SECRETARY):
            self.voting = False
        stands_in = self.stands_in_for
        if stands_in is None:
            return
        if self.role != self.Role.ALTERNATE:
            raise ValidationError({"stands_in_for": _("Only an alternate stands in for somebody.")})
        if stands_in.body_id != self.body_id or stands_in.seat_of_id != self.seat_of_id or stands_in.pk == self.pk:
            raise ValidationError({"stands_in_for": _("It is a seat of the same party in this body.")})
