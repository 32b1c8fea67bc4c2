"""Who gets what answer from which address of this room (ubc/tests/answers.py says what a row means)."""

from ubc.tests.answers import NO_POST_FOR_READERS, OF_UNIVERSITY, OUTSIDE, PARTNER_IN_JOINT, READERS, RECORDS, Row, row

OF_A_PARTY = row("           ok   ok   ok   ok   ok   403  403  403" + OUTSIDE)
NO_POST_OF_A_PARTY = row("   405  405  405  405  405  403  403  403" + OUTSIDE)

# Pages that are not about one record: (GET, POST).
PAGES: dict[str, tuple[Row, Row]] = {
    "rmp_exits:exit": (READERS, NO_POST_FOR_READERS),
    "rmp_exits:leaving": (OF_A_PARTY, NO_POST_OF_A_PARTY),
}
# Steps with a rule of their own: (address, space) -> GET and POST. The university does, holds and owes; the partner accepts,
# confirms and is owed.
STEPS: dict[tuple[str, str], Row] = {
    ("rmp_exits:exitplanitem-finish", "joint"): OF_UNIVERSITY,
    **{(f"rmp_exits:exitplanitem-{step}", "joint"): PARTNER_IN_JOINT for step in ("accept", "return")},
    **{(f"rmp_exits:survivingobligation-{step}", "joint"): PARTNER_IN_JOINT for step in ("fulfil", "breach", "reinstate")},
}
# What hangs on strategy, assessment, item and case is joint wherever the matrix asks for it.
SPACES = ("joint", "shared", "private")
PARTS = ("noticeperiod", "assessmentview", "itemowner", "continuitymeasure", "disposition", "caseevaluation")
for _space in SPACES:
    STEPS |= {
        (f"rmp_exits:{part}-{step}", _space): RECORDS["joint"]["write"]
        for part in PARTS
        for step in ("create", "update", "delete")
    }
    # How a party sees it, and whom it names, is its own to change.
    STEPS |= {
        (f"rmp_exits:{part}-{step}", _space): OF_UNIVERSITY
        for part in ("assessmentview", "caseevaluation", "itemowner")
        for step in ("update", "delete")
    }
    STEPS[("rmp_exits:disposition-finish", _space)] = OF_UNIVERSITY
    STEPS |= {(f"rmp_exits:disposition-{step}", _space): PARTNER_IN_JOINT for step in ("confirm", "return")}
# Pages about a record that are only read.
READ_ONLY: set[str] = set()
# Addresses outside the matrix, each with the reason.
EXEMPT: dict[str, str] = {
    "rmp_exits:disposition-file": "needs a file, tested for the whole cast in rmp/exits/tests/test_cases.py",
}
