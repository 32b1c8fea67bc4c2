"""Each statement of this room: not yet in an empty partnership, and each mark on a case that is built for it; figures and the plan."""

import datetime as dt

import pytest
from django.urls import reverse

from objectives.tests.factories import ObjectiveFactory
from partnerships.actions.tests.factories import ActionFactory
from partnerships.clock import today
from partnerships.models import Partnership, Term
from partnerships.practices.metrics import METRICS, measured
from partnerships.practices.registry import PRACTICES, Status, practices_of, statuses
from partnerships.practices.sections import SECTIONS
from risks.tests import factories as f
from risks.tests.worlds import fill

NOT_YET, PARTLY, ADDRESSED = Status.NOT_YET, Status.PARTLY, Status.ADDRESSED
IDS = ("5.3.3.3-a", "5.3.3.3-b", *(f"P10-{number:02}" for number in range(1, 12)))
SIDES, DAY = ("university", "partner"), dt.timedelta(days=1)


class Case:
    """Builds records of one partnership: university, partner, joint."""

    def __init__(self, cast):
        self.cast, self.here = cast, {"partnership": cast.partnership, "author": cast.officer}

    def joint(self, *, read=None, owned=(), **fields):
        """A joint risk; `read`: (phase, likelihood, impact) of each side, `owned`: the sides that named an owner."""
        risk = f.RiskFactory(**self.here, **fields)
        for side, (likelihood, impact) in (read or {}).items():
            f.RiskRatingFactory(risk=risk, party=getattr(self.cast, side), likelihood=likelihood, impact=impact)
        for side in owned:
            f.RiskOwnerFactory(risk=risk, party=getattr(self.cast, side))
        return risk

    def own(self, side="university", *, shared=True, read=None, **fields):
        party = getattr(self.cast, side)
        visibility = "shared" if shared else "private"
        risk = f.RiskFactory(**self.here, party=party, visibility=visibility, **fields)
        if read:
            f.RiskRatingFactory(risk=risk, party=party, likelihood=read[0], impact=read[1])
        return risk

    def both(self, **fields):
        return [self.own(side, **fields) for side in SIDES]

    def stances(self, *sides, shared=True):
        for side in sides:
            visibility = "shared" if shared else "private"
            f.PartyStanceFactory(**self.here, party=getattr(self.cast, side), visibility=visibility)

    def criteria(self, **fields):
        return f.RiskCriteriaFactory(**self.here, **fields)

    def treated(self, risk, **fields):
        action = ActionFactory(**self.here, responsible=self.cast.partner, state=fields.pop("state", "open"))
        action = None if fields.get("consent") in ("asked", "refused") else action
        return f.TreatmentFactory(risk=risk, responsible=self.cast.partner, action=action, **fields)

    def moved(self, risk, consent):
        answered = {"consent_by": self.cast.officer, "consent_on": today()} if consent != "asked" else {}
        self.treated(risk, moves_to=self.cast.partner, consent=consent, asked_on=today(), **answered)

    def watched(self, risk, *, read=True, next_on=None):
        indicator = f.IndicatorFactory(risk=risk, next_on=next_on or today())
        if read:
            f.IndicatorReadingFactory(indicator=indicator)

    def aim(self, *risks):
        objective = ObjectiveFactory(**self.here)
        for risk in risks:
            risk.objectives.add(objective)


def leaving(**fields):
    return {"category": Term.objects.get(taxonomy=Term.Taxonomy.RISK_CATEGORY, code="exit")} | fields


NEAR, FAR, LARGE = dict.fromkeys(SIDES, (3, 3)), {"university": (2, 3), "partner": (4, 3)}, dict.fromkeys(SIDES, (5, 5))

# (statement, what is there, its mark)
CASES = [
    ("5.3.3.3-a", lambda c: c.both(shared=False, read=(3, 3)), NOT_YET),
    ("5.3.3.3-a", lambda c: c.both(), PARTLY),
    ("5.3.3.3-a", lambda c: c.both(read=(3, 3)), ADDRESSED),
    ("5.3.3.3-b", lambda c: c.aim(c.own(shared=False)), NOT_YET),
    ("5.3.3.3-b", lambda c: [c.aim(c.joint()), c.aim()], PARTLY),
    ("5.3.3.3-b", lambda c: [c.aim(c.joint()), c.aim(c.own())], ADDRESSED),
    ("P10-01", lambda c: [c.own(), c.own("partner", shared=False)], PARTLY),
    ("P10-01", lambda c: c.both(), ADDRESSED),
    ("P10-02", lambda c: c.stances(*SIDES, shared=False), NOT_YET),
    ("P10-02", lambda c: [c.criteria(), c.stances(*SIDES)], PARTLY),
    ("P10-02", lambda c: [c.criteria(in_force=True), c.stances(*SIDES)], ADDRESSED),
    ("P10-03", lambda c: [c.joint(owned=SIDES), c.joint(owned=["partner"])], PARTLY),
    ("P10-03", lambda c: c.joint(owned=SIDES), ADDRESSED),
    ("P10-04", lambda c: c.joint(), NOT_YET),
    ("P10-04", lambda c: c.joint(read=FAR), PARTLY),
    ("P10-04", lambda c: f.ConsensusFactory(risk=c.joint(read=FAR), agreed=True), ADDRESSED),
    ("P10-04", lambda c: [c.joint(read=NEAR), c.joint(read={"partner": (1, 1)})], PARTLY),
    ("P10-04", lambda c: c.joint(read=NEAR), ADDRESSED),
    ("P10-05", lambda c: c.joint(), PARTLY),
    ("P10-05", lambda c: [c.joint(), c.own(origin="relationship", shared=False)], PARTLY),
    ("P10-05", lambda c: [c.joint(), c.own(origin="relationship")], ADDRESSED),
    ("P10-06", lambda c: c.joint(), PARTLY),
    ("P10-06", lambda c: [c.joint(), c.joint(kind="opportunity")], ADDRESSED),
    ("P10-07", lambda c: c.joint(read=LARGE), NOT_YET),
    ("P10-07", lambda c: [c.joint(read=LARGE), c.treated(c.joint(read=LARGE))], PARTLY),
    ("P10-07", lambda c: c.treated(c.joint(read=LARGE), state="cancelled"), PARTLY),
    ("P10-07", lambda c: c.treated(c.joint(read=LARGE)), ADDRESSED),
    ("P10-07", lambda c: f.AcceptanceFactory(risk=c.joint(read=LARGE), in_force=True), ADDRESSED),
    ("P10-07", lambda c: f.AcceptanceFactory(risk=c.joint(read=LARGE), in_force=True, expires_on=today() - DAY), NOT_YET),
    ("P10-07", lambda c: [c.joint(read=NEAR), c.own(shared=False, read=(5, 5))], ADDRESSED),
    ("P10-08", lambda c: c.moved(c.joint(), "asked"), PARTLY),
    ("P10-08", lambda c: c.moved(c.joint(), "refused"), PARTLY),
    ("P10-08", lambda c: c.moved(c.joint(), "given"), ADDRESSED),
    ("P10-08", lambda c: c.treated(c.own(shared=False)), NOT_YET),
    ("P10-09", lambda c: f.RiskReviewFactory(risk=c.joint(review_on=today() - DAY)), PARTLY),
    ("P10-09", lambda c: f.RiskReviewFactory(risk=c.joint(review_on=today())), ADDRESSED),
    ("P10-10", lambda c: c.watched(c.joint(), read=False), PARTLY),
    ("P10-10", lambda c: c.watched(c.joint(), next_on=today() - DAY), PARTLY),
    ("P10-10", lambda c: c.watched(c.joint()), ADDRESSED),
    ("P10-11", lambda c: c.joint(**leaving()), PARTLY),
    ("P10-11", lambda c: c.treated(c.joint(**leaving())), ADDRESSED),
]


def marks(partnership):
    return statuses(Partnership.objects.filter(pk=partnership.pk), [PRACTICES[key] for key in IDS])[partnership.pk]


@pytest.mark.parametrize(("key", "build", "mark"), CASES)
def test_mark(cast, key, build, mark):
    build(Case(cast))
    # In the sibling partnership there is the same university, and nothing else.
    assert (marks(cast.partnership)[key], marks(cast.sibling_partnership)[key]) == (mark, NOT_YET)


def test_every_statement_has_a_case_in_which_it_is_addressed():
    assert {key for key, _build, mark in CASES if mark == ADDRESSED} == set(IDS)
    assert {practice.id for practice in practices_of(10)} == {key for key in IDS if key.startswith("P10")}
    assert {PRACTICES[key].clause for key in IDS if key.startswith("P10")} == {"5.10"}


def test_links_lead_somewhere_and_words_are_there(cast):
    client = cast.client(cast.officer)
    assert marks(cast.partnership) == dict.fromkeys(IDS, NOT_YET)
    addresses = set()
    for key in IDS:
        practice = PRACTICES[key]
        addresses.add(practice.url(cast.partnership))
        assert practice.url(cast.partnership).startswith(reverse(practice.link, args=[cast.partnership.slug]))
        assert all((practice.text, practice.shows, practice.missing, practice.link_label)), key
    assert {client.get(address).status_code for address in addresses} == {200}


# --- figures and the plan ---------------------------------------------------------------------------------------------
def test_figures_count_what_all_may_read(cast):
    case, keys = Case(cast), [key for key in METRICS if key.startswith("risks.")]

    def figures():
        return {key: int(value) for key, value in measured(Partnership.objects.all(), keys)[cast.partnership.pk].items()}

    case.own(shared=False, read=(5, 5))
    assert figures() == dict.fromkeys(keys, 0)
    case.joint(read=LARGE, kind="opportunity", review_on=today())
    settled = case.joint(read={"university": (5, 5), "partner": (3, 5)}, review_on=today())
    case.joint(read=FAR, review_on=today() - DAY)
    case.own(read=(5, 5))
    case.moved(settled, "asked")
    assert figures() == {"risks.critical": 2, "risks.diverging": 2, "risks.unreviewed": 1, "risks.unconsented": 1}
    f.ConsensusFactory(risk=settled, agreed=True, likelihood=2, impact=2)
    assert figures() == {"risks.critical": 1, "risks.diverging": 1, "risks.unreviewed": 1, "risks.unconsented": 1}
    case.criteria(in_force=True, matrix="1" * 24 + "3")  # another measure, other levels
    assert figures()["risks.critical"] == 0


def test_the_section_says_what_all_may_read_in_a_fixed_number_of_queries(cast, django_assert_num_queries):
    found = []
    for _ in range(2):
        fill(cast, 2)
        with django_assert_num_queries(9):
            blocks = SECTIONS["risks"].blocks(cast.partnership)
        found.append(str(blocks))
    assert [block["heading"] for block in blocks] == ["By which measure", "Risks", "Treatments"]
    assert ("private 000" in found[1], "Rivermouth shared 000" in found[1], "Joint 000" in found[1]) == (False, True, True)
    assert SECTIONS["risks"].blocks(cast.sibling_partnership) == []
    assert set(SECTIONS["risks"].needs) <= set(PRACTICES)
