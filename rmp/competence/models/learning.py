"""What measures of development have in common, whether they are for one person, for a party or for all."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.clock import today
from rmp.competence.models.catalogue import Competence

if TYPE_CHECKING:
    from collections.abc import Collection


class Learning(models.Model):
    """Planned, in progress, done; and verified by somebody else than who said that it is done, or dropped."""

    class Kind(models.TextChoices):
        TRAINING = "training", _("Training")
        COACHING = "coaching", _("Coaching")
        SHADOWING = "shadowing", _("Shadowing: going along with somebody")
        SECONDMENT = "secondment", _("Secondment: working at the other side for a time")
        JOINT_WORKSHOP = "joint_workshop", _("Joint workshop")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        IN_PROGRESS = "in_progress", _("In progress")
        DONE = "done", _("Done")
        VERIFIED = "verified", _("Verified")
        DROPPED = "dropped", _("Dropped")

    OPEN: ClassVar["Collection[str]"] = (State.PLANNED, State.IN_PROGRESS)
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PLANNED: frozenset({State.IN_PROGRESS, State.DROPPED}),
        State.IN_PROGRESS: frozenset({State.DONE, State.DROPPED}),
        State.DONE: frozenset({State.VERIFIED, State.IN_PROGRESS}),
        State.VERIFIED: frozenset(),
        State.DROPPED: frozenset(),
    }

    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    competence = models.ForeignKey(
        Competence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("competence"),
        limit_choices_to={"active": True},
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PLANNED, editable=False)
    result = models.TextField(_("what came of it"), blank=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("done, says")
    )
    ended_on = models.DateField(_("ended on"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today()
