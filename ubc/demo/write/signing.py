"""How the people of the demo world sign: each has just shown, by the password, who he or she is, on the day on which the story says so."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from partnerships.accounts.models import User
from partnerships.accounts.presence import Proof
from partnerships.signoff import services
from partnerships.signoff.models import SignOffRound

if TYPE_CHECKING:
    from ubc.demo.shapes import Day
    from ubc.demo.write.scene import Scene


def proven(service: Callable[..., Any]) -> Callable[..., Any]:
    """The service with a proof of its actor's that was given this moment."""

    def called(*args: Any, actor: User, **values: Any) -> Any:
        return service(*args, actor=actor, proof=Proof.just_given(actor), **values)

    return called


sign, decline = proven(services.sign), proven(services.decline)


def sign_by_all(scene: "Scene", record: Any, day: "Day") -> None:
    """Every party that has joined by that day signs what it is asked to."""
    round = SignOffRound.objects.open().of_record(record).get()
    asked = {slot.party for slot in round.slots.select_related("party")}
    for key in scene.joined:
        if scene.stage.parties[key] in asked:
            sign(round, actor=scene.signer(key, day, scene.officer))
