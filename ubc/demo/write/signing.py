"""How the people of the demo world sign: each has just shown, by the password, who he or she is, on the day on which the story says so."""

from collections.abc import Callable
from typing import Any

from partnerships.accounts.models import User
from partnerships.accounts.presence import Proof
from partnerships.signoff import services


def proven(service: Callable[..., Any]) -> Callable[..., Any]:
    """The service with a proof of its actor's that was given this moment."""

    def called(*args: Any, actor: User, **values: Any) -> Any:
        return service(*args, actor=actor, proof=Proof.just_given(actor), **values)

    return called


sign, decline = proven(services.sign), proven(services.decline)
