"""Who works in a role for one party, how these people are rated, and how they learn.

Nothing of this is ever another party's to read, and it cannot be shared: the database refuses it. Of ratings and of personal
development even the history tells no more than that there was an entry, and only the person concerned and the managers of his or
her own party read them.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right
from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.models import Term
from partnerships.records.models import PartnershipRecord, RecordPart
from rmp.competence.models.catalogue import Competence, Level
from rmp.competence.models.learning import Learning
from rmp.competence.querysets import AssessmentQuerySet, PersonalQuerySet, RoleHolderQuerySet

if TYPE_CHECKING:
    from partnerships.access.policy import Standing

# A rating is looked at again after a year.
REVIEW_AFTER = dt.timedelta(days=365)
# A person who is new in a role is rated for the first time within this time.
FIRST_REVIEW_AFTER = dt.timedelta(days=90)


class RoleHolder(PartnershipRecord):
    """A person of one party, and the role in which he or she mostly works here.

    One role a person: if somebody counted in two groups, the figures of both would together tell more than each of them.
    """

    record_kind = "role-holder"
    # It follows from ratings: when somebody was rated is that person's affair, and the managers'.
    unvouched = frozenset({"review_on"})

    role = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="+",
        verbose_name=_("role"),
        limit_choices_to={"taxonomy": Term.Taxonomy.COMPETENCE_ROLE, "active": True},
        help_text=_("The one in which the person mostly works here."),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
        help_text=_("Somebody of your own party. He or she reads the ratings and may rate himself or herself."),
    )
    name = models.CharField(_("name"), max_length=150, blank=True, help_text=_("For somebody without an account."))
    since = models.DateField(_("since"), default=today)
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day in this collaboration."))
    # The day of the next yearly review: a year after the newest rating by a manager.
    review_on = models.DateField(_("next review"), null=True, blank=True, editable=False)

    undescribed = frozenset({"review_on"})

    objects: ClassVar[Any] = RoleHolderQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("person in a role")
        verbose_name_plural = _("people in roles")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(party__isnull=False, visibility="private"), name="role_holder_is_private_to_a_party"
            ),
            models.CheckConstraint(condition=Q(person__isnull=False) ^ ~Q(name=""), name="role_holder_names_somebody"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="role_holder_until_after_since",
                violation_error_message=_("It ends before it begins."),
            ),
            models.UniqueConstraint(
                fields=("partnership", "party", "person"),
                name="role_holder_once_a_person",
                violation_error_message=_("This person is in the list already: change that entry."),
            ),
            models.UniqueConstraint(
                "partnership", "party", Lower("name"), condition=~Q(name=""), name="role_holder_once_a_name"
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("review_on",)))

    def __str__(self) -> str:
        return self.who

    @property
    def who(self) -> str:
        return str(self.person) if self.person_id else self.name

    def manages(self, standing: "Standing") -> bool:
        """Whether the reader is a manager of the person's party."""
        return standing.may(Right.MANAGE, self.party)

    def is_about(self, standing: "Standing") -> bool:
        """Whether the reader is the person."""
        return self.person_id is not None and self.person_id == standing.user.pk and standing.may(Right.READ_OWN, self.party)

    def may(self, standing: "Standing", right: str) -> bool:
        """Managers keep the list: whoever could put himself into an entry would read its ratings. Nobody shares it."""
        return right != Right.SHARE and standing.partnership.is_open and self.manages(standing)

    def locked_fields(self) -> frozenset[str]:
        """Ratings stay with the person they are about."""
        rated = not self._state.adding and self.assessments.exists()  # type: ignore[attr-defined]
        return frozenset({"person", "name"}) if rated else frozenset()

    def clean(self) -> None:
        super().clean()
        self.name = " ".join(self.name.split())
        if bool(self.person_id) == bool(self.name):
            raise ValidationError({"name": _("Choose a person, or write a name for somebody without an account: one of both.")})
        others = RoleHolder.objects.filter(partnership=self.partnership_id, party=self.party_id).exclude(pk=self.pk)
        if self.name and others.filter(name__iexact=self.name).exists():
            raise ValidationError({"name": _("This person is in the list already: change that entry.")})


class Personal(RecordPart):
    """What is known of one person: read by that person and by the managers of the own party, and told nowhere else."""

    part_of: ClassVar[str] = "holder"

    objects: ClassVar[Any] = PersonalQuerySet.as_manager()

    class Meta:
        abstract = True

    def may(self, standing: "Standing", right: str) -> bool:
        return right != Right.SHARE and standing.partnership.is_open and self.holder.manages(standing)  # type: ignore[attr-defined]


class Assessment(Personal):
    """How far one person has come in one competence, as one rater sees it. It is never changed: who sees it otherwise rates anew."""

    record_kind = "assessment"

    class Rater(models.TextChoices):
        SELF = "self", _("The person")
        MANAGER = "manager", _("A manager")
        PEER = "peer", _("A colleague, told to a manager")
        PARTNER = "partner", _("The other side, told to a manager")

    # The history keeps only that a rating was entered or removed, and by whom.
    undescribed = frozenset({"holder", "competence", "rater", "level", "evidence", "assessed_on", "counted_in"})
    unvouched = undescribed  # it may not even tell that one was changed

    holder = models.ForeignKey(RoleHolder, models.CASCADE, related_name="assessments", editable=False, verbose_name=_("person"))
    competence = models.ForeignKey(
        Competence, models.PROTECT, related_name="+", verbose_name=_("competence"), limit_choices_to={"active": True}
    )
    rater = models.CharField(_("who rates"), max_length=10, choices=Rater.choices)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices, validators=(MaxValueValidator(Level.LEADS),))
    evidence = models.TextField(
        _("what it rests on"),
        blank=True,
        help_text=_("What the person did, not what he or she is like. The person will read it."),
    )
    assessed_on = models.DateField(_("day"), default=today)
    # The published coverage in which this rating was counted: each is counted once, so that no two figures differ by one rating.
    counted_in = models.ForeignKey(
        "rmp_competence.CoverageSnapshot", models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects: ClassVar[Any] = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ("-assessed_on", "-created_at", "pk")
        constraints = (models.CheckConstraint(condition=Q(level__gte=0, level__lte=4), name="assessment_level_in_range"),)
        indexes = (models.Index(fields=("holder", "competence", "rater", "assessed_on")),)

    def __str__(self) -> str:
        """No name and no level: this is what messages and the history call it."""
        return str(_("Rating of a person"))

    def may(self, standing: "Standing", right: str) -> bool:
        """A manager; and the person, over his or her own words."""
        if super().may(standing, right):
            return True
        own = self.rater == self.Rater.SELF and self.author_id == standing.user.pk and self.holder.is_about(standing)
        return own and right == Right.WRITE and standing.partnership.is_open

    def clean(self) -> None:
        super().clean()
        if self.assessed_on and self.assessed_on > today():
            raise ValidationError({"assessed_on": _("This day has not come yet.")})


class DevelopmentStep(Learning, Personal):
    """How one person learns what the role asks for."""

    record_kind = "development-step"

    undescribed = frozenset({"holder", "kind", "competence", "aim", "due_on", "state", "ended_on", "result", "done_by"})
    unvouched = undescribed

    holder = models.ForeignKey(RoleHolder, models.CASCADE, related_name="steps", editable=False, verbose_name=_("person"))
    aim = models.TextField(_("what is to be learnt, and how"))

    class Meta:
        verbose_name = _("personal development")
        verbose_name_plural = _("personal development")
        ordering = ("due_on", "created_at", "pk")
        indexes = (models.Index(fields=("state", "due_on")),)

    def __str__(self) -> str:
        """No name and no competence: this is what reminders and the history call it."""
        return str(_("Personal development"))
