"""Who gets what answer from which address of this room (ubc/tests/answers.py says what a row means)."""

from ubc.tests.answers import ANY_WRITER_OF_SHARED, NO_POST_FOR_READERS, OF_UNIVERSITY, READERS, Row

# Pages that are not about one record: (GET, POST).
PAGES: dict[str, tuple[Row, Row]] = {
    f"rmp_governance:{page}": (READERS, NO_POST_FOR_READERS) for page in ("governance", "ladder", "matrix", "meeting-calendar")
}
# Steps with a rule of their own: (address, space) -> GET and POST.
STEPS: dict[tuple[str, str], Row] = {
    # What a party says for itself about a joint record is its own to change.
    ("rmp_governance:issueposition-update", "joint"): OF_UNIVERSITY,
    **{
        (f"rmp_governance:{part}-{step}", "joint"): OF_UNIVERSITY
        for part in ("ladderplace", "ownway", "bodymember")
        for step in ("update", "delete")
    },
    **{(f"rmp_governance:{part}-create", "shared"): ANY_WRITER_OF_SHARED for part in ("ladderplace", "ownway")},
    # The party that raised an issue takes it back; in the samples nobody did.
    ("rmp_governance:issue-take-back", "joint"): {**OF_UNIVERSITY, "officer": "403", "contributor": "403"},
}
# Pages about a record that are only read.
READ_ONLY: set[str] = set()
# Addresses outside the matrix, each with the reason.
EXEMPT: dict[str, str] = {
    "rmp_governance:agreement-file": "needs a file, tested for the whole cast in rmp/governance/tests/test_agreements.py",
}
