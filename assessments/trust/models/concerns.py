"""What somebody is worried about, by the way he or she chooses: within the own party, to both, or to a neutral person alone."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.trust.querysets import ConcernQuerySet, IndependentConcernQuerySet
from partnerships.access.policy import Right
from partnerships.access.spaces import InSpace
from partnerships.bases import UUIDModel
from partnerships.models import Partnership, Party
from partnerships.records.models import PartnershipRecord

if TYPE_CHECKING:
    from partnerships.access.policy import Standing
    from partnerships.accounts.models import User


class Category(models.TextChoices):
    CONDUCT = "conduct", _("How people are treated")
    PROMISES = "promises", _("Promises and honesty")
    FAIRNESS = "fairness", _("Fairness between the sides")
    PRESSURE = "pressure", _("Pressure on results or publication")
    CONFLICT = "conflict", _("Conflict of interest")
    DATA = "data", _("Data and confidentiality")
    SAFETY = "safety", _("Safety and welfare")
    OTHER = "other", _("Something else")


class ConcernState(models.TextChoices):
    RECEIVED = "received", _("Received")
    ASSESSED = "assessed", _("Assessed")
    ACTED = "acted", _("Acted on")
    CLOSED = "closed", _("Closed")


ON_ITS_WAY: dict[str, frozenset[str]] = {
    ConcernState.RECEIVED: frozenset({ConcernState.ASSESSED}),
    ConcernState.ASSESSED: frozenset({ConcernState.ACTED, ConcernState.CLOSED}),
    ConcernState.ACTED: frozenset({ConcernState.CLOSED}),
    ConcernState.CLOSED: frozenset(),
}


class Concern(PartnershipRecord):
    """A concern for the own party (private to it) or for both (joint).

    What goes to a neutral person lies elsewhere (IndependentConcern): not in one of the three spaces, where officers would read it.
    """

    record_kind = "concern"

    State = ConcernState
    TRANSITIONS = ON_ITS_WAY

    title = models.CharField(_("in a line"), max_length=150)
    category = models.CharField(_("about"), max_length=12, choices=Category.choices)
    what = models.TextField(_("what happened"), max_length=8000)
    wish = models.TextField(_("what would help"), blank=True, max_length=4000)
    # Of one to both: the other side answers it, and only this one rewords it, takes it back and says that it is over.
    raised_by = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("raised by")
    )
    due_on = models.DateField(_("to be answered by"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RECEIVED, editable=False)
    assessment = models.TextField(_("assessment"), blank=True, editable=False)
    action = models.TextField(_("what was done"), blank=True, editable=False)
    outcome = models.TextField(_("outcome"), blank=True, editable=False)
    closed_on = models.DateField(_("closed"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = ConcernQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(party__isnull=True) | Q(visibility="private"), name="trust_concern_of_a_party_is_private"
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "due_on")))

    def __str__(self) -> str:
        return self.title

    @property
    def channel(self) -> str:
        """The way it took, in words."""
        return str(_("To both sides") if self.is_joint else _("Within the own party"))

    channel.fget.short_description = _("channel")  # type: ignore[attr-defined]

    def is_of(self, standing: "Standing") -> bool:
        """Whether the person writes for the party that raised it with the others; of one whose party is not here, whoever writes."""
        raisers = [party for party in standing.parties if party.pk == self.raised_by_id]
        return all(standing.may(Right.WRITE, party) for party in raisers)

    def may(self, standing: "Standing", right: str) -> bool:
        return (right != Right.WRITE or self.is_of(standing)) and super().may(standing, right)

    def locked_fields(self) -> frozenset[str]:
        """What somebody is worried about is not rewritten by others once it is being looked into."""
        if self._state.adding or self.state == self.State.RECEIVED:
            return frozenset()
        return frozenset({"title", "category", "what", "wish"})


class IndependentConcern(UUIDModel):
    """A concern that only its author and the neutral people of the partnership know of.

    It is no PartnershipRecord: it lies in none of the three spaces and writes no history, no due date, no mark and no metric, for all
    of these are read by the parties. Its course is its own steps. Nothing but `visible_to` leads to it.
    """

    State = ConcernState
    TRANSITIONS = ON_ITS_WAY

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+", editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    raised_at = models.DateTimeField(_("raised"), auto_now_add=True)
    title = models.CharField(_("in a line"), max_length=150)
    category = models.CharField(_("about"), max_length=12, choices=Category.choices)
    what = models.TextField(_("what happened"), max_length=8000)
    wish = models.TextField(_("what would help"), blank=True, max_length=4000)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RECEIVED, editable=False)

    objects: ClassVar[Any] = IndependentConcernQuerySet.as_manager()

    class Meta:
        verbose_name = _("concern to a neutral person")
        verbose_name_plural = _("concerns to a neutral person")
        default_permissions = ()  # nothing of it is for the Django admin
        indexes = (models.Index(fields=("partnership", "author")),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assessments_trust:independent-detail", args=[self.partnership.slug, self.pk])

    def is_of(self, user: "User") -> bool:
        return self.author_id == user.pk


class ConcernStep(UUIDModel):
    """A word or a step in the course of an independent concern, by its author or by a neutral person."""

    concern = models.ForeignKey(IndependentConcern, models.CASCADE, related_name="steps")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=ConcernState.choices, blank=True)
    text = models.TextField(max_length=4000)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        default_permissions = ()
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.text[:60]


class ConcernContact(PartnershipRecord):
    """Whom the people of a party turn to with a concern, and how soon they hear."""

    record_kind = "concern-contact"

    name = models.CharField(_("whom to turn to"), max_length=150, help_text=_("A person or an office."))
    reach = models.CharField(_("how to reach"), max_length=200)
    answers_within = models.PositiveSmallIntegerField(_("answers within (days)"), default=14)
    keeps = models.TextField(
        _("how it stays confidential"), blank=True, max_length=2000, help_text=_("Who else learns of it, and who does not.")
    )

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("contact for concerns")
        verbose_name_plural = _("contacts for concerns")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=False), name="trust_contact_of_a_party"),
            models.CheckConstraint(
                condition=Q(answers_within__gte=1, answers_within__lte=90),
                name="trust_contact_answers_in_time",
                violation_error_message=_("Between 1 and 90 days."),
            ),
        )

    def __str__(self) -> str:
        return self.name
