"""What changes elsewhere, heard here: a rule about which a request waits is no longer what it was, or goes."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.utils.translation import gettext as _

from partnerships.models import Partnership
from partnerships.records.models import Kept
from partnerships.records.services import record_changed, record_removed
from partnerships.rules.models import AgreedRule, RuleChange, rule_models
from partnerships.services import facts_changing
from partnerships.signoff.endings import void, void_if_changed
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.reasons import REMOVED

if TYPE_CHECKING:
    from partnerships.accounts.models import User


def open_rounds(change: RuleChange) -> Any:
    return SignOffRound.objects.open().of_record(change).select_related("partnership", "subject_type")


@receiver(record_changed)
def look_again(sender: type[Kept], record: Kept, changed: Kept, actor: "User | None", **kwargs: Any) -> None:
    """Void the requests about rules of this kind that no longer say what the parties are asked about."""
    if isinstance(changed, AgreedRule):
        for change in RuleChange.objects.waiting().filter(
            partnership=record.scope()[0], source_type__model=sender._meta.model_name
        ):
            for round in open_rounds(change):
                void_if_changed(round, actor=actor)


@receiver(facts_changing)
def keep_what_counts(sender: type[Partnership], partnership: Partnership, names: set[str], **kwargs: Any) -> None:
    """No party alone changes a fact from which an agreed rule counts. Raises ValidationError at the field."""
    held: dict[str, set[str]] = {}
    for model in rule_models():
        if names.intersection(model.FACTS):
            for rule in model.quoted(partnership).filter(agreed_on__isnull=False):
                for name in names.intersection(rule.counts_from()):
                    held.setdefault(name, set()).add(str(rule))
    if held:
        said = _("An agreed rule counts from this: %(rules)s. Propose a change of it first.")
        raise ValidationError({name: said % {"rules": ", ".join(sorted(rules))} for name, rules in held.items()})


@receiver(record_removed)
def end_with_it(sender: type[Kept], record: Kept, actor: "User | None", **kwargs: Any) -> None:
    """A rule goes with all its parts, and so do the requests about them."""
    if isinstance(record, AgreedRule):
        for change in RuleChange.objects.waiting().filter(partnership=record.scope()[0]):
            rule = change.rule()
            if rule is not None and rule.record.pk == record.pk:
                for round in open_rounds(change):
                    void(round, actor=actor, reason=REMOVED)
