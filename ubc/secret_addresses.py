"""Addresses that open something to whoever has them, and how what makes them secret stays out of every log.

Such an address is declared here, once: by this it is hidden in logs, and its pages are kept nowhere (ubc/middleware.py). The test of
the same name walks all addresses and fails for one that takes a free text and is not declared.
"""

import logging
import re
import traceback
from typing import Any

# What follows, up to the next slash, is the secret.
SECRET_ADDRESSES = (
    "/account/confirm-email/",
    "/account/password/reset/key/",
    "/address/",
    "/assessments/answer/",
    "/invitations/",
    "/reminders/calendar/",
)
HIDDEN = "(hidden)"

# As in a path, and as inside another address (?next=%2Finvitations%2F...).
_SLASH = "(?:/|%2F)"
_PATTERN = re.compile(
    f"({'|'.join(address.replace('/', _SLASH) for address in SECRET_ADDRESSES)})" rf"(?:(?!{_SLASH})[^\s\"'<>?&#])+",
    re.IGNORECASE,
)


def has_secret(path: str) -> bool:
    """Whether this path is one of the declared addresses, with its secret."""
    return _PATTERN.match(path) is not None


def hide(text: str) -> str:
    """The text with every secret of an address replaced."""
    return _PATTERN.sub(rf"\1{HIDDEN}", text)


def hide_in_logs() -> None:
    """From now on no log record of this process has such a secret, whoever writes it and whichever handler takes it.

    Filters and formatters belong to a handler or logger each, and Django, gunicorn and Celery bring their own: only where records are
    made do all of them pass.
    """
    make = logging.getLogRecordFactory()
    if getattr(make, "hides", False):
        return

    def made(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make(*args, **kwargs)
        try:
            message = record.getMessage()
        except (TypeError, ValueError, KeyError):  # its handler will say that message and arguments do not fit, and quote them
            message = f"{record.msg} {record.args}"
        if (hidden := hide(message)) != message:
            record.msg, record.args = hidden, ()
        if record.exc_info and record.exc_info[0]:
            trace = "".join(traceback.format_exception(*record.exc_info)).rstrip("\n")
            if (hidden := hide(trace)) != trace:
                record.exc_text = hidden  # what is here already is what a handler writes below the message
        return record

    made.hides = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(made)
