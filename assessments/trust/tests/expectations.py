"""Who gets what answer from which address of this room (ubc/tests/answers.py says what a row means)."""

from ubc.tests.answers import (
    MEMBERS,
    NO_POST,
    NO_POST_FOR_READERS,
    NOBODY_IN_JOINT,
    OF_UNIVERSITY,
    OUTSIDE,
    PARTNER_IN_JOINT,
    READERS,
    RECORDS,
    WRITERS,
    Row,
    row,
)

ROOM = "assessments_trust"
#                      offi contr repr p_con p_rea resp faci audi
ASKED = row("          ok   ok   ok   ok   403  ok   403  403" + OUTSIDE)
FOR_A_PARTY = row("    ok   ok   ok   ok   ok   ok   403  403" + OUTSIDE)
# The author is the university's contributor; the officer of the same side does not know of it.
AUTHOR_AND_NEUTRAL = row("404  ok   404  404  404  404  ok   404" + OUTSIDE)
EITHER_SIDE = row("    ok   ok   ok   ok   403  404  403  403" + OUTSIDE)

# Pages that are not about one record: (GET, POST).
PAGES: dict[str, tuple[Row, Row]] = {
    f"{ROOM}:trust": (READERS, NO_POST_FOR_READERS),
    f"{ROOM}:pulse-answer": (ASKED, ASKED),
    f"{ROOM}:usual": (WRITERS, WRITERS),
    f"{ROOM}:raise": (FOR_A_PARTY, FOR_A_PARTY),
    f"{ROOM}:independent-list": (MEMBERS, NO_POST),
    f"{ROOM}:independent-detail": (AUTHOR_AND_NEUTRAL, AUTHOR_AND_NEUTRAL),
}
# Steps with a rule of their own: (address, space) -> GET and POST. The promise is the university's to the partner, given.
STEPS: dict[tuple[str, str], Row] = {
    **{(f"{ROOM}:promise-{act}", "joint"): OF_UNIVERSITY for act in ("give", "decline", "report")},
    **{(f"{ROOM}:promise-{act}", "joint"): PARTNER_IN_JOINT for act in ("confirm", "dispute", "release")},
    **{(f"{ROOM}:promise-{act}", "joint"): EITHER_SIDE for act in ("move", "break")},
    # Nobody has asked for new terms, so there is nobody to answer.
    **{(f"{ROOM}:promise-{act}", "joint"): NOBODY_IN_JOINT for act in ("agree", "refuse")},
    # What was given has nothing left to edit.
    (f"{ROOM}:promise-update", "joint"): RECORDS["joint"]["write"],
    # A view lies in a joint review, and a reply at a shared signal, whatever space the matrix asks for.
    **{(f"{ROOM}:netview-create", space): EITHER_SIDE for space in ("shared", "private")},
    **{
        (f"{ROOM}:netview-{act}", space): OF_UNIVERSITY
        for act in ("update", "delete")
        for space in ("joint", "shared", "private")
    },
    **{
        (f"{ROOM}:signalreply-{act}", space): row("403 403 ok ok 403 404 404 403" + OUTSIDE)
        for act in ("create", "update")
        for space in ("joint", "shared", "private")
    },
    # It is the pulse's manager who opens, closes and cancels.
    **{
        (f"{ROOM}:trustpulse-{act}", "joint"): row("ok 403 ok 403 403 404 403 403" + OUTSIDE)
        for act in ("open", "close", "cancel")
    },
    (f"{ROOM}:behavioursignal-put", "private"): RECORDS["private"]["share"],
}
# Pages about a record that are only read.
READ_ONLY: set[str] = set()
# Addresses outside the matrix, each with the reason.
EXEMPT: dict[str, str] = {}
