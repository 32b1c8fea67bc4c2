"""Whose step it is: a service asks its actor before it does anything, whatever page, task or other service it is called from.

    @taken_by(Right.SIGN)
    def adopt_objective(objective: Objective, *, actor: User) -> Objective: ...

The rule stands at the service and nowhere else: the button of the step (rooms.Act) reads it from there. `actor=None` is the system:
the clock, or what the house does by itself. A person is asked once: whatever the service he or she was let into does in that
partnership is the service's word, also where it writes what the person could not write by hand.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from django.core.exceptions import PermissionDenied

from partnerships.access.policy import Right, Standing, standing
from partnerships.models import Partnership, Party
from partnerships.records.models import RecordPart
from partnerships.records.refusals import check_free

if TYPE_CHECKING:
    from partnerships.accounts.models import User

P = ParamSpec("P")
T = TypeVar("T")

# Who was let in, and into which partnership, or to which organisation itself, for as long as the outermost service goes on.
_inside: ContextVar[tuple[Any, Any] | None] = ContextVar("inside", default=None)


@dataclass(frozen=True)
class Rule:
    """Who may take a step with a record: who has the right over it, or has it for some party and is allowed by more."""

    # The right, or the one that the subject as it is now asks for.
    needs: str | Callable[[Any], str] = Right.WRITE
    # Who of the parties, instead of the record's owner. Gets (record, standing).
    allowed: Callable[[Any, Standing], bool] | None = None
    # Whether the step is still open when the partnership is closed: what was agreed to outlive it goes on.
    outlives: bool = False
    # Whether the step, taken by whoever stands there, signs for a party: the service then takes a `proof` (accounts.presence) besides,
    # and the page asks for it. Gets (record, standing). None: a step that never signs.
    signs: Callable[[Any, Standing], bool] | None = None

    def asks_for(self, subject: Any) -> str:
        """The right that the step asks for with the subject."""
        return self.needs(subject) if callable(self.needs) else self.needs

    def permits(self, subject: Any, standing: Standing) -> bool:
        """Whether who stands there may take the step with the subject: a record, a part of one, or the partnership itself."""
        right = self.asks_for(subject)
        if not (standing.partnership.is_open or self.outlives):
            return False
        if self.allowed is not None:
            return standing.may(right, standing.party) and self.allowed(subject, standing)
        if isinstance(subject, Partnership):
            return standing.may(right)
        return standing.may(right, subject.owner_party) if self.outlives else subject.may(standing, right)


DEFAULT = Rule()


def any_party(subject: Any, standing: Standing) -> bool:
    """For `allowed`: whoever stands for a party, whosever the record is."""
    return standing.party is not None


def another_party(record: Any, standing: Standing) -> bool:
    """For `allowed`: whoever stands for another party than the record's own. What a party puts forward, the others answer."""
    return standing.party is not None and standing.party != record.party


def party_in(field: str) -> Callable[[Any, Standing], bool]:
    """For `allowed`: whoever stands for the party that the field names."""
    return lambda record, standing: standing.party is not None and standing.party.pk == getattr(record, f"{field}_id")


def party_not_in(field: str) -> Callable[[Any, Standing], bool]:
    """For `allowed`: whoever stands for another party than the one that the field names: nobody judges what is his own."""
    return lambda record, standing: standing.party is not None and standing.party.pk != getattr(record, f"{field}_id")


def by_signers(subject: Any, standing: Standing) -> bool:
    """For `signs`: whoever signs for a party has signed by taking the step."""
    return standing.party is not None and standing.may(Right.SIGN, standing.party)


def taken_by(
    needs: str | Callable[[Any], str] = Right.WRITE,
    *,
    allowed: Callable[[Any, Standing], bool] | None = None,
    outlives: bool = False,
    signs: Callable[[Any, Standing], bool] | None = None,
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Let into a service(subject, *, actor, ...) only whom the rule permits; others get PermissionDenied and nothing happens."""
    rule = Rule(needs, allowed, outlives, signs)

    def decorate(service: Callable[P, T]) -> Callable[P, T]:
        @wraps(service)
        def asked(*args: P.args, **kwargs: P.kwargs) -> T:
            with admitted(args[0], cast("User | None", kwargs["actor"]), rule):
                return service(*args, **kwargs)

        asked.rule = rule  # type: ignore[attr-defined]
        return asked

    return decorate


def signers_while(holds: Callable[[Any], bool]) -> Callable[[Any], str]:
    """What a step `needs` by which something agreed ends: while it holds who signs may take it, else who writes."""
    return lambda subject: Right.SIGN if holds(subject) else Right.WRITE


def consequence(service: Callable[P, T]) -> Callable[P, T]:
    """For what follows from a step that somebody was let into (the last signature, the plan coming into force): nobody takes it alone.

    Called with an actor outside such a step it raises PermissionDenied.
    """

    @wraps(service)
    def following(*args: P.args, **kwargs: P.kwargs) -> T:
        actor = cast("User | None", kwargs["actor"])
        if actor is not None and not _is_inside(args[0], actor):
            raise PermissionDenied
        return service(*args, **kwargs)

    return following


@contextmanager
def admitted(subject: Any, actor: "User | None", rule: Rule = DEFAULT) -> Iterator[None]:
    """Let in who reads the subject and is permitted by the rule, asked of it as it is now in the database; else PermissionDenied.

    Raises Refused where the step speaks for a party and something bars the person from that (accounts.presence).
    """
    if actor is None or _is_inside(subject, actor):
        yield
        return
    current = _current(subject, actor)
    partnership = current if isinstance(current, Partnership) else current.scope()[0]
    if not rule.permits(current, standing(actor, partnership)):
        raise PermissionDenied
    if rule.asks_for(current) == Right.SIGN:
        check_free(actor)
    with acting(actor, partnership):
        yield


@contextmanager
def acting(actor: "User | None", place: Partnership | Party) -> Iterator[None]:
    """For a service that has asked its actor in its own way: what it does in the partnership from here on is its word.

    The place is an organisation where the service writes what stands on the organisation itself, for all its partnerships.
    """
    if actor is None:
        yield
        return
    token = _inside.set((actor.pk, place.pk))
    try:
        yield
    finally:
        _inside.reset(token)


def _is_inside(subject: Any, actor: "User") -> bool:
    place = subject if isinstance(subject, Partnership | Party) else subject.scope()[0]
    return _inside.get() == (actor.pk, place.pk)


def _current(subject: Any, actor: "User") -> Any:
    """The subject as it is in the database; PermissionDenied unless the actor reads it. What is not saved yet is taken as it is."""
    if subject._state.adding:
        return subject
    model = type(subject)
    rows = model.objects.visible_to(actor)
    if not isinstance(subject, Partnership):
        path = model.path_to_record() if issubclass(model, RecordPart) else ""
        rows = rows.select_related(f"{path}partnership", f"{path}party")
    current = rows.filter(pk=subject.pk).first()
    if current is None:
        raise PermissionDenied
    return current
