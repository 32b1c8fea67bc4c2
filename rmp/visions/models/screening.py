"""Whether ethics allow this collaboration: asked before the parties negotiate, and again in time (5.1.1)."""

import datetime as dt
import zoneinfo
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.records.describe import content, text
from partnerships.records.models import PartnershipRecord
from partnerships.signoff.subjects import Signable
from rmp.visions.querysets import EthicsScreeningQuerySet

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound


class Answer(models.TextChoices):
    CLEAR = "clear", _("No concern")
    CONDITION = "condition", _("A concern, met by a condition")
    CONCERN = "concern", _("A concern")
    NOT_APPLICABLE = "not_applicable", _("Does not apply")


def question(topic: Any, asks: Any) -> Any:
    """One question of the screening: its topic, and what it asks."""
    return models.CharField(topic, max_length=16, choices=Answer.choices, blank=True, help_text=asks)


class EthicsScreening(Signable, PartnershipRecord):
    """The questions of ethics, answered, with a result: by one party for itself, or by all together.

    A party concludes its own by the hand of somebody who may sign for it; all conclude the joint one by their signatures. What is
    concluded stays: ask again to come to another result.
    """

    record_kind = "ethics-screening"

    class State(models.TextChoices):
        UNDER_WAY = "under_way", _("Under way")
        CONCLUDED = "concluded", _("Concluded")

    class Result(models.TextChoices):
        PASSED = "passed", _("Passed")
        CONDITIONS = "conditions", _("Passed with conditions")
        FAILED = "failed", _("Failed")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.UNDER_WAY: frozenset({State.CONCLUDED}),
        State.CONCLUDED: frozenset(),
    }
    QUESTIONS: ClassVar[tuple[str, ...]] = ("money", "use", "beings", "data", "interest", "freedom", "conduct", "society")
    FIXED: ClassVar[tuple[str, ...]] = (*QUESTIONS, "findings", "result", "conditions", "valid_until")

    money = question(_("Sources of money"), _("Could both sides name every source in public, and stand by it?"))
    use = question(_("Use of results"), _("Could the results be turned against people, and would we still have made them?"))
    beings = question(_("People and animals"), _("Do people or animals take part, and who approves how they are treated?"))
    data = question(_("Data about people"), _("Whose data are used, and do these people know what for?"))
    interest = question(_("Conflict of interest"), _("Does anybody who decides or examines gain by the outcome?"))
    freedom = question(_("Freedom"), _("May researchers publish what they find, and students choose freely?"))
    conduct = question(
        _("Conduct of the parties"), _("Is there anything in a party's past or present that the other would not defend?")
    )
    society = question(
        _("Society and nature"), _("Who could be worse off: neighbours, suppliers, nature, those who come later?")
    )
    findings = models.TextField(_("what we found"), blank=True, help_text=_("What lies behind the answers."))
    result = models.CharField(
        _("result"), max_length=12, choices=Result.choices, blank=True, help_text=_("Leave it empty until all is answered.")
    )
    conditions = models.TextField(_("conditions"), blank=True, help_text=_("What must be kept for it to hold."))
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("The last day. Empty: until it is screened again.")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.UNDER_WAY, editable=False)
    concluded_at = models.DateTimeField(_("concluded"), null=True, editable=False)

    objects: ClassVar[Any] = EthicsScreeningQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("ethics screening")
        verbose_name_plural = _("ethics screenings")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="under_way") | ~Q(result="") & Q(concluded_at__isnull=False),
                name="ethics_screening_concluded_with_a_result",
            ),
            models.CheckConstraint(
                condition=~Q(result="conditions") | ~Q(conditions=""),
                name="ethics_screening_names_its_conditions",
                violation_error_message=_("Name the conditions."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "valid_until")))

    def __str__(self) -> str:
        if self.state == self.State.CONCLUDED:
            names = {"date": text(self.concluded_on), "result": self.get_result_display()}
            return _now("Ethics screening of %(date)s: %(result)s") % names
        return _now("Ethics screening under way")

    @property
    def concluded_on(self) -> dt.date | None:
        """The day in the installation's time zone, as it stands in the plan for readers everywhere."""
        return self.concluded_at and self.concluded_at.astimezone(zoneinfo.ZoneInfo(settings.TIME_ZONE)).date()

    @property
    def is_under_way(self) -> bool:
        return self.state == self.State.UNDER_WAY

    @property
    def holds(self) -> bool:
        """Whether it says today that the collaboration may go on."""
        passed = self.result in (self.Result.PASSED, self.Result.CONDITIONS)
        return not self.is_under_way and passed and (self.valid_until is None or self.valid_until >= today())

    def answers(self) -> list[dict[str, str]]:
        """The questions with their answers: {topic, asks, answer, value}."""
        found = []
        for name in self.QUESTIONS:
            field: Any = self._meta.get_field(name)
            answer = {"value": getattr(self, name), "answer": str(getattr(self, f"get_{name}_display")())}
            found.append({"topic": str(field.verbose_name), "asks": str(field.help_text), **answer})
        return found

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.is_under_way else frozenset(self.FIXED)

    def clean(self) -> None:
        """A result follows from the answers: none while a question is open, and no pass over a concern."""
        super().clean()
        if not self.result:
            return
        given = {name: getattr(self, name) for name in self.QUESTIONS}
        if not all(given.values()):
            raise ValidationError({"result": _("Answer every question before you come to a result.")})
        if self.result != self.Result.FAILED and Answer.CONCERN in given.values():
            raise ValidationError({"result": _("It cannot pass while a concern is not met by a condition.")})
        if self.result == self.Result.PASSED and Answer.CONDITION in given.values():
            raise ValidationError({"result": _("Answers name a condition: it passes with conditions only.")})
        if self.is_under_way and self.valid_until and self.valid_until < today():
            raise ValidationError({"valid_until": _("This day has passed already.")})

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def signoff_title(self) -> str:
        return _now("Result of the ethics screening")

    def snapshot(self) -> dict[str, Any]:
        """What the parties conclude: the answers, and what follows from them."""
        return content(self, self.FIXED)

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.visions.services import conclude_together

        conclude_together(self, actor=actor)
