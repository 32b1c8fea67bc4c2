"""What is not as it should be in the governance of a partnership: counted, with the page where it is mended."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.db.models.expressions import Combinable
from django.utils.translation import ngettext_lazy

from partnerships.clock import Today
from partnerships.models import Participation, Partnership
from partnerships.practices.metrics import counted
from rmp.governance.models import (
    Activity,
    AgendaItem,
    AgreementTopic,
    Decision,
    GovernanceBody,
    Issue,
    LadderPlace,
    Meeting,
)
from rmp.governance.models.issues import LEVELS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, eq=False)
class Check:
    key: str
    # How many there are, as an expression over Partnership; `topic_days` is the partnership's own.
    found: Callable[[int], Combinable]
    said: "Callable[[int], str | _StrPromise]"
    link: str  # name of the address; takes the partnership's slug
    tone: str = "warn"


@dataclass(frozen=True)
class Flag:
    """A check that found something."""

    check: Check
    count: int

    @property
    def text(self) -> str:
        return str(self.check.said(self.count)) % {"n": self.count}


def plural(one: str, many: str) -> "Callable[[int], str | _StrPromise]":
    return lambda n: ngettext_lazy(one, many, n)


def unnamed(level: int) -> Exists:
    """Some party that has joined has named nobody at the level of the ladder."""
    joined = Participation.objects.signing().joined().filter(partnership=OuterRef("pk"))
    place = LadderPlace.objects.disclosed().filter(
        ladder__partnership=OuterRef("partnership"), party=OuterRef("party"), level=level
    )
    return Exists(joined.filter(~Exists(place)))


def some_level_unnamed() -> Q:
    """There is a level at which some party has named nobody."""
    found = Q()
    for level in LEVELS:
        found |= Q(unnamed(level))
    return found


def unnamed_levels() -> Combinable:
    """At how many levels some party has named nobody."""
    total: Any = Value(0)
    for level in LEVELS:
        total = total + Case(When(unnamed(level), then=Value(1)), default=Value(0), output_field=IntegerField())
    return total


BODIES, MEETINGS = "rmp_governance:governancebody-list", "rmp_governance:meeting-list"
CHECKS = (
    Check(
        "lacking",
        lambda days: counted(GovernanceBody.objects.disclosed().lacking_a_party()),
        plural("%(n)d body in which a party has no member", "%(n)d bodies in which a party has no member"),
        BODIES,
        "bad",
    ),
    Check(
        "vacant",
        lambda days: counted(GovernanceBody.objects.disclosed().with_vacancies()),
        plural("%(n)d body without a chair or with a vacant seat", "%(n)d bodies without a chair or with a vacant seat"),
        BODIES,
    ),
    Check(
        "meeting",
        lambda days: counted(GovernanceBody.objects.disclosed().awaiting_a_meeting().filter(next_meeting_on__lt=Today())),
        plural("%(n)d body that should have met", "%(n)d bodies that should have met"),
        BODIES,
    ),
    Check(
        "missed",
        lambda days: counted(Meeting.objects.disclosed().missed()),
        plural(
            "%(n)d meeting whose time has passed: was it held?",
            "%(n)d meetings whose time has passed: were they held?",
        ),
        MEETINGS,
    ),
    Check(
        "outcome",
        lambda days: counted(AgendaItem.objects.disclosed().without_outcome(), "meeting__"),
        plural("%(n)d item of an agenda without an outcome", "%(n)d items of agendas without an outcome"),
        MEETINGS,
    ),
    Check(
        "minutes",
        lambda days: counted(Meeting.objects.disclosed().with_late_minutes()),
        plural("Minutes of %(n)d meeting are late", "Minutes of %(n)d meetings are late"),
        MEETINGS,
        "bad",
    ),
    Check(
        "decision",
        lambda days: counted(Decision.objects.disclosed().overdue()),
        plural("%(n)d decision is overdue", "%(n)d decisions are overdue"),
        "rmp_governance:decision-list",
        "bad",
    ),
    Check(
        "topic",
        lambda days: counted(AgreementTopic.objects.disclosed().waiting_longer_than(days), "agreement__"),
        plural("%(n)d topic of an agreement is open for too long", "%(n)d topics of agreements are open for too long"),
        "rmp_governance:agreement-list",
    ),
    Check(
        "accountable",
        lambda days: counted(Activity.objects.disclosed().without_one_accountable()),
        plural("%(n)d activity for which nobody answers", "%(n)d activities for which nobody answers"),
        "rmp_governance:matrix",
    ),
    Check(
        "ladder",
        lambda days: unnamed_levels(),
        plural(
            "%(n)d level of the ladder at which a party has named nobody",
            "%(n)d levels of the ladder at which a party has named nobody",
        ),
        "rmp_governance:ladder",
    ),
    Check(
        "stuck",
        lambda days: counted(Issue.objects.disclosed().stuck()),
        plural("%(n)d issue that the highest level did not settle", "%(n)d issues that the highest level did not settle"),
        "rmp_governance:issue-list",
        "bad",
    ),
)


def flags(partnership: Partnership, topic_days: int) -> list[Flag]:
    """What the checks find in the partnership, in one query."""
    columns = {f"check_{check.key}": check.found(topic_days) for check in CHECKS}
    found = Partnership.objects.filter(pk=partnership.pk).annotate(**columns).values(*columns).get()
    return [Flag(check, found[f"check_{check.key}"]) for check in CHECKS if found[f"check_{check.key}"]]
