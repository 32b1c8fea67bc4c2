"""What makes a record a rule that the parties hold each other to, and the request by which all of them change one."""

import copy
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.canonical import digest
from partnerships.clock import today
from partnerships.models import Partnership
from partnerships.records.describe import part_models
from partnerships.records.models import Kept, PartnershipRecord, RecordPart, Sourced, SourcedQuerySet
from partnerships.records.naming import what_goes
from partnerships.records.refusals import Refused
from partnerships.records.slots import Slot, slots_of
from partnerships.signoff.endings import snapshot_of
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.subjects import Signable

if TYPE_CHECKING:
    from partnerships.accounts.models import User


class AgreedRule(Kept):
    """A joint record, or a part of one, that the parties go by. Put it before the model's other bases and name the fields:

        class Ladder(AgreedRule, PartnershipRecord):
            RULE = ("days_1", "days_2")

    It is proposed, and any party edits it, until all have signed it: in a plan that came into force, or in a request of its own. From
    then on the fields of the rule change, and it goes, only by another decision of all parties (RuleChange).
    """

    RULE: ClassVar[tuple[str, ...]]
    # What the clock moves on by the rule: fixed like it, and yet no part of what was agreed.
    MOVING: ClassVar[tuple[str, ...]] = ()
    # The field that says when it ended, where it stays after its end; without one it is deleted.
    ENDED: ClassVar[str] = ""
    # Whether one that is only proposed counts beside agreed ones of its kind: not where it would give one party more than all agreed.
    COUNTS_PROPOSED: ClassVar[bool] = True
    # Facts of the partnership that it may count from: while an agreed rule does (`counts_from`), no party alone changes them.
    FACTS: ClassVar[tuple[str, ...]] = ()
    undescribed = frozenset({"agreed_by"})

    agreed_on = models.DateField(_("agreed on"), null=True, editable=False)
    agreed_by = models.ForeignKey(
        SignOffRound, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("agreed with")
    )

    class Meta:
        abstract = True

    @property
    def is_agreed(self) -> bool:
        return self.agreed_on is not None

    @property
    def is_rule(self) -> bool:
        """Whether it is one of all parties, and goes on."""
        return self.record.party_id is None and not (self.ENDED and getattr(self, self.ENDED))

    @cached_property
    def waiting(self) -> "RuleChange | None":
        """The request about it that waits for signatures. One query for a record and all its parts."""
        root: Any = self.record
        if "waiting_changes" not in root.__dict__:
            found = RuleChange.objects.waiting().filter(partnership=root.partnership_id)
            root.waiting_changes = {change.source_key: change for change in found}
        return root.waiting_changes.get(self.pk)

    def locked_fields(self) -> frozenset[str]:
        fixed = {*self.RULE, *self.MOVING, "agreed_on", "agreed_by", *filter(None, [self.ENDED])}
        return super().locked_fields() | (fixed if self.is_agreed else frozenset())

    def why_kept(self) -> str:
        if self.is_agreed:
            return _now("All parties agreed it: propose its end, so that all of them sign it.")
        return super().why_kept()

    def badges(self) -> list[dict[str, Any]]:
        if not self.is_rule:
            return []
        if self.is_agreed:
            return [{"label": _now("Agreed"), "tone": "good"}]
        return [{"label": _now("Proposed"), "tone": "warn"}]

    @classmethod
    def quoted(cls, partnership: Partnership) -> Any:
        """Those that the plan of a partnership quotes."""
        path = cls.path_to_record() if issubclass(cls, RecordPart) else ""
        rules: Any = cls._default_manager
        only = {f"{path}partnership": partnership, f"{path}party__isnull": True}
        only |= {f"{cls.ENDED}__isnull": True} if cls.ENDED else {}
        return rules.filter(**only).order_by("created_at", "pk")

    @classmethod
    def counting(cls, partnership: Partnership) -> Any:
        """Those that count now: all of them, or where proposed ones do not count beside agreed ones, the agreed ones if there are any."""
        rules = cls.quoted(partnership)
        agreed = rules.filter(agreed_on__isnull=False)
        return rules if cls.COUNTS_PROPOSED or not agreed.exists() else agreed

    def rule_slots(self) -> list[Slot]:
        return slots_of(self, self.RULE)

    def counts_from(self) -> tuple[str, ...]:
        """Which of its FACTS it counts from as it stands."""
        return ()

    def fingerprint(self) -> str:
        """The hash of what the rule says, with the facts from which it counts."""
        return digest({slot.field.name: slot.plain for slot in self.rule_slots()} | self.facts())

    def facts(self) -> dict[str, str]:
        """The facts from which it counts, as they are now."""
        return {f"partnership.{name}": str(getattr(self.scope()[0], name)) for name in self.counts_from()}

    def tried(self, values: Mapping[str, Any]) -> "AgreedRule":
        """A copy that says `values` (plain, by field). Nothing is saved."""
        tried = copy.copy(self)
        for slot in slots_of(tried, tuple(values)):
            slot.set(values[slot.field.name])
        return tried

    def whole(self) -> str:
        """The hash of what it says with all its parts that are rules themselves: what a plan that quotes it says of it."""
        parts = [
            sorted(part.fingerprint() for part in getattr(self, name).all())
            for name, model in part_models(type(self))
            if issubclass(model, AgreedRule)
        ]
        return digest([self.fingerprint(), *parts]) if parts else self.fingerprint()

    def rests_on(self, values: Mapping[str, Any] | None = None) -> list["AgreedRule"]:
        """The rules that it belongs to or names, as they are now; with `values` (plain, by field) those that these would name."""
        named = {slot.field.name: slot.plain for slot in self.rule_slots()} if values is None else values
        kinds: list[tuple[Any, Any]] = [(self._meta.get_field(name).related_model, keys) for name, keys in named.items()]
        if isinstance(self, RecordPart) and values is None:
            kinds.append((type(self.parent), self.parent.pk))
        found: list[AgreedRule] = []
        for model, keys in kinds:
            if model is not None and issubclass(model, AgreedRule) and keys:
                found += model._default_manager.filter(pk__in=keys if isinstance(keys, list) else [keys])
        return found

    def check_ground(self, values: Mapping[str, Any] | None = None) -> None:
        """Raise Refused while one of those that it rests on is only proposed: any party could change that."""
        if proposed := [rule for rule in self.rests_on(values) if not rule.is_agreed]:
            names = ", ".join(sorted(str(rule) for rule in proposed))
            raise Refused(_now("It rests on what is only proposed: %(rules)s. Agree that first.") % {"rules": names})

    def named_by(self) -> list["AgreedRule"]:
        """The rules of all parties that go on and name it."""
        return [
            rule
            for model in rule_models()
            for name in model.RULE
            if model._meta.get_field(name).related_model is type(self)
            for rule in model.quoted(self.scope()[0]).filter(**{name: self.pk})
        ]

    def ending(self) -> dict[str, Any]:
        """The values with which it ends; none where it is deleted."""
        return {self.ENDED: today()} if self.ENDED else {}

    def check_end(self) -> None:
        """Raise Refused while something still needs it: another rule that names it, too."""
        if names := sorted({str(rule._meta.verbose_name) for rule in self.named_by()}):
            raise Refused(_now("It is still in use: %(what)s.") % {"what": ", ".join(names)})
        if self.ENDED:
            return
        try:
            what_goes(self)
        except ProtectedError as error:
            kinds = ", ".join(sorted({str(thing._meta.verbose_name) for thing in error.protected_objects}))
            raise Refused(_now("It is still in use: %(what)s.") % {"what": kinds}) from None


def rule_models() -> list[type[AgreedRule]]:
    """Every kind of rule, what is part of another after it."""
    found = [model for model in apps.get_models() if issubclass(model, AgreedRule)]
    return sorted(found, key=lambda model: (issubclass(model, RecordPart), model._meta.label))


class RuleChangeQuerySet(SourcedQuerySet):
    def waiting(self) -> "RuleChangeQuerySet":
        return self.filter(state="waiting")


class RuleChange(Signable, Sourced, PartnershipRecord):
    """A request that all parties sign: to change a rule they agreed, to end it, or to agree one that is only proposed.

    `source` is the rule. It takes effect with the last signature; without it the rule stays as it is.
    """

    class Kind(models.TextChoices):
        CHANGE = "change", _("Change")
        END = "end", _("End")
        AGREE = "agree", _("Agree as it stands")

    class State(models.TextChoices):
        WAITING = "waiting", _("Out for signature")
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        EXPIRED = "expired", _("Expired")
        VOID = "void", _("Void")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.WAITING: frozenset({State.AGREED, State.DECLINED, State.WITHDRAWN, State.EXPIRED, State.VOID}),
        **{state: frozenset() for state in State if state != "waiting"},
    }
    record_kind = "rule-change"
    is_removable = False
    signoff_template = "rules/signing.html"

    kind = models.CharField(_("request"), max_length=10, choices=Kind.choices, editable=False)
    # How the rule was called when it was asked: it may have gone since.
    title = models.CharField(_("rule"), max_length=250, editable=False)
    reason = models.TextField(_("reason"), max_length=2000, editable=False)
    # {field: [before, after]} in plain form (partnerships.records.slots).
    changes = models.JSONField(_("changes"), default=dict, blank=True, editable=False)
    # The same in words, as all parties read them: [{label, before, after}].
    said = models.JSONField(_("in words"), default=list, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING, editable=False)

    objects: ClassVar[Any] = RuleChangeQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("change of an agreed rule")
        verbose_name_plural = _("changes of agreed rules")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=True), name="rule_change_is_joint"),
            models.UniqueConstraint(
                fields=("source_type", "source_key"), condition=Q(state="waiting"), name="rule_change_one_waiting"
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("partnership", "state")))

    def __str__(self) -> str:
        match self.kind:
            case self.Kind.END:
                return _now("End of a rule: %(rule)s") % {"rule": self.title}
            case self.Kind.AGREE:
                return _now("Agreement on a rule: %(rule)s") % {"rule": self.title}
        return _now("Change of a rule: %(rule)s") % {"rule": self.title}

    def rule(self) -> Any:
        """The rule as it is now in the database; None when it has gone."""
        model: Any = self.source_type.model_class() if self.source_type else None
        return model and model._default_manager.filter(pk=self.source_key).first()

    def locked_fields(self) -> frozenset[str]:
        """What was sent out for signature is what the parties decide on."""
        return frozenset({"kind", "title", "reason", "changes", "said", "source_type", "source_key"})

    def values(self, rule: AgreedRule) -> dict[str, Any]:
        """{attribute: value} that the signed request gives to the rule; none where it goes with its end."""
        if self.kind == self.Kind.END:
            return rule.ending()
        slots = {slot.field.name: slot for slot in slots_of(rule, (*rule.RULE, *rule.MOVING))}
        new = {slots[name].field.attname: slots[name].restored(after) for name, (_before, after) in self.changes.items()}
        return new | agreed_with(self.signed())

    def signed(self) -> SignOffRound | None:
        """The request that all parties signed."""
        rounds = SignOffRound.objects.of_record(self).filter(subject_key=self.pk, state=SignOffRound.State.COMPLETE)
        return rounds.order_by("-closed_at").first()

    def authorises(self, record: Kept, values: Mapping[str, Any]) -> bool:
        """Whether all parties signed exactly these new values of the rule, and it still says what it said."""
        return isinstance(record, AgreedRule) and self._decides(record) and self.values(record) == values

    def authorises_end(self, record: Kept) -> bool:
        """Whether all parties signed that the rule goes, and it still says what it said."""
        return isinstance(record, AgreedRule) and self._decides(record) and self.kind == self.Kind.END and not record.ENDED

    def _decides(self, rule: AgreedRule) -> bool:
        signed = self.signed() if rule.pk == self.source_key and self.state == self.State.WAITING else None
        return signed is not None and signed.digest == snapshot_of(self)[1]

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        """What the parties decide on: the rule as it stands now, by its hash, and what shall become of it, in words."""
        rule = self.rule()
        facts = rule.tried({name: after for name, (_before, after) in self.changes.items()}).facts() if rule is not None else {}
        return ({"facts": facts} if facts else {}) | {
            "request": self.kind,
            "rule": self.title,
            "reason": self.reason,
            "changes": self.said,
            "values": self.changes,
            "stands": rule.fingerprint() if rule is not None and rule.is_rule else "",
            "is_agreed": rule is not None and rule.is_agreed,
        }

    def acts_on(self) -> Iterable[Kept]:
        """The rule."""
        rule = self.rule()
        return [] if rule is None else [rule]

    def signoff_completed(self, round: SignOffRound, actor: "User | None") -> None:
        from partnerships.rules.services import apply_change

        apply_change(self, actor=actor)

    def signoff_declined(self, round: SignOffRound, actor: "User | None") -> None:
        from partnerships.rules.services import close_change

        close_change(self, self.State.DECLINED, actor=actor, note=round.closing_note)

    def signoff_voided(self, round: SignOffRound, actor: "User | None") -> None:
        from partnerships.rules.services import close_change

        ends = {SignOffRound.State.WITHDRAWN: self.State.WITHDRAWN, SignOffRound.State.EXPIRED: self.State.EXPIRED}
        state = ends.get(SignOffRound.State(round.state), self.State.VOID)
        close_change(self, state, actor=actor, note=round.closing_note)


def agreed_with(round: SignOffRound | None) -> dict[str, Any]:
    """The values that mark a rule as agreed by what all parties signed."""
    return {"agreed_on": today(), "agreed_by_id": round.pk} if round else {}
