"""A browser whose person has shown who he or she is, as after signing in."""

import time
from types import SimpleNamespace

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.account.internal.flows.login import record_authentication


def prove(client, user, kind="password", ago=0):
    """Write into the client's session what allauth writes when the person shows it, so many seconds ago."""
    session = client.session
    request = SimpleNamespace(session=session)
    record_authentication(
        request, user, "password" if kind == "password" else "mfa", **({} if kind == "password" else {"type": kind})
    )
    records = get_authentication_records(request, user)
    records[-1]["at"] = time.time() - ago
    session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    session.save()


def forget(client):
    """As after coming back to an old session."""
    session = client.session
    session.pop(AUTHENTICATION_METHODS_SESSION_KEY, None)
    session.save()
