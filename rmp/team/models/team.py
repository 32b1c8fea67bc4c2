"""The joint management team, who holds which place in it, and when it is looked at anew (5.1.3.3)."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.records.describe import text
from partnerships.records.models import PartnershipRecord, RecordPart
from partnerships.rules.models import AgreedRule
from rmp.team.querysets import PlaceQuerySet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection


class JointTeam(AgreedRule, PartnershipRecord):
    """What the joint team is for and how it works. A partnership has one."""

    record_kind = "joint-team"
    RULE = ("mandate", "leadership", "working")

    mandate = models.TextField(
        _("what the team is for"), help_text=_("What it decides itself, and what it brings to the parties.")
    )
    leadership = models.TextField(
        _("the leadership team"), blank=True, help_text=_("Who of the team leads it, and how the leaders come together.")
    )
    working = models.TextField(_("how the team works"), blank=True, help_text=_("When it meets, how it reaches a decision."))
    review_on = models.DateField(
        _("next review of the team"),
        null=True,
        blank=True,
        help_text=_("When the parties look again whether people, means and powers still fit the objectives."),
    )

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("joint team")
        verbose_name_plural = _("joint teams")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(
                fields=("partnership",),
                name="joint_team_one_per_partnership",
                violation_error_message=_("The joint team is described already: change that description."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("review_on",)))

    def __str__(self) -> str:
        return str(_("The joint team"))


class TeamReview(RecordPart):
    """The team looked at itself: whether it still fits, and what was upgraded. The newest one sets the next date."""

    record_kind = "team-review"
    is_removable = False  # the newest review is the date of the next one; a wrong one is corrected

    part_of = "team"

    team = models.ForeignKey(JointTeam, models.CASCADE, related_name="reviews", editable=False)
    on = models.DateField(_("on"), default=today)
    finding = models.TextField(_("finding"), help_text=_("Do people, means and powers still fit the objectives?"))
    upgraded = models.TextField(_("what was upgraded"), blank=True)
    next_on = models.DateField(_("next review"), null=True, blank=True)

    class Meta:
        verbose_name = _("review of the team")
        verbose_name_plural = _("reviews of the team")
        constraints = (
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("on")),
                name="team_review_next_later",
                violation_error_message=_("The next review comes after this one."),
            ),
        )
        indexes = (models.Index(fields=("team", "-on")),)

    def __str__(self) -> str:
        return str(_("Review of the team, %(day)s") % {"day": text(self.on)})


class TeamMember(PartnershipRecord):
    """A place in the joint team: who holds it, for which party, what he or she does and may decide, and from when to when.

    A party fills its own places; a joint one (of somebody whom both sides employ, say) is written by all.
    """

    record_kind = "team-member"

    class Role(models.TextChoices):
        SENIOR = "senior", _("Senior responsible person")
        DESIGNATE = "designate", _("Designated representative")
        MANAGER = "manager", _("Relationship manager")
        MEMBER = "member", _("Joint management team member")
        LEAD = "lead", _("Work-package lead")
        SECRETARY = "secretary", _("Secretary")
        ADVISER = "adviser", _("Adviser")
        OTHER = "other", _("Other")

    # Who leads: the senior responsible persons and those they sent in their place.
    LEADING = (Role.SENIOR, Role.DESIGNATE)

    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
        help_text=_("One of the people here; for anybody else leave it empty and write the name."),
    )
    name = models.CharField(_("name, without an account"), max_length=150, blank=True)
    position = models.CharField(_("position"), max_length=150, blank=True, help_text=_("In his or her own organisation."))
    responsibilities = models.TextField(_("responsibilities"), blank=True, help_text=_("What he or she sees to."))
    powers = models.TextField(_("powers"), blank=True, help_text=_("What he or she may decide alone, and up to which limit."))
    keeps_plan = models.BooleanField(
        _("keeps the joint plan"), default=False, help_text=_("Sees to it that the plan is lived, and renewed at each review.")
    )
    deputy = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="stands_in_for",
        verbose_name=_("deputy"),
        help_text=_("Another place of the team whose holder stands in."),
    )
    starts_on = models.DateField(_("from"), default=today)
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day. Empty: until further notice."))

    objects: ClassVar[Any] = PlaceQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("place in the team")
        verbose_name_plural = _("places in the team")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="") | Q(person__isnull=True) & ~Q(name=""),
                name="team_member_is_somebody",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="team_member_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(role="senior") | Q(party__isnull=False), name="team_member_senior_answers_for_a_party"
            ),
            models.UniqueConstraint(
                fields=("partnership", "party"),
                condition=Q(role="senior", ends_on__isnull=True),
                name="team_member_one_senior_per_party",
                violation_error_message=_("Your party has its senior responsible person: first give that place its last day."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("person", "ends_on")), models.Index(fields=("ends_on",)))

    def __str__(self) -> str:
        return f"{self.who()} · {self.get_role_display()}"

    @admin.display(description=_("person"))
    def who(self) -> str:
        """The holder's name, with or without an account."""
        return str(self.person) if self.person else self.name

    @property
    def is_leading(self) -> bool:
        return self.role in self.LEADING

    def is_over(self, on: "dt.date | None" = None) -> bool:
        """Whether the last day has passed."""
        return self.ends_on is not None and self.ends_on < (on or today())

    def clean(self) -> None:
        """Say at the field what cannot be; the constraints keep it."""
        super().clean()
        errors = {}
        if bool(self.person_id) == bool(self.name):
            errors["name"] = _("Choose a person, or write the name of somebody without an account: one of the two.")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            errors["ends_on"] = _("The place ends before it begins.")
        if self.role == self.Role.SENIOR and self.party_id is None:
            errors["role"] = _("A senior responsible person answers for one party: this place belongs to all.")
        if self.deputy is not None and self.deputy.pk == self.pk:
            errors["deputy"] = _("Nobody stands in for himself or herself.")
        elif self.deputy is not None and self.deputy.party_id != self.party_id:
            errors["deputy"] = _("Somebody of the same side stands in.")
        if errors:
            raise ValidationError(errors)

    def validate_constraints(self, exclude: "Collection[str] | None" = None) -> None:
        """What clean() has looked at is not asked of the database once more."""
        super().validate_constraints({*(exclude or ()), "name", "starts_on"})
