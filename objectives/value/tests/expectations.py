"""Who gets what answer from which address of this room (ubc/tests/answers.py says what a row means)."""

from ubc.tests.answers import (
    ANY_SIGNER_OF_SHARED,
    ANY_WRITER_OF_SHARED,
    NO_POST_FOR_READERS,
    NOBODY_IN_PRIVATE,
    OF_UNIVERSITY,
    PARTNER_IN_JOINT,
    PARTNER_IN_SHARED,
    READERS,
    Row,
)

# Pages that are not about one record: (GET, POST).
PAGES: dict[str, tuple[Row, Row]] = {
    f"objectives_value:{page}": (READERS, NO_POST_FOR_READERS) for page in ("funnel", "balance")
}
# Steps with a rule of their own: (address, space) -> GET and POST.
STEPS: dict[tuple[str, str], Row] = {
    # Each party scores, and says what a benefit is worth to it; what it said is its own to change.
    **{(f"objectives_value:{part}-create", "shared"): ANY_WRITER_OF_SHARED for part in ("ideascore", "benefitshare")},
    **{
        (f"objectives_value:{part}-{step}", "joint"): OF_UNIVERSITY
        for part in ("ideascore", "benefitshare")
        for step in ("update", "delete")
    },
    # All benefit in these samples: whoever signs for any of them may give its word.
    **{(f"objectives_value:benefit-{step}", "shared"): ANY_SIGNER_OF_SHARED for step in ("attest", "dispute")},
    # Who receives confirms; who gives cannot. In these samples the partner did.
    ("objectives_value:contributionreceipt-create", "shared"): PARTNER_IN_SHARED,
    ("objectives_value:contributionreceipt-create", "private"): NOBODY_IN_PRIVATE,
    **{(f"objectives_value:contributionreceipt-{step}", "joint"): PARTNER_IN_JOINT for step in ("update", "delete")},
    **{(f"objectives_value:contributionreceipt-{step}", "shared"): PARTNER_IN_SHARED for step in ("update", "delete")},
    **{(f"objectives_value:contributionreceipt-{step}", "private"): NOBODY_IN_PRIVATE for step in ("update", "delete")},
}
# Pages about a record that are only read.
READ_ONLY: set[str] = set()
# Addresses outside the matrix, each with the reason.
EXEMPT: dict[str, str] = {}
