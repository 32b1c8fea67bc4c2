"""Who gets what answer from which address of this room (ubc/tests/answers.py says what a row means)."""

from ubc.tests.answers import (
    EVERYBODY,
    NO_POST_ANYWHERE,
    NO_POST_FOR_READERS,
    OFFICERS,
    OUTSIDE,
    READERS,
    RECORDS,
    WRITERS,
    Row,
    row,
)

# Whose questionnaire it is reaches it; it exists for nobody else.
OWN_ANSWERS = row("404 404 404 404 404 ok 404 404" + OUTSIDE)
OWN_ANSWERS_NO_POST = row("404 404 404 404 404 405 404 404" + OUTSIDE)
# The university's officer edits what is the university's; another officer does not find a draft; others are no officers.
OWN_OFFICER = row("ok 403 403 403 403 403 403 403 403 404 403 login")
OWN_OFFICER_NO_POST = row("405 403 403 403 403 403 403 403 403 405 403 login")

# Pages that are not about one record: (GET, POST).
PAGES: dict[str, tuple[Row, Row]] = {
    **{f"assessments:{page}": (READERS, NO_POST_FOR_READERS) for page in ("home", "trends", "results", "dimension")},
    "assessments:usual-rhythm": (WRITERS, WRITERS),
    "assessments:answer": (OWN_ANSWERS, OWN_ANSWERS_NO_POST),
    **{f"assessments:{page}": (OWN_ANSWERS, OWN_ANSWERS) for page in ("answer-step", "answer-hand-in", "answer-workbook")},
    "assessments_house:portfolio": (EVERYBODY, NO_POST_ANYWHERE),
    "assessments_house:instruments": (OFFICERS, row("405 403 403 403 403 403 403 403 403 405 403 login")),
    "assessments_house:instrument-create": (OFFICERS, OFFICERS),
    "assessments_house:instrument": (OWN_OFFICER, OWN_OFFICER_NO_POST),
    **{
        f"assessments_house:{page}": (OWN_OFFICER, OWN_OFFICER)
        for page in (
            *("instrument-update", "dimension-create", "dimension-update", "dimension-delete"),
            *("item-create", "item-update", "item-delete"),
            *(f"instrument-{step}" for step in ("activate", "retire", "new-version", "delete")),
        )
    },
}
# Steps with a rule of their own: (address, space) -> GET and POST.
STEPS: dict[tuple[str, str], Row] = {
    # A score hangs on a joint cycle, whatever space is asked for.
    **{
        (f"assessments:consensus-{step}", space): RECORDS["joint"]["write"]
        for step in ("create", "update", "delete")
        for space in ("shared", "private")
    },
}
# Pages about a record that are only read.
READ_ONLY: set[str] = {"assessments:respondent-workbook"}
# Addresses outside the matrix, each with the reason.
EXEMPT: dict[str, str] = {
    f"assessments_house:{page}": "opened by the token in the mail, tested for the whole cast in assessments/tests/test_answering.py"
    for page in ("answer", "answer-step", "answer-hand-in", "answer-workbook")
}
