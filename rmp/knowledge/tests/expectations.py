"""Who gets what answer from which address of this room (ubc/tests/answers.py says what a row means)."""

from ubc.tests.answers import (
    ANY_WRITER_OF_SHARED,
    NO_POST_FOR_READERS,
    NOBODY_IN_PRIVATE,
    PARTNER_IN_JOINT,
    PARTNER_IN_SHARED,
    PARTNER_SIGNS_SHARED,
    READERS,
    Row,
)

# Pages that are not about one record: (GET, POST).
PAGES: dict[str, tuple[Row, Row]] = {"rmp_knowledge:map": (READERS, NO_POST_FOR_READERS)}
# Steps with a rule of their own: (address, space) -> GET and POST.
STEPS: dict[tuple[str, str], Row] = {
    # The university asks, in these samples; the partner decides.
    **{
        (f"rmp_knowledge:disclosurerequest-{step}", "shared"): PARTNER_SIGNS_SHARED
        for step in ("consider", "decide", "hand-over")
    },
    # The university's work: the partner clears it or says what is in the way. In private the partner does not find it.
    ("rmp_knowledge:publicationreview-take-up", "shared"): PARTNER_IN_SHARED,
    ("rmp_knowledge:publicationreview-take-up", "private"): NOBODY_IN_PRIVATE,
    **{
        (f"rmp_knowledge:publicationreview-{step}", "shared"): PARTNER_SIGNS_SHARED
        for step in ("clear", "ask-changes", "ask-delay")
    },
    **{
        (f"rmp_knowledge:publicationreview-{step}", "private"): NOBODY_IN_PRIVATE
        for step in ("clear", "ask-changes", "ask-delay")
    },
    # Who received the data says that they are gone.
    ("rmp_knowledge:datasharing-dispose", "joint"): PARTNER_IN_JOINT,
    # Each party confirms for itself.
    ("rmp_knowledge:infoincident-confirm", "shared"): ANY_WRITER_OF_SHARED,
}
# Pages about a record that are only read.
READ_ONLY: set[str] = set()
# Addresses outside the matrix, each with the reason.
EXEMPT: dict[str, str] = {}
