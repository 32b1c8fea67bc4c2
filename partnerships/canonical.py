"""One way to write data down, so that equal data has equal hashes: for the history and for what parties sign.

What two databases, or a dump and what it is loaded into, give back for the same data is written the same way here.
"""

import datetime as dt
import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def canonical_json(data: Any) -> str:
    """JSON with sorted keys, no white space and no escapes; dates in ISO 8601, times to the millisecond (a dump keeps no more).

    Raises TypeError for what has no plain form.
    """
    return json.dumps(
        _settled(data), cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def _settled(data: Any) -> Any:
    """The same data with one form for each number and time: PostgreSQL gives 1e16 back as a whole one, and knows no negative zero; a time
    whose milliseconds are none is written without them, whatever microseconds it had before a dump.
    """
    match data:
        case dt.datetime() | dt.time():
            return data.replace(microsecond=data.microsecond - data.microsecond % 1000)
        case float() if data.is_integer():
            return int(data)
        case dict():
            return {key: _settled(value) for key, value in data.items()}
        case list() | tuple():
            return [_settled(value) for value in data]
    return data


def digest(data: Any) -> str:
    """The SHA-256 of the canonical JSON, in hexadecimal (64 characters)."""
    return hashlib.sha256(canonical_json(data).encode()).hexdigest()


def plain(data: Any) -> Any:
    """The same data as JSON gives it back: what is stored is what was hashed."""
    return json.loads(canonical_json(data))
