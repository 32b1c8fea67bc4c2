"""Each service of this room, ready to be called."""

from partnerships.tests.arrangements import Arrangements

ARRANGEMENTS: Arrangements = {}
UNASKED: dict[str, str] = {}
