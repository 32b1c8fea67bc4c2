"""Queueing mail and sending it.

A mail is claimed by a conditional UPDATE, handed to the mail server outside any transaction, and marked as sent. A process killed
in between leaves a row that is taken up again after ten minutes: no mail is lost, and the at most one that goes out twice has the
same Message-ID both times.
"""

import datetime as dt
import logging
import time
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, models, transaction
from django.db.models import F
from django.utils import timezone

from partnerships.outbox import letters
from partnerships.outbox.models import Mail

if TYPE_CHECKING:
    from partnerships.accounts.models import User

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
# How long to wait after the first, second ... failed attempt.
DELAYS = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))
# A sweep ends by itself well before the worker would kill it.
LONGEST_SWEEP_SECONDS = 240


def queue(
    kind: str,
    *,
    subject: models.Model,
    user: "User | None" = None,
    email: str = "",
    key: uuid.UUID | None = None,
    not_before: dt.datetime | None = None,
) -> Mail:
    """Want one mail of a kind about a subject, to a person or (for people without an account) to an address.

    Part of the caller's transaction: when that is undone, so is the mail. With a `key`, asking twice gives one mail.
    """
    mail = _mail(kind, subject, user, email, key, not_before)
    if key is None:
        mail.save(force_insert=True)
    else:
        Mail.objects.bulk_create([mail], ignore_conflicts=True)
        mail = Mail.objects.get(pk=key)
    kick()
    return mail


def queue_many(kind: str, wanted: Iterable[tuple[uuid.UUID, models.Model, "User", dt.datetime | None]]) -> None:
    """Want many mails of one kind, each as (key, subject, person, not before), in one go."""
    mails = [_mail(kind, subject, user, "", key, not_before) for key, subject, user, not_before in wanted]
    if mails:
        Mail.objects.bulk_create(mails, ignore_conflicts=True)
        kick()


def _mail(
    kind: str, subject: models.Model, user: "User | None", email: str, key: uuid.UUID | None, not_before: dt.datetime | None
) -> Mail:
    if bool(user) == bool(email):
        raise ValueError("A mail goes to a person or to an address.")
    return Mail(
        id=key or uuid.uuid4(),
        kind=kind,
        user=user,
        email=email.strip().lower(),
        subject_type=ContentType.objects.get_for_model(subject),
        subject_key=subject.pk,
        not_before=not_before or timezone.now(),
    )


def retry(mail: Mail) -> bool:
    """Try a failed mail again from the beginning. False when it had not failed."""
    changed = Mail.objects.filter(pk=mail.pk, state=Mail.State.FAILED).update(
        state=Mail.State.PENDING, attempts=0, not_before=timezone.now(), claimed_at=None, error=""
    )
    if changed:
        mail.refresh_from_db()
        kick()
    return bool(changed)


def kick() -> None:
    """Start sending once the transaction is over. Only a help: the sweep sends what this does not reach."""
    if any(entry[1] is _start for entry in connection.run_on_commit):
        return
    transaction.on_commit(_start, robust=True)


def _start() -> None:
    from partnerships.outbox.tasks import send

    send.apply_async(retry=False)


def send_due(limit: int = 500) -> int:
    """Send what is due, one by one; safe to run twice, late, and at the same time as another. Returns how many were taken up."""
    begun, taken = time.monotonic(), 0
    keys = list(Mail.objects.due(timezone.now()).order_by("not_before").values_list("pk", flat=True)[:limit])
    if not keys:
        return 0
    server: BaseEmailBackend = get_connection()
    try:
        for key in keys:
            if time.monotonic() - begun > LONGEST_SWEEP_SECONDS:
                break
            if mail := claim(key):
                taken += 1
                _send(mail, server)
    finally:
        server.close()
    return taken


def claim(key: uuid.UUID) -> Mail | None:
    """Take one mail up, unless another process just did."""
    now = timezone.now()
    won = Mail.objects.due(now).filter(pk=key).update(state=Mail.State.SENDING, claimed_at=now, attempts=F("attempts") + 1)
    return Mail.objects.select_related("user", "subject_type").get(pk=key) if won else None


def _send(mail: Mail, server: BaseEmailBackend) -> None:
    try:
        if mail.attempts > MAX_ATTEMPTS:
            raise RuntimeError("Sending was interrupted each time.")
        message = letters.write(mail, server)
        if message is None:
            _close(mail, state=Mail.State.CANCELLED, error="")
            return
        server.open()
        message.send()
    except Exception as error:
        logger.warning("Mail %s was not sent: %s", mail.pk, type(error).__name__)
        server.close()
        _postpone(mail, error)
    else:
        _close(mail, state=Mail.State.SENT, sent_at=timezone.now(), error="")


def _postpone(mail: Mail, error: Exception) -> None:
    text = f"{type(error).__name__}: {error}"[:1000]
    if mail.attempts >= MAX_ATTEMPTS:
        _close(mail, state=Mail.State.FAILED, error=text)
        return
    delay = DELAYS[mail.attempts - 1]
    _close(mail, state=Mail.State.PENDING, not_before=timezone.now() + delay, error=text)


def _close(mail: Mail, **values: object) -> None:
    """Write the outcome, unless another process has taken the mail up meanwhile."""
    Mail.objects.filter(pk=mail.pk, state=Mail.State.SENDING, claimed_at=mail.claimed_at).update(**values)
