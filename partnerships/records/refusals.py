"""What a service refuses, and asks of whoever takes a step that signs or lets somebody in."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partnerships.accounts import presence
from partnerships.records.once import UNSEEN, is_unseen

if TYPE_CHECKING:
    from partnerships.accounts.models import User


class Refused(ValidationError):
    """A rule of the house forbids it. The message tells the person what and why."""


def check_free(person: "User") -> None:
    """Raises Refused when something bars the person from signing (accounts.presence): nor do others come to sign by his or her word."""
    if bar := presence.barred(person):
        raise Refused(bar)


class Unproven(Refused):
    """The person has not shown lately enough, or not strongly enough, who he or she is."""


def check_proven(person: "User", proof: "presence.Proof | None") -> "presence.Proof":
    """The proof, where it does for a signature of the person now, or for letting somebody in who may sign.

    Raises Refused when something bars the person, Unproven when the proof does not do (accounts.presence).
    """
    check_free(person)
    flaw = presence.flaw(proof, person)
    if proof is None or flaw:
        raise Unproven(flaw)
    return proof


def refuse_second(rows: Any, sentence: Any, *, person: Any) -> None:
    """Raises Refused where one of the rows is there: with the sentence for who reads it, for others with no more than that it is."""
    if rows.exists():
        raise Refused(UNSEEN if is_unseen(rows, person) else sentence)


def refuse_unread(rows: Any, *, person: Any) -> None:
    """Raises Refused where the person does not read all of the rows: a step that is taken for all of them is for who reads them."""
    if person is not None and rows.exclude(pk__in=rows.model.objects.visible_to(person).values("pk")).exists():
        raise Refused(_("Something of this was there before your party came: one of those who read all of it takes this step."))
