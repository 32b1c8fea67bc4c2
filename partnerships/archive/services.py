"""Asking for an archive, making it, and removing it when its time is over.

The truth is the row: who asks writes one, a worker claims it by a conditional UPDATE, and what was lost on the way is picked up by a
sweep. Asking twice while one is under way gives that one.
"""

import datetime as dt
import io
import logging
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right, standing
from partnerships.access.spaces import Visibility
from partnerships.archive.building import build
from partnerships.archive.models import Archive
from partnerships.archive.reading import Reader
from partnerships.files import sha256
from partnerships.history.services import lock, written
from partnerships.history.services import record as write_history
from partnerships.models import Partnership, Party

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State = Archive.State
ASKED = gettext_noop("asked for")
MOST_ATTEMPTS = 3
# What nobody has taken up after this long was lost on the way; what has not moved for this long has lost its worker.
LOST, DEAD = dt.timedelta(minutes=5), dt.timedelta(minutes=20)
logger = logging.getLogger(__name__)


@transaction.atomic
def request_own(partnership: Partnership, *, actor: "User") -> Archive:
    """Ask for everything the actor may read here for his or her party. Raises PermissionDenied for who reads no party's own space."""
    here = standing(actor, partnership)
    if here.party is None or not here.may(Right.READ_OWN, here.party):
        raise PermissionDenied
    return _request(partnership, here.party, actor)


@transaction.atomic
def request_joint(partnership: Partnership, *, actor: "User") -> Archive:
    """Ask for what all parties may read: the same file for each of them. Raises PermissionDenied for who stands for no party."""
    here = standing(actor, partnership)
    if here.party is None or not here.may(Right.READ_OWN, here.party):
        raise PermissionDenied
    return _request(partnership, None, actor)


def _request(partnership: Partnership, party: Party | None, actor: "User") -> Archive:
    # In what belongs to all is what those read who have joined by now: nobody else gets it later.
    audience = lock(partnership).joined if party is None else 0
    visibility = Visibility.SHARED if audience else Visibility.PRIVATE
    same = Archive.objects.under_way().filter(partnership=partnership, party=party)
    found = (same if party is None else same.filter(requested_by=actor)).first()
    if found is not None:
        return found
    made = Archive.objects.create(  # type: ignore[misc]
        partnership=partnership, party=party, visibility=visibility, audience=audience, requested_by=actor
    )
    write_history(ASKED, made, actor=actor)
    transaction.on_commit(lambda: _send(made.pk))
    return made


def _send(key: uuid.UUID) -> None:
    """Tell a worker. When the broker is away the sweep will: the row is there."""
    from partnerships.archive.tasks import make

    try:
        make.delay(key=str(key))
    except Exception:
        logger.exception("The archive %s could not be handed to a worker; the sweep will do it.", key)


def make(key: uuid.UUID) -> bool:
    """Make an archive that waits. Returns whether this call did; another may have been quicker. Safe to run twice and late."""
    now = timezone.now()
    free = Q(state=State.WAITING) | Q(state=State.MAKING, beat_at__lt=now - DEAD)
    claim = Archive.objects.filter(free, pk=key)
    if not claim.update(state=State.MAKING, beat_at=now, progress=0, attempts=F("attempts") + 1):
        return False
    archive = Archive.objects.select_related("partnership", "party", "requested_by").get(pk=key)
    try:
        _make(archive)
    except Exception:
        logger.exception("The archive %s could not be made.", key)
        state = State.FAILED if archive.attempts >= MOST_ATTEMPTS else State.WAITING
        Archive.objects.filter(pk=key, state=State.MAKING, attempts=archive.attempts).update(
            state=state, beat_at=timezone.now()
        )
        return False
    return True


def _make(archive: Archive) -> None:
    if archive.party is not None and not _still_stands(archive):
        raise PermissionDenied("the person no longer stands for the party")

    def beat(progress: int) -> None:
        Archive.objects.filter(pk=archive.pk, attempts=archive.attempts).update(progress=progress, beat_at=timezone.now())

    body = io.BytesIO(consistent(archive, beat))
    now = timezone.now()
    archive.file.save("archive.zip", ContentFile(body.getvalue()), save=False)
    mine = Archive.objects.filter(pk=archive.pk, state=State.MAKING, attempts=archive.attempts)
    done = mine.update(
        state=State.READY,
        progress=100,
        made_at=now,
        keep_until=now + dt.timedelta(days=settings.ARCHIVE_KEEP_DAYS),
        file=archive.file.name,
        size=len(body.getvalue()),
        sha256=sha256(body),
    )
    if not done and archive.file.name:  # somebody took it for dead and made it anew: theirs counts
        archive.file.storage.delete(archive.file.name)


def consistent(archive: Archive, beat: Callable[[int], None]) -> bytes:
    """The archive as of one moment: read again when something was written meanwhile, at last while nobody can write."""
    for _attempt in range(2):
        before = _place(archive.partnership)
        body = build(_reader(archive), beat)
        if _place(archive.partnership) == before:
            return body
    with transaction.atomic():
        lock(archive.partnership)
        return build(_reader(archive), lambda progress: None)


def _reader(archive: Archive) -> Reader:
    user = archive.requested_by if archive.party is not None else None
    return Reader(Partnership.objects.get(pk=archive.partnership_id), archive.party, user)


def _place(partnership: Partnership) -> int:
    return Partnership.objects.filter(pk=partnership.pk).values_list(written("pk"), flat=True).get()


def _still_stands(archive: Archive) -> bool:
    assert archive.party is not None
    return standing(archive.requested_by, archive.partnership).may(Right.READ_OWN, archive.party)


def sweep() -> int:
    """Hand on what was lost, and remove what has been kept long enough. Returns how many were touched. Safe to run twice and late."""
    now = timezone.now()
    lost = Q(state=State.WAITING, requested_at__lt=now - LOST) | Q(state=State.MAKING, beat_at__lt=now - DEAD)
    found = list(Archive.objects.filter(lost).values_list("pk", flat=True))
    for key in found:
        _send(key)
    count = len(found)
    for archive in Archive.objects.filter(state=State.READY, keep_until__lt=now):
        if Archive.objects.filter(pk=archive.pk, state=State.READY).update(state=State.REMOVED, file=""):
            archive.file.storage.delete(archive.file.name)
            count += 1
    return count
