"""The other parties are told: whoever looks after the partnership for them, what is true when the letter is written, once."""

import pytest

from partnerships.models import Membership, Role
from partnerships.outbox.letters import write
from partnerships.outbox.models import Mail
from partnerships.reminders.registry import DUES
from partnerships.tests.factories import MembershipFactory
from rmp.team import letters, services
from rmp.team.models import Handover
from rmp.team.tests import factories as f


def mails(kind):
    return Mail.objects.filter(kind=kind)


def test_the_counterparts_keepers_are_told_and_nobody_else(cast, handover):
    MembershipFactory(party=cast.partner, partnership=cast.partnership, role=Role.CONTRIBUTOR)
    assert Mail.objects.count() == 0
    services.begin_handover(handover, actor=cast.officer)
    assert [(mail.kind, mail.user) for mail in Mail.objects.all()] == [(letters.BEGUN, cast.representative)]


@pytest.mark.parametrize(
    ("step", "kind", "subject", "body"),
    [
        (
            None,
            letters.BEGUN,
            "Conrad Contributor of University of Rivermouth leaves “Quiet gearboxes”",
            "Nora Next takes over.",
        ),
        ("complete", letters.COMPLETED, "Nora Next has taken over from Conrad Contributor", "turn to the successor"),
        ("cancel", letters.CANCELLED, "Conrad Contributor of University of Rivermouth stays", "has been cancelled"),
    ],
)
def test_what_is_written(cast, under_way, step, kind, subject, body):
    if step:
        given = {"reason": "She stays."} if step == "cancel" else {}
        getattr(services, f"{step}_handover")(under_way, actor=cast.officer, **given)
    message = write(mails(kind).get())
    assert (message.subject.startswith(subject), body in message.body, message.to) == (True, True, [cast.representative.email])
    assert under_way.get_absolute_url() in message.body


def test_without_a_successor_it_says_so(cast, under_way):
    Handover.objects.update(successor=None)
    assert "not decided yet" in write(mails(letters.BEGUN).get()).body


def test_a_letter_that_is_no_longer_true_does_not_go(cast, under_way):
    services.cancel_handover(under_way, actor=cast.officer, reason="She stays.")
    assert write(mails(letters.BEGUN).get()) is None


def test_nothing_private_leaves(cast, handover):
    """What was cancelled before anybody knew is nobody's business; and a letter goes only to who may read then."""
    services.cancel_handover(handover, actor=cast.officer, reason="She stays.")
    assert Mail.objects.count() == 0


def test_whoever_left_meanwhile_gets_nothing(cast, under_way):
    Membership.objects.filter(user=cast.representative).delete()
    assert write(mails(letters.BEGUN).get()) is None


def test_dues_reach_those_who_can_act(cast, under_way):
    here = {"partnership": cast.partnership, "author": cast.officer}
    team = f.JointTeamFactory(**here, review_on="2030-01-01")
    own = {"party": cast.university, "visibility": "shared"}
    place = f.TeamMemberFactory(**here, **own, person=cast.contributor, ends_on="2030-01-01")
    f.TeamMemberFactory(**here, **own, person=cast.contributor)
    f.TeamMemberFactory(**here, **own, person=cast.contributor, ends_on="2026-01-02")
    resource = f.EnabledResourceFactory(**here, **own, starts_on="2030-01-01")
    f.EnabledResourceFactory(**here, **own, starts_on="2030-01-01", state="available")
    parties = {"beneficiary": cast.partner, "responsible": cast.partner, "assignee": cast.partner_contributor}
    measure = f.PartnerDevelopmentFactory(**here, **parties, due_on="2030-01-01")
    f.PartnerDevelopmentFactory(**here, **parties, due_on="2030-01-01", state="done")

    def of(name):
        return {kind: [*DUES[f"team.{kind}"].items_of(getattr(cast, name))] for kind in KINDS}

    nothing: dict[str, list[object]] = {kind: [] for kind in KINDS}
    assert of("officer") == nothing | {"review": [team], "resource": [resource], "handover": [under_way]}
    assert of("contributor") == nothing | {"place": [place]}
    assert of("representative") == nothing | {"review": [team]}
    assert of("partner_contributor") == nothing | {"development": [measure]}


KINDS = ("review", "place", "resource", "development", "handover")
