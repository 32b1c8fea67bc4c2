"""Assets and data: the holder says what became of them and proves it, another party confirms."""

from typing import TYPE_CHECKING, Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import standing
from partnerships.clock import today
from partnerships.files import check_pdf, clean_name, sha256
from partnerships.history.services import lock
from partnerships.records.actors import party_in, party_not_in, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance
from rmp.exits.models import DisengagementCase, Disposition

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State = Disposition.State
VERBS = (gettext_noop("confirmed"), gettext_noop("open"))


def _open_case(item: Disposition) -> None:
    lock(item.partnership)
    if DisengagementCase.objects.get(pk=item.case_id).is_over:
        raise Refused(_("The case is over."))


@taken_by(allowed=party_in("holder"))
@transaction.atomic
def finish_disposition(item: Disposition, *, actor: "User", proof: str, file: File | None = None) -> Disposition:
    """Say what was done, with a proof in words and, if there is one, a PDF. Raises ValidationError for another file."""
    _open_case(item)
    if not proof.strip():
        raise Refused({"proof": _("Say by what one sees that it is done.")})
    values: dict[str, Any] = {"proof": proof.strip(), "done_on": today()}
    if file is not None:
        check_pdf(file)
        name = clean_name(file.name or "", ".pdf")
        values |= {"file": File(file, name=name), "file_name": name, "file_sha256": sha256(file)}
    return advance(item, State.DONE, actor=actor, **values)


@taken_by(allowed=party_not_in("holder"))
@transaction.atomic
def confirm_disposition(item: Disposition, *, actor: "User", note: str = "") -> Disposition:
    """Confirm, for another party than the holder."""
    _open_case(item)
    party = standing(actor, item.partnership).party
    return advance(item, State.CONFIRMED, actor=actor, note=note, confirmed_by=party, confirmed_on=today())


@taken_by(allowed=party_not_in("holder"))
@transaction.atomic
def return_disposition(item: Disposition, *, actor: "User", reason: str) -> Disposition:
    """Do not confirm it, and say what lacks."""
    _open_case(item)
    return advance(item, State.OPEN, actor=actor, note=reason, verb="returned", done_on=None)
