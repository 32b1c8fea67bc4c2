"""What a room puts on a model that all parties decide on together.

    class Appointment(Signable, PartnershipRecord):
        def signoff_completed(self, round, actor):
            advance(self, self.State.APPOINTED, actor=actor)

The hooks run inside the transaction that ends the round, after the round has its final state; what they raise undoes it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from partnerships.records.describe import tree

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.records.models import Kept
    from partnerships.signoff.models import SignOffRound


class Signable:
    """A record, or a part of one, that can be signed. Put it before the model's other bases."""

    # A template of the room's own that shows the snapshot, with `round` and `snapshot`; empty: the house's general one.
    signoff_template: ClassVar[str] = ""
    # Fields that the course of the decision itself changes: no part of what is signed.
    unsigned_fields: ClassVar[frozenset[str]] = frozenset({"state"})
    # What is decided holds for the whole partnership: no party that has joined is passed over because it does not read the record.
    binds_all: ClassVar[bool] = False

    def snapshot(self) -> dict[str, Any]:
        """What is signed, as plain data that no reader's language or time zone changes. Default: all fields and parts."""
        return {name: value for name, value in tree(self).items() if name not in self.unsigned_fields}  # type: ignore[arg-type]

    def acts_on(self) -> "Iterable[Kept]":
        """What changes besides the record itself when all have signed: a party that reads that is asked too, or nobody is."""
        return ()

    def signoff_title(self) -> str:
        """What the parties are asked to sign, in a line."""
        return str(self)

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        """All parties have signed, with or without reservation."""

    def signoff_declined(self, round: "SignOffRound", actor: "User | None") -> None:
        """One party has declined; its reason is the round's closing note."""

    def signoff_voided(self, round: "SignOffRound", actor: "User | None") -> None:
        """The round ended without a decision: the content changed, its time ran out, or it was withdrawn (see `round.state`)."""
