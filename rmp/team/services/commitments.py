"""What a person still has in hand in a partnership, whichever room it comes from.

The kernel knows it already: a due date (partnerships.reminders.registry) says what is still to be done and by which fields one finds
the persons named for it. So whatever a room declares there with `people` is found here, as far as the reader may read it, and passes
to another person by its own field. Two kinds have rules of their own: signatures, which are delegated, and places in the team,
which end and begin.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Exists, F, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext as _

from partnerships.access.policy import Right, Standing
from partnerships.clock import today
from partnerships.records.actors import taken_by
from partnerships.records.models import Kept, PartnershipRecord, RecordPart
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record
from partnerships.reminders.registry import DUES, Due
from partnerships.signoff.models import SignOffSlot
from partnerships.signoff.services import delegate
from rmp.team.models import Handover, TeamMember
from rmp.team.services.team import end_place, pass_place_on

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.accounts.presence import Proof


class Named:
    """The general rule: the person is named by a field of the record, and another one is named instead, or nobody."""

    def __init__(self, due: Due) -> None:
        self.due = due

    def open(self, rows: "QuerySet[Any]", handover: Handover) -> "QuerySet[Any]":
        """Of what names the person, what is still his or hers after the handover."""
        return rows

    def fields(self, item: Any, handover: Handover) -> list[Any]:
        """The record's fields that name the person."""
        named = [item._meta.get_field(name) for name in self.due.people]
        return [field for field in named if getattr(item, field.attname) == handover.person_id]

    def changeable(self, reader: "User") -> "QuerySet[Any] | None":
        """The things of this kind that the reader may pass on; None where it is not done by a field of the thing itself."""
        model: Any = self.due.model
        by_field = issubclass(model, Kept) and all("__" not in name for name in self.due.people)
        return model.objects.editable_by(reader) if by_field else None

    def may_release(self, item: Any, handover: Handover) -> bool:
        return all(field.null for field in self.fields(item, handover))

    def give(self, item: Any, to: "User | None", handover: Handover, actor: "User", proof: "Proof | None") -> None:
        for field in self.fields(item, handover):
            setattr(item, field.name, to)
        save_record(item, actor=actor)


class Signature(Named):
    """A signature is delegated; whoever is named as signatory stays named, and somebody else decides."""

    def open(self, rows: "QuerySet[Any]", handover: Handover) -> "QuerySet[Any]":
        person = handover.person_id
        return rows.filter(Q(delegate=person) | Q(assignee=person, delegate__isnull=True))

    def changeable(self, reader: "User") -> "QuerySet[Any]":
        return SignOffSlot.objects.delegable_by(reader)

    def may_release(self, item: SignOffSlot, handover: Handover) -> bool:
        return item.assignee_id != handover.person_id

    def give(self, item: SignOffSlot, to: "User | None", handover: Handover, actor: "User", proof: "Proof | None") -> None:
        delegate(item.round, actor=actor, proof=proof, to=to, party=item.party)


class Place(Named):
    """A place in the team ends, and the same one begins for the other person: today, or after a last day that has passed."""

    def open(self, rows: "QuerySet[Any]", handover: Handover) -> "QuerySet[Any]":
        return rows.beyond(handover.last_day)  # type: ignore[attr-defined]

    def may_release(self, item: TeamMember, handover: Handover) -> bool:
        return True

    def give(self, item: TeamMember, to: "User | None", handover: Handover, actor: "User", proof: "Proof | None") -> None:
        last_day = max(min(handover.last_day, today() - dt.timedelta(days=1)), item.starts_on)
        if to is None:
            end_place(item, actor=actor, ends_on=last_day)
        else:
            pass_place_on(item, actor=actor, to=to, last_day=last_day)


RULES: dict[type[Any], type[Named]] = {SignOffSlot: Signature, TeamMember: Place}


def rule_of(due: Due) -> Named:
    return RULES.get(due.model, Named)(due)


@dataclass(frozen=True)
class Commitment:
    """One thing that the leaving person has in hand, as its reader sees it."""

    due: Due
    item: Any
    may_change: bool
    may_release: bool

    @property
    def key(self) -> str:
        """Its name in a form."""
        return f"{self.due.kind}-{self.item.pk}"

    @property
    def title(self) -> str:
        return self.due.title(self.item)

    @property
    def url(self) -> str:
        return self.due.url(self.item)

    @property
    def label(self) -> str:
        return str(self.due.label)

    @property
    def on(self) -> dt.date | None:
        """The day by which it is to be done, where it has one."""
        return None if self.due.is_notice else self.item.due_date


def in_hand(handover: Handover, reader: "User") -> list[tuple[Due, Any, bool]]:
    """What the leaving person still has in hand in the partnership and the reader may read: (due, key, whether the reader may change it).

    One query, however many kinds of things there are.
    """
    named = [_named(due, handover, reader) for due in DUES.values() if due.people]
    if not named:
        return []
    order = {kind: place for place, kind in enumerate(DUES)}
    found: dict[tuple[type[Any], Any], tuple[Due, Any, bool]] = {}
    for kind, key, may_change in named[0].union(*named[1:], all=True) if named[1:] else named[0]:
        due = DUES[kind]
        # Of two due dates of one thing, the first that was registered speaks for it.
        known = found.get((due.model, key))
        if known is None or order[kind] < order[known[0].kind]:
            found[due.model, key] = due, key, bool(may_change)
    return list(found.values())


def _named(due: Due, handover: Handover, reader: "User") -> "QuerySet[Any]":
    """Kind and key of what is still to be done here, with a date or without one, and names the person."""
    names = Q()
    for lookup in due.people:
        names |= Q(**{lookup: handover.person_id})
    rule, rows = rule_of(due), due.queryset().filter(names, **{due.partnership: handover.partnership_id})
    changeable = rule.changeable(reader)
    mine: Any = Value(False, BooleanField()) if changeable is None else Exists(changeable.filter(pk=OuterRef("pk")))
    visible: Any = rule.open(rows, handover).visible_to(reader)  # type: ignore[attr-defined]
    return visible.order_by().annotate(due_kind=Value(due.kind), mine=mine).values_list("due_kind", "pk", "mine")


def commitments(handover: Handover, reader: "User") -> list[Commitment]:
    """What `in_hand` finds, with the things themselves, kind by kind: one query more for each kind that there is."""
    kinds: dict[str, dict[Any, bool]] = {}
    for due, key, may_change in in_hand(handover, reader):
        kinds.setdefault(due.kind, {})[key] = may_change
    result = []
    for due in (due for due in DUES.values() if due.kind in kinds):
        rule, found = rule_of(due), kinds[due.kind]
        for item in _read(due, found):
            may_change = found[item.pk]
            result.append(Commitment(due, item, may_change, may_change and rule.may_release(item, handover)))
    return result


def _read(due: Due, keys: Iterable[Any]) -> list[Any]:
    """The things, which the gate let through already, with what their title, their address and a change of them look at."""
    path = due.model.path_to_record() if issubclass(due.model, RecordPart) else ""
    owners = (f"{path}partnership", f"{path}party") if issubclass(due.model, PartnershipRecord | RecordPart) else ()
    named = tuple(name for name in due.people if "__" not in name)
    rows = due.queryset().filter(pk__in=keys).select_related(*owners, *named, *due.related)
    return sorted(rows.annotate(due_date=F(due.date)), key=lambda item: (due.title(item), str(item.pk)))


def of_its_people(handover: Handover, standing: Standing) -> bool:
    """Those who manage the people of the party that the person stands for."""
    return standing.may(Right.MANAGE, handover.party)


def with_signatures(handover: Handover, standing: Standing) -> bool:
    """For `signs`: a signature is still in hand, and whoever takes it on signs by the word of the one who stands there."""
    person: Any = standing.user
    return any(due.model is SignOffSlot for due, _key, _may_change in in_hand(handover, person))


@taken_by(Right.MANAGE, allowed=of_its_people, signs=with_signatures)
def pass_on(handover: Handover, *, actor: "User", proof: "Proof | None", choices: "dict[str, User | None]") -> int:
    """Give each of the named commitments to a person, or to nobody; returns how many. Inside the caller's transaction.

    What is no longer in hand is passed over. Raises Refused for what cannot be given or released, and for signatures as `delegate` does.
    """
    done = 0
    for commitment in commitments(handover, actor):
        if commitment.key not in choices:
            continue
        to = choices[commitment.key]
        if not (commitment.may_change if to else commitment.may_release):
            raise Refused(_("“%(what)s” is not yours to pass on like this.") % {"what": commitment.title})
        rule_of(commitment.due).give(commitment.item, to, handover, actor, proof)
        done += 1
    return done
