"""The charter on its way to the signatures, and observations on their way to an answer: every step, and those that are refused."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from partnerships.clock import today
from partnerships.models import Membership
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, save_record
from partnerships.records.sharing import share_record, withdraw_record
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import decline, sign
from partnerships.tests.cast import seat_newcomer
from rmp.competence import services
from rmp.competence.models import BehaviourCharter, BehaviourObservation, CharterStatement
from rmp.competence.naming import named
from rmp.competence.tests import factories as f
from rmp.competence.tests.worlds import DAY


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.officer}


def charter(cast, actor=None, **values):
    unsaved = BehaviourCharter(partnership=cast.partnership, purpose="So that nobody guesses.", **values)
    return services.start_charter(unsaved, actor=actor or cast.officer)


def agreed(cast, version):
    waiting = open_round(version, actor=cast.officer)
    for person in (cast.officer, cast.representative):
        sign(waiting, actor=person)
    version.refresh_from_db()
    return version


# --- the charter ------------------------------------------------------------------------------------------------------
def test_a_version_is_written_signed_and_followed_by_another_that_begins_with_its_statements(cast):
    first = charter(cast)
    for place, text in enumerate(("We call first", "We say what we do not know")):
        save_record(CharterStatement(charter=first, text=text, position=place), actor=cast.representative)
    with pytest.raises(Refused, match="a draft already"):
        charter(cast, cast.representative)
    assert (agreed(cast, first).state, first.agreed_on, first.number) == ("agreed", today(), 1)
    second = charter(cast, cast.representative)
    assert [s.text for s in second.statements.all()] == ["We call first", "We say what we do not know"]
    agreed(cast, second)
    first.refresh_from_db()
    assert [(v.number, v.state, v.superseded_on) for v in (first, second)] == [
        (1, "superseded", today()),
        (2, "agreed", None),
    ]


def test_what_was_signed_stays_but_for_the_day_of_the_next_look(cast):
    version = charter(cast)
    statement = save_record(CharterStatement(charter=version, text="We call first"), actor=cast.officer)
    agreed(cast, version)
    statement = CharterStatement.objects.get()
    statement.text = "We write"
    for change in (
        lambda: save_record(statement, actor=cast.officer),
        lambda: delete_record(statement, actor=cast.officer),
        lambda: delete_record(version, actor=cast.officer),
        lambda: save_record(CharterStatement(charter=version, text="More"), actor=cast.officer),
    ):
        with pytest.raises(Refused):
            change()
    version.review_on = today() + 30 * DAY
    save_record(version, actor=cast.representative)
    version.purpose = "Another"
    with pytest.raises(Refused):
        save_record(version, actor=cast.officer)


def test_a_new_statement_voids_the_signatures_and_a_refusal_leaves_the_draft(cast):
    version = charter(cast)
    waiting = open_round(version, actor=cast.officer)
    sign(waiting, actor=cast.officer)
    save_record(CharterStatement(charter=version, text="We call first"), actor=cast.representative)
    waiting.refresh_from_db()
    again = open_round(version, actor=cast.officer)
    decline(again, actor=cast.representative, reason="Too long")
    version.refresh_from_db()
    assert (waiting.state, again.state, version.state) == ("voided", "declined", "draft")


@pytest.mark.parametrize("name", ["partner_reader", "respondent", "facilitator", "auditor", "sibling", "stranger"])
def test_who_may_not_write_starts_no_charter(cast, name):
    with pytest.raises(PermissionDenied):
        charter(cast, getattr(cast, name))
    assert not BehaviourCharter.objects.exists()


# --- observations -----------------------------------------------------------------------------------------------------
@pytest.fixture
def seen(cast, here):
    """By the university about its partner, shared."""
    return f.BehaviourObservationFactory(**here, party=cast.university, about=cast.partner, visibility="shared")


STEPS = {
    "acknowledge": (services.acknowledge_observation, "response"),
    "discuss": (services.discuss_observation, "outcome"),
    "close": (services.close_observation, "closing"),
}


def step(cast, observation, name, person, words="It was so."):
    act, field = STEPS[name]
    return act(observation, actor=getattr(cast, person), **{field: words})


def test_the_other_side_answers_both_speak_and_who_raised_it_closes(cast, seen):
    for name, person in (("acknowledge", "partner_contributor"), ("discuss", "officer"), ("close", "contributor")):
        step(cast, seen, name, person, f"{name} said")
    seen.refresh_from_db()
    assert (seen.state, seen.response, seen.outcome, seen.closing, seen.closed_on) == (
        *("closed", "acknowledge said", "discuss said", "close said"),
        today(),
    )


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("acknowledge", ("officer", "contributor", "partner_reader", "respondent", "facilitator", "stranger")),
        ("discuss", ("partner_reader", "auditor", "sibling", "administrator")),
        ("close", ("representative", "partner_contributor", "facilitator", "stranger")),
    ],
)
def test_who_may_not_take_a_step(cast, seen, name, people):
    for person in people:
        with pytest.raises(PermissionDenied):
            step(cast, seen, name, person)
    seen.refresh_from_db()
    assert seen.state == "raised"


@pytest.mark.parametrize(
    ("state", "name", "person"),
    [
        *(("raised", name, "officer") for name in ("discuss", "close")),
        ("acknowledged", "acknowledge", "representative"),
        ("acknowledged", "close", "officer"),
        ("discussed", "acknowledge", "representative"),
        ("discussed", "discuss", "officer"),
        ("closed", "acknowledge", "representative"),
        *(("closed", name, "officer") for name in ("discuss", "close")),
    ],
)
def test_steps_that_are_not_open(cast, seen, state, name, person):
    BehaviourObservation.objects.filter(pk=seen.pk).update(state=state)
    with pytest.raises(Refused):
        step(cast, seen, name, person)
    seen.refresh_from_db()
    assert (seen.state, seen.response) == (state, "")


def test_a_private_one_is_nobodys_to_answer_and_an_answered_one_stays(cast, here):
    private = f.BehaviourObservationFactory(**here, party=cast.university, about=cast.partner)
    with pytest.raises(Refused, match="private"):
        step(cast, private, "discuss", "officer")
    share_record(private, actor=cast.officer)
    step(cast, private, "acknowledge", "representative")
    with pytest.raises(PermissionDenied):
        withdraw_record(private, actor=cast.officer)
    with pytest.raises(Refused):
        delete_record(private, actor=cast.officer)
    private.refresh_from_db()
    private.what = "Something else"
    with pytest.raises(Refused):
        save_record(private, actor=cast.officer)


# --- never a person ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Renate Representative was late", "Renate"),
        ("They told Renate's team", "Renate"),
        ("Again Representative said no", "Representative"),
        ("The representative said no", ""),
        ("Renatesburg is far", ""),
        ("Li was late", ""),  # shorter pieces are too often words
        ("They were late.", ""),
    ],
)
def test_names_are_found_as_words_that_are_written_as_names(text, found):
    assert named(text, ["Renate Representative", "Li"]) == found


def unsaved(cast, **values):
    words = {"kind": "concern", "about": cast.partner, "what": "They were late."}
    return BehaviourObservation(partnership=cast.partnership, party=cast.university, **words | values)


def test_an_observation_names_nobody_of_any_party_not_even_in_private(cast, here):
    f.RoleHolderFactory(**here, party=cast.university, name="Emil Halloran")
    f.RoleHolderFactory(**here, party=cast.partner, name="Zora Quint")
    for name in (cast.representative.name, cast.officer.name, cast.auditor.name, "Emil"):
        with pytest.raises(ValidationError) as error:
            unsaved(cast, what=f"We saw {name} do it").clean()
        assert list(error.value.error_dict) == ["what"]
    # Whom the other side has written down for itself, nobody is told by a refusal.
    unsaved(cast, what="We saw Zora do it").clean()
    gone = Membership.objects.filter(user=cast.auditor)
    gone.delete()
    unsaved(cast, what=f"We saw {cast.auditor.name} do it").clean()


def test_nor_does_an_answer(cast, seen):
    for name, person in (("acknowledge", "representative"), ("discuss", "officer"), ("close", "officer")):
        with pytest.raises(ValidationError, match="Conrad"):
            step(cast, seen, name, person, "Conrad was there")
        step(cast, seen, name, person)


def test_it_is_about_another_party_and_about_what_has_been_and_waits_two_weeks(cast):
    for values in ({"about": cast.university}, {"observed_on": today() + DAY}):
        with pytest.raises(ValidationError) as error:
            unsaved(cast, **values).clean()
        assert list(error.value.error_dict) == list(values)
    fine = unsaved(cast)
    fine.clean()
    assert fine.answer_by == today() + 14 * DAY


def test_the_list_names_a_statement_only_to_who_reads_the_charter(cast, here):
    statement = f.CharterStatementFactory(charter=f.BehaviourCharterFactory(**here, agreed=True), text="We call first")
    newcomer = seat_newcomer(cast)[1]
    shared = {"party": cast.university, "visibility": "shared", "about": cast.partner}
    seen = f.BehaviourObservationFactory(**here, **shared, statement=statement)
    page = reverse("rmp_competence:behaviourobservation-list", args=[cast.partnership.slug])
    said = {}
    for name, person in (("officer", cast.officer), ("newcomer", newcomer)):
        text = cast.client(person).get(page).content.decode()
        said[name] = (str(seen) in text, "We call first" in text, "a private record" in text)
    assert said == {"officer": (True, True, False), "newcomer": (True, False, True)}
