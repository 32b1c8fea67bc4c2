"""Proof that it is the person who signs or lets others in, and not who sits at the open session: shown anew, within ten minutes before.

django-allauth asks (its pages of reauthentication) and keeps in the session how and when a person has shown who he or she is. Each of
these records bears a digest of the credentials of that moment: when the password or a second factor changes, it no longer counts.
Signing in is such a showing as well, if it was strong enough; a remembered device, or a session that was resumed, shows nothing.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.account.signals import authentication_step_completed
from allauth.usersessions.models import UserSession
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.db import models
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from partnerships.accounts.models import User

FRESH = dt.timedelta(minutes=10)
# Why a person may sign nothing for the time being, each function(person) -> a sentence, "" when nothing bars him or her.
BARS: list[Callable[[User], str]] = []
KEPT = "presence_kept"
CREDENTIALS = "credentials"


class Kind(models.TextChoices):
    """How somebody shows who he or she is. Where a second factor is set, the password is not enough."""

    PASSWORD = "password", _lazy("Password")
    TOTP = "totp", _lazy("Code of an authenticator app")
    WEBAUTHN = "webauthn", _lazy("Passkey or security key")
    RECOVERY_CODE = "recovery_codes", _lazy("Recovery code")


@dataclass(frozen=True)
class Proof:
    """That a person has shown who he or she is: how, when, and by which credentials (their digest)."""

    person: UUID
    kind: str
    at: dt.datetime
    credentials: str

    @classmethod
    def just_given(cls, person: User, kind: str = Kind.PASSWORD) -> Self:
        """The proof of somebody who has shown it this moment: for what writes a world without pages."""
        return cls(person.pk, kind, timezone.now(), _Credentials.of(person).digest)


def barred(person: User) -> str:
    """Why the person may sign nothing now, "" when he or she may. Asked at each signature; who knows of a reason adds it to BARS."""
    return next(filter(None, (reason(person) for reason in BARS)), "")


def flaw(proof: Proof | None, person: User) -> str:
    """Why the proof does not do for a step of the person now, in a sentence; "" when it does. At ten minutes it still does."""
    if proof is None or proof.kind not in Kind.values:
        return _("Show once more who you are: this step needs it.")
    if proof.person != person.pk:
        return _("What was shown proves who another person is.")
    now, held = timezone.now(), _Credentials.of(person)
    if held.has_factor and proof.kind == Kind.PASSWORD:
        return _("You have a second factor: the password alone does not do here.")
    if proof.credentials != held.digest:
        return _("Your password or your second factor has changed since you showed who you are: show it once more.")
    if proof.at > now:
        return _("The proof of who you are bears a time to come: show it once more.")
    if now - proof.at > FRESH:
        return _("It is more than ten minutes since you showed who you are: show it once more.")
    return ""


def shown(request: HttpRequest) -> Proof | None:
    """The last proof in the session that is strong enough for the person; None when there is none."""
    person: Any = request.user
    enough = set(Kind.values) - ({Kind.PASSWORD} if _Credentials.of(person).has_factor else set())
    for record in reversed(get_authentication_records(request, person)):
        kind = record.get("type", record["method"])
        if kind in enough:
            # Whole seconds, downwards: a time that was rounded is never one to come.
            at = dt.datetime.fromtimestamp(int(record["at"]), dt.UTC)
            return Proof(person.pk, kind, at, record.get(CREDENTIALS, ""))
    return None


def missing(request: HttpRequest) -> bool:
    """Whether who sent the request has not shown lately enough, or not strongly enough, who he or she is."""
    return bool(flaw(shown(request), request.user))  # type: ignore[arg-type]


def ask(request: HttpRequest, *, keep: bool = True) -> HttpResponse:
    """Lead to the page on which the person shows who he or she is, and from there back to this one. What was typed is kept.

    It is kept in the session and only put into the form again (`kept`): nothing is sent by coming back.
    """
    if request.method == "POST" and keep:
        typed = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
        request.session[KEPT] = {"path": request.path, "typed": typed}
    methods = get_adapter().get_reauthentication_methods(request.user)
    page = methods[0]["url"] if methods else resolve_url("account_reauthenticate")
    url = f"{page}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}"
    if "HX-Request" in request.headers:  # a redirect would be followed inside of the page
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def kept(request: HttpRequest) -> dict[str, str] | None:
    """What was sent from this page before it asked who one is, given out once; None when nothing was."""
    found = request.session.get(KEPT)
    if not found or found["path"] != request.path:
        return None
    del request.session[KEPT]
    return found["typed"]


@receiver(authentication_step_completed)
def note_credentials(sender: Any, request: HttpRequest, user: User, **how: Any) -> None:
    """Write beside what allauth has just recorded by which credentials it was; who has shown it anew gets a new key of the session.

    So a proof is no use to whoever holds a copy of the old key.
    """
    session = request.session
    session[AUTHENTICATION_METHODS_SESSION_KEY][-1][CREDENTIALS] = _Credentials.of(user).digest
    session.modified = True
    if how.get("reauthenticated"):
        before = session.session_key
        session.cycle_key()
        UserSession.objects.filter(session_key=before).update(session_key=session.session_key)


@dataclass(frozen=True)
class _Credentials:
    """What the person shows who he or she is by, as it is in the database now."""

    has_factor: bool
    digest: str  # another one after every change of the password or of a second factor

    @classmethod
    def of(cls, person: User) -> Self:
        held = User.objects.filter(pk=person.pk).order_by("authenticator__pk")
        rows = list(held.values_list("password", "authenticator__pk", "authenticator__type"))
        has_factor = any(key is not None for _password, key, _type in rows)
        return cls(has_factor, salted_hmac("partnerships.accounts.presence", repr((str(person.pk), rows))).hexdigest())
