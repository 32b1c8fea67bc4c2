"""Works that are shown to the other parties before they are published, and the clock that runs meanwhile."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.records.models import PartnershipRecord, PartyPart
from partnerships.zones import end_of, zones_of
from rmp.governance.models import Agreement
from rmp.knowledge.querysets import OpinionQuerySet, PublicationQuerySet

LONGEST_REVIEW, LONGEST_DELAY = 180, 365


class PublicationReview(PartnershipRecord):
    """One work before the parties. `party` is the one that wants to publish.

    Once submitted, each other party has until the end of its last day, in its own time zone, to answer. Silence counts as consent, but
    not before that day has ended in every reviewing party's time zone.
    """

    record_kind = "publication-review"

    class Kind(models.TextChoices):
        ARTICLE = "article", _("Article")
        CONFERENCE = "conference", _("Conference paper or talk")
        THESIS = "thesis", _("Thesis")
        POSTER = "poster", _("Poster")
        DATASET = "dataset", _("Data set")
        SOFTWARE = "software", _("Software")
        PRESS = "press", _("Press release or web page")
        OTHER = "other", _("Other")

    class State(models.TextChoices):
        PREPARED = "prepared", _("In preparation")
        SUBMITTED = "submitted", _("Submitted")
        PARTNER_REVIEW = "partner_review", _("In partner review")
        CHANGES_ASKED = "changes_asked", _("Changes asked for")
        DELAY_ASKED = "delay_asked", _("Delay asked for")
        CLEARED = "cleared", _("Cleared")
        DEEMED_CLEARED = "deemed_cleared", _("Deemed cleared by silence")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    # The clock runs.
    REVIEWED = (State.SUBMITTED, State.PARTNER_REVIEW)
    # What the others say of it is still awaited, or holds it back.
    PENDING = (*REVIEWED, State.DELAY_ASKED)
    FREE = (State.CLEARED, State.DEEMED_CLEARED)
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PREPARED: frozenset({State.SUBMITTED}),
        State.SUBMITTED: frozenset({State.PARTNER_REVIEW, State.DEEMED_CLEARED, State.WITHDRAWN}),
        State.PARTNER_REVIEW: frozenset(
            {State.CLEARED, State.CHANGES_ASKED, State.DELAY_ASKED, State.DEEMED_CLEARED, State.WITHDRAWN}
        ),
        State.CHANGES_ASKED: frozenset({State.SUBMITTED, State.WITHDRAWN}),
        State.DELAY_ASKED: frozenset(
            {State.DELAY_ASKED, State.PARTNER_REVIEW, State.CLEARED, State.CHANGES_ASKED, State.WITHDRAWN}
        ),
        State.CLEARED: frozenset({State.PUBLISHED, State.WITHDRAWN}),
        State.DEEMED_CLEARED: frozenset({State.PUBLISHED, State.WITHDRAWN}),
        State.PUBLISHED: frozenset(),
        State.WITHDRAWN: frozenset(),
    }
    FIXED: ClassVar[tuple[str, ...]] = ("title", "kind", "authors", "abstract", "venue", "wanted_on", "days", "agreement")

    title = models.CharField(_("title of the work"), max_length=250)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.ARTICLE)
    authors = models.CharField(_("authors"), max_length=300)
    abstract = models.TextField(_("what it makes known"))
    venue = models.CharField(_("where it is to appear"), max_length=200, blank=True)
    wanted_on = models.DateField(_("to be published or sent in on"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(
        _("days to answer"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_REVIEW)],
        help_text=_("As the agreement says. Who has not answered when they are over, consents."),
    )
    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agreement"),
        help_text=_("Whose clause on publication holds."),
    )
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.PREPARED, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    respond_by = models.DateField(_("last day to answer"), null=True, blank=True, editable=False)
    delay_until = models.DateField(_("delayed until"), null=True, blank=True, editable=False)
    cleared_at = models.DateTimeField(_("cleared"), null=True, blank=True, editable=False)
    published_on = models.DateField(_("published on"), null=True, blank=True, editable=False)
    published_where = models.CharField(_("published where"), max_length=300, blank=True, editable=False)

    objects: ClassVar[Any] = PublicationQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("publication review")
        verbose_name_plural = _("publication reviews")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=False), name="publication_review_of_a_party"),
            models.CheckConstraint(
                condition=Q(state="prepared") | Q(visibility="shared", respond_by__isnull=False),
                name="publication_submitted_is_shared_with_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="delay_asked") | Q(delay_until__isnull=False), name="publication_delay_has_a_day"
            ),
        )
        indexes = (
            *InSpace.Meta.indexes,
            models.Index(fields=("state", "respond_by")),
            models.Index(fields=("state", "delay_until")),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_reviewed(self) -> bool:
        return self.state in self.REVIEWED

    @property
    def is_pending(self) -> bool:
        return self.state in self.PENDING

    def locked_fields(self) -> frozenset[str]:
        """What was submitted stays as it was, until changes are asked for."""
        return frozenset() if self.state in (self.State.PREPARED, self.State.CHANGES_ASKED) else frozenset(self.FIXED)

    def over_at(self, opinions: "Iterable[PublicationOpinion]") -> dt.datetime:
        """When the last day to answer has ended in the time zone of every reviewing party."""
        assert self.respond_by is not None
        return end_of(self.respond_by, [zone for opinion in opinions for zone in zones_of(opinion.party)])

    def delay_over_at(self, opinions: "Iterable[PublicationOpinion]") -> dt.datetime:
        """When the day until which publication is delayed has ended everywhere."""
        assert self.delay_until is not None
        return end_of(self.delay_until, [zone for opinion in opinions for zone in zones_of(opinion.party)])


class PublicationOpinion(PartyPart):
    """What one reviewing party says of a work. Its place is there from the submission on, waiting."""

    record_kind = "publication-opinion"

    class Answer(models.TextChoices):
        WAITING = "waiting", _("Not answered yet")
        CLEARED = "cleared", _("Cleared")
        CHANGES = "changes", _("Changes asked for")
        DELAY = "delay", _("Delay asked for")
        SILENT = "silent", _("Silent: deemed to consent")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        Answer.WAITING: frozenset({Answer.CLEARED, Answer.CHANGES, Answer.DELAY, Answer.SILENT}),
        Answer.DELAY: frozenset({Answer.CLEARED, Answer.CHANGES, Answer.WAITING}),
        Answer.CHANGES: frozenset({Answer.WAITING}),
        Answer.CLEARED: frozenset({Answer.WAITING}),
        Answer.SILENT: frozenset({Answer.WAITING}),
    }
    part_of = "review"

    review = models.ForeignKey(PublicationReview, models.CASCADE, related_name="opinions", editable=False)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, default=Answer.WAITING, editable=False)
    reason = models.TextField(_("what is asked, or why"), blank=True, editable=False)
    until = models.DateField(_("delayed until"), null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    answered_by = models.CharField(_("answered by"), max_length=150, blank=True, editable=False)

    objects: ClassVar[Any] = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        constraints = (
            models.UniqueConstraint(fields=("review", "party"), name="publication_one_opinion_per_party"),
            models.CheckConstraint(
                condition=~Q(answer="delay") | Q(until__isnull=False), name="publication_opinion_delay_has_a_day"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=("waiting", "cleared", "silent")) | ~Q(reason=""), name="publication_opinion_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.review} · {self.party}"

    @property
    def is_waiting(self) -> bool:
        return self.answer == self.Answer.WAITING

    def over_at(self) -> dt.datetime:
        """When this party's last day to answer ends where it is."""
        return self.review.over_at([self])
