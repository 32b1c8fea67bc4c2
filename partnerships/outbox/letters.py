"""From a mail in the outbox to the message that leaves: written for its recipient, at the moment of sending."""

import contextlib
import unicodedata
from collections.abc import Iterator

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import timezone, translation

from partnerships.access.names import Person, read_by
from partnerships.outbox.kinds import KINDS, Letter
from partnerships.outbox.models import Mail


def write(mail: Mail, server: BaseEmailBackend | None = None) -> EmailMultiAlternatives | None:
    """The message, or None when it must not go: the subject is gone, or the recipient may not read it any more."""
    if not may_receive(mail):
        return None
    with preferences(mail), read_by(Person(mail.user) if mail.user else None):
        letter = KINDS[mail.kind](mail)
        return None if letter is None else render(mail, letter, server)


def may_receive(mail: Mail) -> bool:
    """Whether the recipient still has an account and may read the subject now."""
    if mail.subject is None:
        return False
    if mail.user is None:
        return True
    if not mail.user.is_active:
        return False
    readable = getattr(type(mail.subject)._default_manager, "visible_to", None)
    return readable is None or readable(mail.user).filter(pk=mail.subject_key).exists()


@contextlib.contextmanager
def preferences(mail: Mail) -> Iterator[None]:
    """The recipient's language and time zone."""
    language = (mail.user and mail.user.language) or settings.LANGUAGE_CODE
    zone = (mail.user and mail.user.time_zone) or None
    with translation.override(language), timezone.override(zone):
        yield


def render(mail: Mail, letter: Letter, server: BaseEmailBackend | None) -> EmailMultiAlternatives:
    """Plain text with an HTML alternative. The reader's language and time zone must be active."""
    context = {
        "letter": letter,
        "name": mail.user.name if mail.user else "",
        "link": absolute(letter.link),
        "change_link": absolute(letter.change_link),
        "lines": [{"text": line.text, "note": line.note, "link": absolute(line.link)} for line in letter.lines],
        "subject": one_line(letter.subject),
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "language": translation.get_language(),
    }
    message = EmailMultiAlternatives(
        subject=one_line(letter.subject),
        body=render_to_string("outbox/letter.txt", context),
        to=[mail.recipient],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated", "Content-Language": context["language"]},
        connection=server,
    )
    message.attach_alternative(render_to_string("outbox/letter.html", context), "text/html")
    for enclosure in letter.enclosures:
        message.attach(enclosure.name, enclosure.content, enclosure.content_type)
    return message


def one_line(text: str, longest: int = 200) -> str:
    """Text fit for a header: no line breaks, no control characters, not too long."""
    printable = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    line = " ".join(printable.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def absolute(link: str) -> str:
    """A whole address from a path on this site."""
    return f"{settings.SITE_URL}{link}" if link.startswith("/") else link
