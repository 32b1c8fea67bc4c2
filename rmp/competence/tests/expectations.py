"""Who gets what answer from which address of this room (ubc/tests/answers.py says what a row means)."""

from ubc.tests.answers import (
    MANAGERS,
    NO_POST_FOR_READERS,
    NOBODY_IN_PRIVATE,
    OUTSIDE,
    PARTNER_IN_SHARED,
    READERS,
    RECORDS,
    Row,
    row,
)

# The person in the list is the university's; the contributor is neither that person nor a manager.
OF_HOLDER = row("    ok   403  404  404  404  404  404  404" + OUTSIDE)
# What is known of the person does not exist even for the rest of the own party.
OF_PERSON = row("    ok   404  404  404  404  404  404  404" + OUTSIDE)

# Pages that are not about one record: (GET, POST).
PAGES: dict[str, tuple[Row, Row]] = {
    f"rmp_competence:{page}": (READERS, NO_POST_FOR_READERS) for page in ("coverage", "catalogue", "gaps", "capability")
}
PAGES |= {
    "rmp_competence:publish": (MANAGERS, MANAGERS),
    # Managers keep the list of their people.
    "rmp_competence:roleholder-create": (MANAGERS, MANAGERS),
    "rmp_competence:assessment-create": (OF_HOLDER, OF_HOLDER),
    "rmp_competence:developmentstep-create": (OF_HOLDER, OF_HOLDER),
    "rmp_competence:assessment-delete": (OF_PERSON, OF_PERSON),
    **{
        f"rmp_competence:developmentstep-{action}": (OF_PERSON, OF_PERSON)
        for action in ("update", "delete", "start", "finish", "verify", "resume", "drop")
    },
}
# Steps with a rule of their own: (address, space) -> GET and POST.
STEPS: dict[tuple[str, str], Row] = {
    **{(f"rmp_competence:roleholder-{action}", "private"): OF_HOLDER for action in ("update", "delete")},
    # The party it is about answers; of a private one it does not know.
    ("rmp_competence:behaviourobservation-acknowledge", "shared"): PARTNER_IN_SHARED,
    ("rmp_competence:behaviourobservation-acknowledge", "private"): NOBODY_IN_PRIVATE,
    ("rmp_competence:behaviourobservation-discuss", "shared"): row("ok ok ok ok 403 404 404 403" + OUTSIDE),
    ("rmp_competence:behaviourobservation-discuss", "private"): row("ok ok 404 404 404 404 404 404" + OUTSIDE),
}
# Parts of what is always joint, or always a party's, lie there whatever space the matrix asks for.
for _part, _actions in (
    ("rolerequirement", ("create", "update", "delete")),
    ("charterstatement", ("create", "update", "delete")),
):
    for _action in _actions:
        for _space in ("shared", "private"):
            STEPS[f"rmp_competence:{_part}-{_action}", _space] = RECORDS["joint"]["write"]
for _action in ("create", "update", "delete", "tick", "untick"):
    STEPS[f"rmp_competence:inductionstep-{_action}", "joint"] = RECORDS["shared"]["write"]

# Pages about a record that are only read.
READ_ONLY: set[str] = set()
# Addresses outside the matrix, each with the reason.
EXEMPT: dict[str, str] = {}
