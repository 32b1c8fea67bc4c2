"""What people can get as an answer, and the rows in which tests say who gets which.

A row says, for each person of the cast in this order, what comes back:
    ok     the page, a redirect after a step, or a form with its errors
    403    may know of it and not do it       404    may not know of it
    405    a method the page does not have    login  is asked to sign in
"""

from partnerships.tests.cast import Cast

INSIDE, PEOPLE = Cast.INSIDE, Cast.PEOPLE

Row = dict[str, str]


def row(text: str) -> Row:
    answers = text.split()
    assert len(answers) == len(PEOPLE), text
    return dict(zip(PEOPLE, answers, strict=True))


def ended(answers: Row) -> Row:
    """The same row once the partnership is closed: what could be done cannot be done."""
    return {name: "403" if answer == "ok" else answer for name, answer in answers.items()}


#                           offi contr repr p_con p_rea resp faci audi | sibl stra admi anon
OUTSIDE = "                                                              404  404  404  login"
MEMBERS = row("               ok   ok   ok   ok   ok   ok   ok   ok " + OUTSIDE)
READERS = row("               ok   ok   ok   ok   ok   403  ok   ok " + OUTSIDE)
WRITERS = row("               ok   ok   ok   ok   403  403  403  403" + OUTSIDE)
MANAGERS = row("              ok   403  ok   403  403  403  403  403" + OUTSIDE)
NO_POST = row("               405  405  405  405  405  405  405  405" + OUTSIDE)
NO_POST_FOR_READERS = row("   405  405  405  405  405  403  405  405" + OUTSIDE)
EVERYBODY = row("             ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   login")
NO_POST_ANYWHERE = row("      405  405  405  405  405  405  405  405  405  405  405  login")
NOBODY_HERE = row("           403  403  403  403  403  403  403  403" + OUTSIDE)
OWN_MANAGERS = row("          ok   403  403  403  403  403  403  403" + OUTSIDE)
OWN_SIGNERS = row("           ok   403  403  403  403  404  403  403" + OUTSIDE)
OWN_INVITATION = row("        ok   403  404  403  403  403  403  403" + OUTSIDE)
NO_GET_OF_INVITATION = row("  405  403  405  403  403  403  403  403" + OUTSIDE)
OFFICERS = row("              ok   403  403  403  403  403  403  403  403  ok   403  login")

# What may be done with a record, by the space it lies in (the university's own, for private and shared).
RECORDS = {
    "joint": {
        "read": row("         ok   ok   ok   ok   ok   404  ok   ok " + OUTSIDE),
        "write": row("        ok   ok   ok   ok   403  404  403  403" + OUTSIDE),
        "share": row("        ok   403  ok   403  403  404  403  403" + OUTSIDE),
        "sign": row("         ok   403  ok   403  403  404  403  403" + OUTSIDE),
        "no post": row("      405  405  405  405  405  404  405  405" + OUTSIDE),
    },
    "shared": {
        "read": row("         ok   ok   ok   ok   ok   404  404  ok " + OUTSIDE),
        "write": row("        ok   ok   403  403  403  404  404  403" + OUTSIDE),
        "share": row("        ok   403  403  403  403  404  404  403" + OUTSIDE),
        "sign": row("         ok   403  403  403  403  404  404  403" + OUTSIDE),
        "no post": row("      405  405  405  405  405  404  404  405" + OUTSIDE),
    },
    "private": {
        "read": row("         ok   ok   404  404  404  404  404  404" + OUTSIDE),
        "write": row("        ok   ok   404  404  404  404  404  404" + OUTSIDE),
        "share": row("        ok   403  404  404  404  404  404  404" + OUTSIDE),
        "sign": row("         ok   403  404  404  404  404  404  404" + OUTSIDE),
        "no post": row("      405  405  404  404  404  404  404  404" + OUTSIDE),
    },
}

# Steps with a rule of their own, by who may take them and where the record lies.
OF_UNIVERSITY = row("         ok   ok   403  403  403  404  403  403" + OUTSIDE)
ANY_WRITER_OF_SHARED = row("  ok   ok   ok   ok   403  404  404  403" + OUTSIDE)
NOBODY_IN_JOINT = row("       403  403  403  403  403  404  403  403" + OUTSIDE)
PARTNER_IN_JOINT = row("      403  403  ok   ok   403  404  403  403" + OUTSIDE)
PARTNER_IN_SHARED = row("     403  403  ok   ok   403  404  404  403" + OUTSIDE)
NOBODY_IN_PRIVATE = row("     403  403  404  404  404  404  404  404" + OUTSIDE)
PARTNER_SIGNS_SHARED = row("  403  403  ok   403  403  404  404  403" + OUTSIDE)
PARTNER_SIGNS_JOINT = row("   403  403  ok   403  403  404  403  403" + OUTSIDE)
ANY_SIGNER_OF_SHARED = row("  ok   403  ok   403  403  404  404  403" + OUTSIDE)
