"""What does not fit together: each check found and not found, from whose side, with its mend; and who is told what falls due."""

import datetime as dt

import pytest

from objectives.tests.factories import ObjectiveFactory
from partnerships.access.policy import standing
from partnerships.actions.tests.factories import ActionFactory
from partnerships.clock import today
from partnerships.reminders.models import Reminder
from partnerships.reminders.reading import upcoming
from partnerships.reminders.services import remind
from partnerships.tests.cast import seat_newcomer
from risks.assessment import READINGS, Stand, trend
from risks.consistency import CHECKS, findings
from risks.models import Risk, RiskCriteria, RiskRating
from risks.scale import DEFAULT_MATRIX
from risks.tests import factories as f

DAY = dt.timedelta(days=1)


class Case:
    def __init__(self, cast):
        self.cast, self.here = cast, {"partnership": cast.partnership, "author": cast.officer}
        self.ours, self.theirs = cast.university, cast.partner

    def joint(self, **fields):
        """A joint risk with which nothing is wrong."""
        risk = f.RiskFactory(**self.here, **fields)
        for party in (self.ours, self.theirs):
            f.RiskOwnerFactory(risk=risk, party=party)
        return risk

    def own(self, *, visibility="private", **fields):
        return f.RiskFactory(**self.here, party=self.ours, visibility=visibility, **fields)

    def read(self, risk, *readings, party=None):
        for phase, likelihood, impact in readings:
            f.RiskRatingFactory(risk=risk, party=party or self.ours, phase=phase, likelihood=likelihood, impact=impact)
        return risk

    def treat(self, risk, **fields):
        return f.TreatmentFactory(risk=risk, responsible=self.ours, **fields)

    def done(self):
        return ActionFactory(**self.here, responsible=self.ours, state="done")

    def asked(self, risk, consent="asked", **fields):
        return self.treat(risk, moves_to=self.theirs, consent=consent, asked_on=today(), **fields)


def answered(case):
    return {"consent_by": case.cast.officer, "consent_on": today()}


INHERENT, NOW, TARGET = ("inherent", 4, 4), ("current", 3, 3), ("target", 5, 5)
# (what is there, what the university finds, what the partner finds)
CASES = {
    "nothing": (lambda c: c.joint(), [], []),
    "target": (lambda c: c.read(c.joint(), NOW, TARGET), ["target"], ["target"]),
    "target of an opportunity": (lambda c: c.read(c.joint(kind="opportunity"), NOW, TARGET), [], []),
    "private target": (lambda c: c.read(c.own(), NOW, TARGET), ["target"], []),
    "lowered": (lambda c: c.read(c.joint(), INHERENT, NOW), ["lowered"], ["lowered"]),
    "lowered by readings": (lambda c: c.read(c.joint(), ("current", 5, 5), NOW), ["lowered"], ["lowered"]),
    "lowered with cause": (lambda c: c.treat(c.read(c.joint(), INHERENT, NOW), action=c.done()), [], []),
    "lowered, in hand": (lambda c: c.treat(c.read(c.joint(), INHERENT, NOW)), ["lowered"], ["lowered"]),
    "owners": (lambda c: f.RiskFactory(**c.here), ["owners"], ["owners"]),
    "owners of one's own": (lambda c: c.own(visibility="shared"), [], []),
    "undisclosed": (lambda c: c.own(objectives=[ObjectiveFactory(**c.here)]), ["undisclosed"], ["objective"]),
    "disclosed": (lambda c: c.own(visibility="shared", objectives=[ObjectiveFactory(**c.here)]), [], []),
    "undisclosed by a link": (lambda c: f.RiskLinkFactory(risk=c.own(), target=c.joint()), ["undisclosed"], []),
    "only touched": (lambda c: f.RiskLinkFactory(risk=c.own(), target=c.joint(), kind="fed_by"), [], []),
    "expired": (
        lambda c: f.AcceptanceFactory(risk=c.joint(state="accepted"), in_force=True, expires_on=today() - DAY),
        ["expired"],
        ["expired"],
    ),
    "last day": (lambda c: f.AcceptanceFactory(risk=c.joint(state="accepted"), in_force=True, expires_on=today()), [], []),
    "review": (lambda c: c.joint(review_on=today() - DAY), ["review"], ["review"]),
    "review today": (lambda c: c.joint(review_on=today()), [], []),
    "closed": (lambda c: c.joint(review_on=today() - DAY, state="closed"), [], []),
    "diverging": (lambda c: c.read(c.read(c.joint(), NOW), ("current", 1, 3), party=c.theirs), ["diverging"], ["diverging"]),
    "near": (lambda c: c.read(c.read(c.joint(), NOW), ("current", 2, 4), party=c.theirs), [], []),
    "unconsented": (lambda c: c.asked(c.joint()), ["unconsented"], ["unconsented"]),
    "refused": (lambda c: c.asked(c.joint(), "refused", **answered(c)), ["unconsented"], ["unconsented"]),
    "consented": (lambda c: c.asked(c.joint(), "given", **answered(c)), [], []),
    "objective": (lambda c: ObjectiveFactory(**c.here), ["objective"], ["objective"]),
    "objective that ended": (lambda c: ObjectiveFactory(**c.here, state="withdrawn"), [], []),
}


@pytest.mark.parametrize("name", CASES)
def test_finding(cast, name):
    build, ours, theirs = CASES[name]
    build(Case(cast))
    for person, checks in ((cast.officer, ours), (cast.representative, theirs)):
        found = findings(standing(person, cast.partnership))
        assert [one.check for one in found] == checks
        for one in found:
            assert one.title == str(CHECKS[one.check])
            if one.can_mend:
                assert cast.client(person).get(one.url).status_code == 200, one


def test_every_check_has_its_case():
    assert {check for _build, ours, theirs in CASES.values() for check in ours + theirs} == set(CHECKS)


# --- which reading counts ---------------------------------------------------------------------------------------------
def stand(risk, phase="current"):
    return Stand(Risk.objects.prefetch_related(*READINGS).get(pk=risk.pk), phase)


def test_the_worst_counts_until_all_agree(cast):
    case = Case(cast)
    risk, own = case.joint(), case.own(visibility="shared")
    assert (stand(risk).level, Risk.objects.with_level().get(pk=risk.pk).level) == (None, None)
    for one in (risk, own):
        case.read(one, ("current", 2, 2))
        case.read(one, ("current", 4, 5), party=cast.partner)
    # Of one's own risk one's own reading counts; how the other sees it is told beside it.
    assert [(stand(one).level, stand(one).gap) for one in (risk, own)] == [(4, 3), (1, 3)]
    f.ConsensusFactory(risk=risk, agreed=True, likelihood=3, impact=4)
    assert (stand(risk).level, stand(risk).gap) == (3, 0)
    assert {one.title: one.level for one in Risk.objects.with_level()} == {risk.title: 3, own.title: 1}
    case.read(risk, ("current", 1, 5))
    assert (stand(risk).level, stand(risk).gap, stand(risk).diverges) == (3, 3, True)
    assert set(Risk.objects.diverging()) == {risk, own}
    assert trend(stand(risk).risk) == 1


# --- what falls due ---------------------------------------------------------------------------------------------------
def test_who_is_told_what_falls_due(cast):
    case = Case(cast)
    unowned = f.RiskFactory(**case.here, title="Unowned", review_on=today())
    owned = f.RiskFactory(**case.here, title="Owned", review_on=today())
    f.RiskOwnerFactory(risk=owned, party=cast.partner, person=cast.partner_contributor)
    f.RiskFactory(**case.here, party=cast.university, title="Private", review_on=today())
    f.RiskFactory(**case.here, title="Closed", review_on=today(), state="closed")
    f.IndicatorFactory(risk=owned, name="Figure", next_on=today())
    f.AcceptanceFactory(risk=unowned, in_force=True, expires_on=today() + DAY)
    case.asked(owned, what="Insure it")
    remind()

    def told(person):
        return sorted(item.title for item in upcoming(person))

    assert told(cast.officer) == ["Figure", "Private", "Unowned", "Unowned"]
    assert told(cast.representative) == ["Figure", "Unowned", "Unowned"]
    assert told(cast.partner_contributor) == ["Owned"]
    assert told(cast.contributor) == told(cast.auditor) == []
    asked = Reminder.objects.filter(kind="risks.consent")
    assert [reminder.recipient for reminder in asked] == [cast.representative]


def test_no_level_is_by_criteria_that_a_party_which_has_joined_does_not_read(cast):
    here = {"partnership": cast.partnership, "author": cast.officer}
    risk = f.RiskFactory(**here)
    f.RiskRatingFactory(risk=risk, author=cast.officer, party=cast.university, likelihood=5, impact=5)
    criteria = f.RiskCriteriaFactory(**here, in_force=True, matrix="1" * 24 + "2")
    ratings = RiskRating.objects.with_level()
    before = ratings.get(risk=risk).level
    seat_newcomer(cast)
    after = ratings.get(risk=risk).level
    assert (before, after) == (2, int(DEFAULT_MATRIX[-1]))
    everybody = sum(seat.bit for seat in cast.partnership.participations.all())
    RiskCriteria.objects.filter(pk=criteria.pk).update(audience=everybody)
    assert ratings.get(risk=risk).level == 2
