"""Who gets what answer from which address, written by hand and apart from the policy's code. How to read a row: ubc/tests/answers.py."""

from types import ModuleType

from assessments.tests import expectations as assessments
from assessments.trust.tests import expectations as trust
from objectives.value.tests import expectations as value
from risks.tests import expectations as risks
from rmp.competence.tests import expectations as competence
from rmp.exits.tests import expectations as exits
from rmp.governance.tests import expectations as governance
from rmp.knowledge.tests import expectations as knowledge
from ubc.tests.answers import (
    ANY_SIGNER_OF_SHARED,
    ANY_WRITER_OF_SHARED,
    EVERYBODY,
    MANAGERS,
    MEMBERS,
    NO_GET_OF_INVITATION,
    NO_POST,
    NO_POST_ANYWHERE,
    NO_POST_FOR_READERS,
    NOBODY_HERE,
    NOBODY_IN_JOINT,
    NOBODY_IN_PRIVATE,
    OF_UNIVERSITY,
    OFFICERS,
    OUTSIDE,
    OWN_INVITATION,
    OWN_MANAGERS,
    OWN_SIGNERS,
    PARTNER_IN_JOINT,
    PARTNER_IN_SHARED,
    PARTNER_SIGNS_JOINT,
    PARTNER_SIGNS_SHARED,
    READERS,
    RECORDS,
    WRITERS,
    Row,
    ended,
    row,
)

# Rooms that say it themselves.
ROOMS: tuple[ModuleType, ...] = (assessments, trust, value, risks, governance, competence, knowledge, exits)

# Pages that are not about one record: (GET, POST).
PAGES: dict[str, tuple[Row, Row]] = {
    "home": (EVERYBODY, NO_POST_ANYWHERE),
    "partnerships:list": (EVERYBODY, NO_POST_ANYWHERE),
    "partnerships:create": (OFFICERS, OFFICERS),
    "partnerships:detail": (MEMBERS, NO_POST),
    "partnerships:guidance": (MEMBERS, NO_POST),
    "partnerships:update": (MANAGERS, MANAGERS),
    "partnerships:move": (MANAGERS, MANAGERS),
    "partnerships:add-party": (MANAGERS, MANAGERS),
}

# Where the history ends is for who reads all of it that is not another's alone.
READ_SHARED = row("ok ok ok ok ok 403 403 ok" + OUTSIDE)
NOTHING_TO_READ_SHARED = row("405 405 405 405 405 403 403 405" + OUTSIDE)
PAGES["history:ends"] = (READ_SHARED, NOTHING_TO_READ_SHARED)

UNIVERSITY_OFFICER = row("ok 404 404 404 404 404 404 404 404 404 404 login")

# Archives are for who stands for a party.
OF_A_PARTY = row("ok ok ok ok ok 403 403 403" + OUTSIDE)
NOTHING_TO_READ = row("405 405 405 405 405 403 403 403" + OUTSIDE)
PAGES |= {
    "lifecycle:life": (READERS, NO_POST_FOR_READERS),
    "lifecycle:timeline": (READERS, NO_POST_FOR_READERS),
    "archive:list": (READERS, NO_POST_FOR_READERS),
    **{f"archive:{step}": (NOTHING_TO_READ, OF_A_PARTY) for step in ("own", "joint")},
}

# An administrator's emergency reading, here of the university's records: its pages are that administrator's alone; the party sees that
# it is read, and who manages for it ends it.
READING = row("404 404 404 404 404 404 404 404 404 404 ok login")
NOTHING_TO_SEND = row("404 404 404 404 404 404 404 404 404 404 405 login")
PAGES |= {
    "emergency:start": (READING, READING),
    **{f"emergency:{page}": (READING, NOTHING_TO_SEND) for page in ("reading", "list", "record")},
    "emergency:end": (NO_POST_ANYWHERE, row("ok 403 404 404 404 404 404 404 404 404 ok login")),
    "emergency:party": (OF_A_PARTY, NOTHING_TO_READ),
}

PAGES |= {
    "people:list": (READERS, NO_POST_FOR_READERS),
    "people:invite": (MANAGERS, MANAGERS),
    # A membership in all partnerships is not ended from inside one, but on a page of its own.
    "people:places": (EVERYBODY, NO_POST_ANYWHERE),
    "people:leave-all": (UNIVERSITY_OFFICER, UNIVERSITY_OFFICER),
    "people:leave": (row("404 ok ok ok ok ok ok ok" + OUTSIDE), row("404 ok ok ok ok ok ok ok" + OUTSIDE)),
    # The person in question is the university's contributor.
    "people:role": (OWN_MANAGERS, OWN_MANAGERS),
    "people:end": (OWN_MANAGERS, OWN_MANAGERS),
    "people:pause": (OWN_MANAGERS, OWN_MANAGERS),
    # He is the one who is paused: he finds nothing here.
    "people:lift": (row("ok 404 403 403 403 403 403 403" + OUTSIDE), row("ok 404 403 403 403 403 403 403" + OUTSIDE)),
    # Who is neutral among the parties is for all of them: their managers ask.
    "admission:person": (MANAGERS, MANAGERS),
    "admission:person-end": (MANAGERS, MANAGERS),
    "admission:party-end": (MANAGERS, MANAGERS),
    "admission:reading": (MANAGERS, MANAGERS),
    # Here it is somebody who represents the university: only its officer makes officers.
    "people:officer": (OWN_MANAGERS, OWN_MANAGERS),
    # The invitation in question is the university's.
    "people:resend": (OWN_INVITATION, OWN_INVITATION),
    "people:revoke": (NO_GET_OF_INVITATION, OWN_INVITATION),
    "people:roles": (EVERYBODY, NO_POST_ANYWHERE),
    "people:waiting": (EVERYBODY, NO_POST_ANYWHERE),
    # An administrator has invited somebody in the university's name.
    "people:confirm": (UNIVERSITY_OFFICER, UNIVERSITY_OFFICER),
    "people:reject": (NO_POST_ANYWHERE, UNIVERSITY_OFFICER),
    # Somebody of the university has lost the address: its officer says yes or no.
    "lost-address": (UNIVERSITY_OFFICER, UNIVERSITY_OFFICER),
    "rmp_plan:living": (READERS, NO_POST_FOR_READERS),
    "rmp_plan:compare": (READERS, NO_POST_FOR_READERS),
    "rmp_plan:section": (WRITERS, WRITERS),
    "accounts:preferences": (EVERYBODY, EVERYBODY),
    "reminders:list": (EVERYBODY, NO_POST_ANYWHERE),
    "reminders:read": (NO_POST_ANYWHERE, EVERYBODY),
    "reminders:calendar": (EVERYBODY, EVERYBODY),
    "history:list": (READERS, NO_POST_FOR_READERS),
    "records:sharing": (READERS, NO_POST_FOR_READERS),
    # What the neutral house does not read: each party's own to show.
    "records:unshown": (MANAGERS, MANAGERS),
    "scorecards:evidence": (READERS, NO_POST_FOR_READERS),
    "signoff:list": (READERS, NO_POST_FOR_READERS),
    "signoff:detail": (RECORDS["joint"]["read"], NO_POST),
    "signoff:compare": (RECORDS["joint"]["read"], NO_POST),
    **{
        f"signoff:{step}": (RECORDS["joint"]["sign"], RECORDS["joint"]["sign"])
        for step in ("sign", "reserve", "decline", "delegate", "elsewhere")
    },
    # The university's officer asked for the signatures.
    "signoff:withdraw": (OWN_SIGNERS, OWN_SIGNERS),
    "objectives:alignment": (READERS, NO_POST_FOR_READERS),
    "objectives:pool": (READERS, NO_POST_FOR_READERS),
    "objectives:revising": (READERS, NO_POST_FOR_READERS),
    # The cell is about an objective of the university's.
    "objectives:cell": (RECORDS["shared"]["write"], RECORDS["shared"]["write"]),
}

# Principle 1, the relationship.
PAGES |= {
    "rmp_relationship:relationship": (READERS, NO_POST_FOR_READERS),
    "rmp_relationship:map": (READERS, NO_POST_FOR_READERS),
    "rmp_relationship:engagement": (READERS, NO_POST_FOR_READERS),
    # Each says it of its own organisation.
    "rmp_relationship:party": (MANAGERS, MANAGERS),
    "rmp_portfolio:portfolio": (EVERYBODY, NO_POST_ANYWHERE),
}
PAGES |= {
    f"rmp_leadership:{page}": (READERS, NO_POST_FOR_READERS)
    for page in ("leaders", "support", "resources", "powers", "example")
}

# Principle 2: visions and values.
PAGES |= {f"rmp_visions:{page}": (READERS, NO_POST_FOR_READERS) for page in ("visions", "alignment", "focus", "practice")}

# Pages about a record that are only read.
READ_ONLY = {"rmp_plan:summary", "rmp_plan:pdf", "rmp_plan:docx"}

# Steps with a rule of their own: (address, space) -> GET and POST.
STEPS: dict[tuple[str, str], Row] = {
    # One's own objective is held against the common ones; a common one against nothing.
    ("objectives:alignment-create", "joint"): NOBODY_IN_JOINT,
    # The partner restates what the university shares; nobody restates his own or what all wrote. In these samples it did.
    ("objectives:restatement-create", "joint"): NOBODY_IN_JOINT,
    ("objectives:restatement-create", "shared"): PARTNER_IN_SHARED,
    ("objectives:restatement-create", "private"): NOBODY_IN_PRIVATE,
    **{(f"objectives:restatement-{step}", "joint"): PARTNER_IN_JOINT for step in ("update", "delete", "restate")},
    **{(f"objectives:restatement-{step}", "shared"): PARTNER_IN_SHARED for step in ("update", "delete", "restate")},
    **{(f"objectives:restatement-{step}", "private"): NOBODY_IN_PRIVATE for step in ("update", "delete", "restate")},
    # What a party says for itself about a joint record is its own to change.
    ("objectives:resourcecommitment-update", "joint"): OF_UNIVERSITY,
    ("objectives:resourcecommitment-delete", "joint"): OF_UNIVERSITY,
    ("objectives:capabilitycheck-update", "joint"): OF_UNIVERSITY,
    ("objectives:capabilitycheck-delete", "joint"): OF_UNIVERSITY,
    # Every party may add its own part to what another shares.
    ("objectives:resourcecommitment-create", "shared"): ANY_WRITER_OF_SHARED,
    ("objectives:capabilitycheck-create", "shared"): ANY_WRITER_OF_SHARED,
}

# Leadership. The university nominates, in these samples somebody without an account; the partner endorses or objects, and any party
# may propose a removal. A nomination in preparation is the university's alone: others do not find it.
STEPS |= {
    **{(f"rmp_leadership:appointment-{step}", "shared"): PARTNER_SIGNS_SHARED for step in ("endorse", "object")},
    **{(f"rmp_leadership:appointment-{step}", "private"): NOBODY_IN_PRIVATE for step in ("endorse", "object")},
    ("rmp_leadership:appointment-propose-removal", "shared"): ANY_SIGNER_OF_SHARED,
    **{
        (f"rmp_leadership:appointment-{step}", space): RECORDS[space]["sign"]
        for step in ("accept", "decline", "recommit")
        for space in ("shared", "private")
    },
    **{(f"rmp_leadership:removal-{step}", "joint"): PARTNER_SIGNS_JOINT for step in ("agree", "object")},
    **{(f"rmp_leadership:removal-{step}", "shared"): PARTNER_SIGNS_SHARED for step in ("agree", "object")},
    **{(f"rmp_leadership:removal-{step}", "private"): NOBODY_IN_PRIVATE for step in ("agree", "object")},
    ("rmp_leadership:removal-take-back", "joint"): row("ok 403 403 403 403 404 403 403" + OUTSIDE),
    # What a party says of a leader is its own to change, and every party may say it of another's leader.
    **{
        (f"rmp_leadership:{part}-{step}", "joint"): OF_UNIVERSITY
        for part in ("supportconfirmation", "leaderresource", "leaderreview")
        for step in ("update", "delete")
    },
    **{
        (f"rmp_leadership:{part}-create", "shared"): ANY_WRITER_OF_SHARED
        for part in ("supportconfirmation", "leaderresource", "leaderreview")
    },
}

# rmp.team: steps of a handover are for those who manage the party's people. An item of its checklist lies where the handover lies, and
# that is never joint: the sample is shared instead.
STEPS |= {
    **{
        (f"rmp_team:handover-{step}", space): RECORDS[space]["share"]
        for step in ("begin", "hand-over", "complete", "cancel")
        for space in ("shared", "private")
    },
    **{
        (f"rmp_team:checklistitem-{step}", "joint"): RECORDS["shared"]["write"]
        for step in ("create", "update", "delete", "tick", "untick")
    },
}

# Principle 2: whoever reads the joint space for a party acknowledges; commitments are each party's own.
STEPS |= {
    ("rmp_visions:jointvision-acknowledge", "joint"): row("ok ok ok ok ok 404 403 403" + OUTSIDE),
    ("rmp_visions:focuscommitment-update", "joint"): OF_UNIVERSITY,
    ("rmp_visions:focuscommitment-delete", "joint"): OF_UNIVERSITY,
    ("rmp_visions:focuscommitment-create", "shared"): ANY_WRITER_OF_SHARED,
}

# Once the partnership is closed, what could be done cannot be done, and what could be read is read as before. Apart from:
# pages on which somebody leaves, acts for himself, herself or the own party's people, or reads in an emergency;
GOES_ON = {
    *("emergency:start", "emergency:end", "lost-address"),
    *(f"people:{step}" for step in ("leave", "leave-all", "end", "pause", "lift", "officer", "revoke", "confirm", "reject")),
    *("archive:own", "archive:joint", "partnerships:create", "accounts:preferences", "reminders:read", "reminders:calendar"),
}
# pages of the installation, which are about no partnership;
OF_THE_HOUSE = ("assessments_house:",)
# pages that show something and take something, of which the first goes on;
STILL_READ = {"assessments_trust:independent-detail", "records:unshown"}
# and answers of their own.
_NO_ANSWERS = row("404 404 404 404 404 410 404 404" + OUTSIDE)
AFTER_THE_END: dict[str, tuple[Row, Row]] = {
    **dict.fromkeys(
        [f"assessments:{page}" for page in ("answer", "answer-step", "answer-hand-in", "answer-workbook")],
        (_NO_ANSWERS, _NO_ANSWERS),
    ),
    "people:resend": (NOBODY_HERE, NOBODY_HERE),
}
# Steps about what goes on when the partnership is over.
OUTLIVES = {f"rmp_exits:survivingobligation-{step}" for step in ("breach", "fulfil", "reinstate")} | {
    "rmp_exits:futureopportunity-take-up"
}

# Addresses outside the matrix, each with the reason.
# By the beginning of the name:
EXEMPT_PREFIXES = {
    "admin:": "Django's own: opened by administrators only, tested in ubc/tests/test_admin_pages.py",
    "account_": "allauth's own: a person's own account, tested in partnerships/accounts/tests",
    "mfa_": "allauth's own: a person's own second factor, tested in partnerships/accounts/tests",
    "usersessions_": "allauth's own: a person's own sessions, tested in partnerships/accounts/tests",
}
# By name:
EXEMPT: dict[str, str] = {
    "invitations:view": "opened by the token in the mail, tested in partnerships/invitations/tests",
    "invitations:accept": "opened by the token in the mail, tested in partnerships/invitations/tests",
    "invitations:decline": "opened by the token in the mail, tested in partnerships/invitations/tests",
    "administration:address": "opened by the key in the mail, tested in partnerships/administration/tests/test_addresses.py",
    "reminders:feed": "opened by the secret address of one's own calendar, tested in partnerships/reminders/tests",
    "archive:download": "needs a file, tested for the whole cast in partnerships/archive/tests/test_archive.py",
    "signoff:file": "needs a signed file, tested for the whole cast in partnerships/signoff/tests/test_elsewhere.py",
    "documents:file": "needs a stored file, tested for the whole cast in partnerships/documents/tests/test_serving.py",
    "health": "for machines: open to everybody, says yes or no, tested in ubc/tests/test_health.py",
}

for _room in ROOMS:
    PAGES |= _room.PAGES
    STEPS |= _room.STEPS
    READ_ONLY |= _room.READ_ONLY
    EXEMPT |= _room.EXEMPT

for _name, (_get, _post) in PAGES.items():
    if "ok" in _post.values() and _name not in GOES_ON | AFTER_THE_END.keys() and not _name.startswith(OF_THE_HOUSE):
        AFTER_THE_END[_name] = (_get if _name in STILL_READ else ended(_get), ended(_post))
