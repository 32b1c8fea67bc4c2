"""What a handover usually needs: suggestions, from which the party takes what fits."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SUGGESTED: dict[str, "_StrPromise"] = {
    "introduce": _("Introduce the successor to the other parties in person"),
    "commitments": _("Go through open commitments and the dates of the next three months together"),
    "plan": _("Read the joint plan together and mark what is not said in it"),
    "unwritten": _("Say what was agreed in conversation only, and with whom"),
    "files": _("Pass on files, mailing lists and shared tools"),
    "contacts": _("Tell students, staff and outside contacts whom to turn to"),
    "things": _("Return keys, badges and lent equipment"),
}
