"""The e-mails that the demo sent, for whoever tries it: they are kept as files, and a link is only ever mailed."""

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

SHOWN = 50
# Django's backend writes it after each message of a file.
BETWEEN = b"\n" + b"-" * 79 + b"\n"


@method_decorator([login_not_required, never_cache], name="dispatch")
class Mails(TemplateView):
    """The last ones, newest first. Routed by the settings of the demo alone: everybody may read there what is everybody's to try."""

    template_name = "ubc/mails.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = kept(Path(settings.EMAIL_FILE_PATH))[:SHOWN]  # type: ignore[misc]
        return super().get_context_data(title=_("E-mails sent by this demo"), mails=found, **kwargs)


def kept(folder: Path) -> list[dict[str, str]]:
    """What lies in the folder, as {to, subject, date, text}; the last message of the last file first."""
    files = sorted(folder.glob("*.log"), key=lambda file: (file.stat().st_mtime, file.name), reverse=True)
    return [
        shown(email.message_from_bytes(part, policy=email.policy.default))  # type: ignore[arg-type]
        for file in files[:SHOWN]
        for part in reversed(file.read_bytes().split(BETWEEN))
        if part.strip()
    ]


def shown(message: EmailMessage) -> dict[str, str]:
    body = message.get_body(preferencelist=("plain",))
    fields = {name: str(message[name] or "") for name in ("to", "subject", "date")}
    return fields | {"text": body.get_content() if body else ""}
