"""The decisions of a party, taken by somebody who has just shown who he or she is: what tests about other things sign with."""

import inspect
from functools import wraps

from partnerships.accounts.presence import Proof
from partnerships.signoff import services


def takes_proof(service):
    """Whether it signs: what a room calls a proof otherwise is another thing."""
    parameter = inspect.signature(service).parameters.get("proof")
    return parameter is not None and parameter.annotation == "Proof | None"


def proven(service):
    """The service with a proof of its actor's that was given this moment."""

    @wraps(service)
    def called(*args, actor, **kwargs):
        return service(*args, actor=actor, proof=Proof.just_given(actor), **kwargs)

    return called


class Proven:
    """The services of a room, those that sign for a party with such a proof."""

    def __init__(self, module):
        self._module = module

    def __getattr__(self, name):
        service = getattr(self._module, name)
        return proven(service) if inspect.isfunction(service) and takes_proof(service) else service


sign = proven(services.sign)
decline = proven(services.decline)
sign_elsewhere = proven(services.sign_elsewhere)
delegate = proven(services.delegate)


def named(round, party, person):
    """The round, in which the person is named as signatory of the party: by the row, as no page offers it."""
    round.slots.filter(party=party).update(assignee=person)
    return round


def sign_by_all(round):
    """Every party signs, by the first of its people who may."""
    for slot in round.slots.all():
        sign(round, actor=slot.people().order_by("name").first(), party=slot.party)
