"""Releasing what a party says of its people as a whole."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.access.policy import Right, standing
from partnerships.access.spaces import Visibility
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.models import Partnership, Party
from partnerships.records.actors import taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record
from partnerships.records.sharing import share_record
from rmp.competence import figures
from rmp.competence.models import Assessment, CoverageFigure, CoverageSnapshot

if TYPE_CHECKING:
    from partnerships.accounts.models import User


@taken_by(Right.SHARE)
@transaction.atomic
def publish_coverage(partnership: Partnership, *, party: Party, actor: "User", note: str = "") -> CoverageSnapshot:
    """Freeze the figures of today (rmp.competence.figures) and share them; they take the place of those published before.

    Raises PermissionDenied unless the actor may share for the party, Refused when no role asks for anything yet, or nothing that could
    be published differs from what is published.
    """
    if not standing(actor, partnership).may(Right.SHARE, party):
        raise PermissionDenied
    lock(partnership)
    found = figures.cells(partnership, party)
    if not found:
        raise Refused(_("No role asks for anything yet: describe together what each role takes."))
    rows = [cell.figure(author=actor) for cell in found]
    former = CoverageSnapshot.objects.current().filter(partnership=partnership, party=party).first()
    if former is not None:
        if figures.told(rows) == figures.told(CoverageFigure.objects.filter(snapshot=former)):
            raise Refused(
                _("Nothing differs from what is published. A figure is told anew when everybody in the group was rated anew.")
            )
        former.partnership, former.party = partnership, party
        former.superseded_on = today()
        # Not by the record's own right: people may not change what was published.
        save_record(former, actor=actor)
    snapshot = CoverageSnapshot(
        partnership=partnership, party=party, visibility=Visibility.PRIVATE, published_on=today(), note=note.strip()
    )
    save_record(snapshot, actor=actor)
    for row in rows:
        row.snapshot = snapshot
    CoverageFigure.objects.bulk_create(rows)
    counted = [key for cell in found for key in cell.ratings]
    Assessment.objects.filter(pk__in=counted).update(counted_in=snapshot)
    share_record(snapshot, actor=actor, note=note.strip(), also=rows)
    return snapshot
