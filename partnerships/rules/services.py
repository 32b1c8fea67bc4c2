"""How a rule comes to be agreed, and how an agreed one changes or ends: by every party's signature, applied with the last of them."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.names import EverybodyIn, read_by
from partnerships.history.services import lock
from partnerships.history.services import record as write_history
from partnerships.models import Partnership
from partnerships.records.actors import consequence, taken_by
from partnerships.records.describe import part_models
from partnerships.records.models import Kept
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, amend_record, delete_record, save_record
from partnerships.records.slots import Slot, plain, slots_of
from partnerships.rules.models import AgreedRule, RuleChange, agreed_with, rule_models
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round

if TYPE_CHECKING:
    from partnerships.accounts.models import User

Kind, State = RuleChange.Kind, RuleChange.State
# What the history calls it.
PROPOSED = {
    Kind.CHANGE: gettext_noop("proposed a change of"),
    Kind.END: gettext_noop("proposed the end of"),
    Kind.AGREE: gettext_noop("proposed to agree"),
}
DECIDED = {
    Kind.CHANGE: gettext_noop("signed, as the last of all parties, the change of"),
    Kind.END: gettext_noop("signed, as the last of all parties, the end of"),
    Kind.AGREE: gettext_noop("signed, as the last of all parties,"),
}


# --- what a party asks ------------------------------------------------------------------------------------------------
@taken_by()
@transaction.atomic
def propose_change(rule: AgreedRule, *, actor: "User", reason: str, due_on: dt.date | None = None, **values: Any) -> RuleChange:
    """Ask all parties to sign other values of an agreed rule. `values` are by field, as a form gives them.

    Raises Refused for a rule that is not agreed, that would not change, that would rest on what is only proposed, or about which a
    request is waiting; ValidationError when the rule could not be so.
    """
    current = _current(rule, agreed=True)
    slots = slots_of(current, (*current.RULE, *current.MOVING))
    given = [slot for slot in slots if slot.field.name in values]
    changes = {slot.field.name: [slot.plain, plain(slot.field, values[slot.field.name])] for slot in given}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if not changes:
        raise Refused(_("Nothing would change: type the new values first."))
    _check(current, changes)
    return _ask(current, Kind.CHANGE, actor=actor, reason=reason, due_on=due_on, changes=changes)


@taken_by()
@transaction.atomic
def propose_end(rule: AgreedRule, *, actor: "User", reason: str, due_on: dt.date | None = None) -> RuleChange:
    """Ask all parties to sign that an agreed rule ends. Raises Refused as `propose_change`, and while something needs the rule."""
    current = _current(rule, agreed=True)
    current.check_end()
    return _ask(current, Kind.END, actor=actor, reason=reason, due_on=due_on)


@taken_by()
@transaction.atomic
def submit_rule(rule: AgreedRule, *, actor: "User", reason: str, due_on: dt.date | None = None) -> RuleChange:
    """Ask all parties to sign a proposed rule as it stands, without waiting for the next plan.

    Raises Refused for one that is agreed, about which a request is waiting, or that rests on what is only proposed.
    """
    current = _current(rule, agreed=False)
    current.check_ground()
    return _ask(current, Kind.AGREE, actor=actor, reason=reason, due_on=due_on)


def _current(rule: AgreedRule, *, agreed: bool) -> Any:
    """The rule as it is now, under the partnership's lock. Raises Refused unless it stands as wanted and nothing about it waits."""
    lock(rule.scope()[0])
    current: Any = type(rule)._default_manager.get(pk=rule.pk)
    if not current.is_rule:
        raise Refused(_("It is no rule of all parties, or it has ended."))
    if agreed and not current.is_agreed:
        raise Refused(_("It is only proposed: any party may edit it."))
    if not agreed and current.is_agreed:
        raise Refused(_("All parties agreed it already."))
    if current.waiting is not None:
        raise Refused(_("A request about it is waiting for signatures already."))
    return current


def _check(current: AgreedRule, changes: Mapping[str, list[Any]]) -> None:
    """Raise ValidationError when the rule could not be what the changes make of it, or names what is not agreed. Nothing is saved."""
    values = {name: after for name, (_before, after) in changes.items()}
    current.check_ground(values)
    current.tried(values).full_clean()


def _ask(
    rule: AgreedRule,
    kind: str,
    *,
    actor: "User",
    reason: str,
    due_on: dt.date | None,
    changes: dict[str, list[Any]] | None = None,
) -> RuleChange:
    with (
        translation.override(settings.LANGUAGE_CODE),
        timezone.override(None),
        read_by(EverybodyIn(rule.scope()[1], rule.scope()[2], about=rule.record)),
    ):
        noun, name = capfirst(str(rule._meta.verbose_name)), str(rule)
        title = (name if name == noun else f"{noun}: {name}")[:250]
        said = _in_words(rule, changes)
    change = RuleChange(  # type: ignore[misc]
        partnership=rule.scope()[0],
        visibility="shared",
        audience=rule.scope()[2],
        source=rule,
        kind=kind,
        title=title,
        reason=reason.strip(),
        changes=changes or {},
        said=said,
    )
    save_record(change, actor=actor)
    write_history(PROPOSED[Kind(kind)], rule, actor=actor, note=change.reason)
    open_round(change, actor=actor, due_on=due_on)
    return change


def _in_words(rule: AgreedRule, changes: Mapping[str, list[Any]] | None) -> list[dict[str, str]]:
    """What changes, row by row; where nothing does, what the rule says; and the facts from which it will count."""
    names = (*rule.RULE, *rule.MOVING) if changes is None else tuple(changes)
    rows = []
    for slot in slots_of(rule, names):
        before, after = (changes or {}).get(slot.field.name, (slot.plain, slot.plain))
        row = {"label": _name(slot), "before": slot.shown(before), "after": slot.shown(after)}
        rows += [row] if row["before"] or row["after"] else []
    partnership, tried = rule.scope()[0], rule.tried({name: after for name, (_before, after) in (changes or {}).items()})
    for slot in slots_of(partnership, tried.counts_from()):
        rows.append({"label": _name(slot), "before": slot.shown(slot.plain), "after": slot.shown(slot.plain)})
    return rows


def _name(slot: Slot) -> str:
    return capfirst(str(slot.field.verbose_name))


# --- what the parties decided -----------------------------------------------------------------------------------------
@consequence
@transaction.atomic
def apply_change(change: RuleChange, *, actor: "User | None") -> RuleChange:
    """All parties have signed: the rule is what they decided. Called by the sign-off alone.

    Raises Refused when it ended meanwhile or something needs what shall end.
    """
    rule = change.rule()
    if rule is None:
        raise Refused(_("The rule is no longer there."))
    values = change.values(rule)
    if change.kind == Kind.END:
        rule.check_end()
    else:
        rule.check_ground({name: after for name, (_before, after) in change.changes.items()} or None)
    if values:
        verb, check = DECIDED[Kind(change.kind)], change.kind == Kind.CHANGE
        amend_record(rule, values, actor=actor, authority=change, verb=verb, check=check)
    else:
        delete_record(rule, actor=actor, authority=change)
    return advance(change, State.AGREED, actor=actor)


@consequence
def close_change(change: RuleChange, to: str, *, actor: "User | None", note: str = "") -> RuleChange:
    """The signatures did not come together: the rule stays as it is. Called by the sign-off alone."""
    return advance(change, to, actor=actor, note=note)


# --- the plan ---------------------------------------------------------------------------------------------------------
def standing_rules(partnership: Partnership) -> dict[str, str]:
    """{key: hash of the whole} of the rules that the plan quotes to all now, to be frozen. A query for each kind, list and kind of part."""
    found: dict[str, str] = {}
    for model in rule_models():
        for rule in model.quoted(partnership).disclosed().prefetch_related(*_looked_at(model)):
            found[str(rule.pk)] = rule.whole()
    return found


@consequence
@transaction.atomic
def agree_rules(
    partnership: Partnership, frozen: Mapping[str, str], *, actor: "User | None", round: SignOffRound, authority: Kept
) -> int:
    """A plan came into force: the rules that stood in it and still say the same are agreed. Returns how many are new.

    `frozen` is what `standing_rules` gave when its content was fixed; `authority` the version. What was written or changed later was
    not signed and stays proposed, and so does what rests on it; what was agreed already stays agreed with what it was agreed with.
    """
    signed = [
        rule
        for model in rule_models()
        for rule in model.quoted(partnership).filter(agreed_on=None, pk__in=list(frozen)).prefetch_related(*_looked_at(model))
        if frozen[str(rule.pk)] == rule.whole()
    ]
    left = {rule: {below.pk for below in rule.rests_on() if not below.is_agreed} for rule in signed}
    while ready := {rule.pk for rule, below in left.items() if not below}:
        for rule in [rule for rule in left if rule.pk in ready]:
            amend_record(rule, agreed_with(round), actor=actor, authority=authority, verb=DECIDED[Kind.AGREE], check=False)
        left = {rule: below - ready for rule, below in left.items() if rule.pk not in ready}
    return len(signed) - len(left)


def _looked_at(model: type[AgreedRule]) -> list[str]:
    """What the hash of the whole looks at beside the row: lists, parts that are rules, and lists of those."""
    names = [field.name for field in model._meta.many_to_many]
    for name, part in part_models(model):
        if issubclass(part, AgreedRule):
            names += [name, *(f"{name}__{field.name}" for field in part._meta.many_to_many)]
    return names
