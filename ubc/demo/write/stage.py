"""What all partnerships of the world have in common while they are written: the people, the organisations, the terms, the calendar."""

import random
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from partnerships.accounts.models import User
from partnerships.models import Party, Term
from partnerships.records.services import save_record
from ubc.demo import shapes
from ubc.demo.write.timeline import Timeline


@dataclass
class Stage:
    """Rows are found by the keys of the data once the acts that make them are done."""

    world: shapes.World
    timeline: Timeline
    dice: random.Random
    administrator: User
    parties: dict[str, Party] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.people = {person.key: person for person in self.world.people}
        self._terms = {(term.taxonomy, term.code): term for term in Term.objects.all()}

    def term(self, taxonomy: str, code: str) -> Term:
        return self._terms[taxonomy, code]

    def terms(self, taxonomy: str, codes: tuple[str, ...]) -> list[Term]:
        return [self.term(taxonomy, code) for code in codes]

    def officers(self, party: str) -> list[str]:
        """The people who stand for a party in all of its partnerships."""
        return [person.key for person in self.world.people if person.party == party and person.everywhere]


def number(value: shapes.Number) -> Decimal:
    """As the data write it, without what binary fractions add."""
    return Decimal(str(value))


def save(record: Any, actor: User, **related: Any) -> Any:
    """Keep a record as a form would: cleaned, then through the service. That what it refers to exists is left to the database."""
    record.clean_fields(exclude=[field.name for field in record._meta.fields if field.is_relation])
    record.clean()
    return save_record(record, actor=actor, related=related)
