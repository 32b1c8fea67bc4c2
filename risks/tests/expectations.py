"""Who gets what answer from which address of this room (ubc/tests/answers.py says what a row means)."""

from ubc.tests.answers import (
    ANY_WRITER_OF_SHARED,
    NO_POST_FOR_READERS,
    NOBODY_IN_PRIVATE,
    OF_UNIVERSITY,
    PARTNER_SIGNS_JOINT,
    PARTNER_SIGNS_SHARED,
    READERS,
    Row,
)

# Pages that are not about one record: (GET, POST).
PAGES: dict[str, tuple[Row, Row]] = {
    f"risks:{page}": (READERS, NO_POST_FOR_READERS) for page in ("map", "whole", "consistency")
}
# Steps with a rule of their own: (address, space) -> GET and POST.
STEPS: dict[tuple[str, str], Row] = {
    # Each party's own part of a joint risk.
    ("risks:riskrating-delete", "joint"): OF_UNIVERSITY,
    ("risks:riskowner-update", "joint"): OF_UNIVERSITY,
    ("risks:riskowner-delete", "joint"): OF_UNIVERSITY,
    # How another party sees what one shares.
    ("risks:riskrating-create", "shared"): ANY_WRITER_OF_SHARED,
    # The party that exposure moves to answers, and nobody else.
    **{(f"risks:treatment-{step}", "joint"): PARTNER_SIGNS_JOINT for step in ("consent", "refuse")},
    **{(f"risks:treatment-{step}", "shared"): PARTNER_SIGNS_SHARED for step in ("consent", "refuse")},
    **{(f"risks:treatment-{step}", "private"): NOBODY_IN_PRIVATE for step in ("consent", "refuse")},
}
# Pages about a record that are only read.
READ_ONLY: set[str] = set()
# Addresses outside the matrix, each with the reason.
EXEMPT: dict[str, str] = {}
