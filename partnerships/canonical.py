"""One way to write data down, so that equal data has equal hashes: for the history chain and for what parties sign."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def canonical_json(data: Any) -> str:
    """JSON with sorted keys, no white space and no escapes; dates in ISO 8601. Raises TypeError for what has no plain form."""
    return json.dumps(data, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(data: Any) -> str:
    """The SHA-256 of the canonical JSON, in hexadecimal (64 characters)."""
    return hashlib.sha256(canonical_json(data).encode()).hexdigest()


def plain(data: Any) -> Any:
    """The same data as JSON gives it back: what is stored is what was hashed."""
    return json.loads(canonical_json(data))
