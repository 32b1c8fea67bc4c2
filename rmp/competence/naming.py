"""What is said of a party must not name a person: here it is looked for."""

import re
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partnerships.models import Membership

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partnerships.models import Partnership, Party

# Shorter pieces of names are too often ordinary words.
SHORTEST = 3
WORD = re.compile(r"[^\W\d_][\w'’-]*")


def people_known(partnership: "Partnership", party: "Party | None") -> list[str]:
    """Names of those who stand for any party here, which all may know, and of those whom the own party alone has written down."""
    here = Membership.objects.standing_in(partnership)
    names = set(here.values_list("user__name", flat=True))
    if party is not None:
        for label in ("RoleHolder", "Induction"):
            model: Any = apps.get_model("rmp_competence", label)
            names |= set(model.objects.filter(partnership=partnership, party=party).values_list("name", flat=True))
    return sorted(name for name in names if name)


def named(text: str, names: "Iterable[str]") -> str:
    """The first piece of a name that stands in the text as a word of its own, written as a name is; empty when there is none."""
    words = set(WORD.findall(text))
    plain = {word.removesuffix("'s").removesuffix("’s") for word in words}
    for name in names:
        for piece in WORD.findall(name):
            if len(piece) >= SHORTEST and piece[0].isupper() and piece in plain | words:
                return piece
    return ""


def refuse_names(text: str, partnership: "Partnership", party: "Party | None", *, field: str) -> None:
    """Raise ValidationError at the field when the text names somebody who works in the partnership."""
    found = named(text, people_known(partnership, party))
    if found:
        said = _("“%(name)s” is the name of somebody who works here. Say what the party did, without naming a person.")
        raise ValidationError({field: said % {"name": found}})
