"""How principle 10 shows in the records, and the two statements of 5.3.3.3, in our own words, each with its condition."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.practices.conditions import from_each_party, some
from partnerships.practices.registry import Condition, Practice, register_practices
from risks import evidence as e
from risks.models import Risk

RISKS, NEW, CHECKS = "risks:risk-list", "risks:risk-create", "risks:consistency"
ADD, OPEN, LOOK = _("Add a risk"), _("See the risks"), _("See what does not fit")


def practice(
    key: str,
    text: Any,
    addressed: Condition,
    *,
    clause: str = "5.10",
    principle: int = 10,
    link: str = RISKS,
    label: Any = OPEN,
    **more: Any,
) -> None:
    """Register one statement."""
    register_practices(Practice(key, principle, clause, text, addressed, link=link, link_label=label, **more))


# --- 5.3.3.3: of principle 3, shown by risks --------------------------------------------------------------------------
practice(
    "5.3.3.3-a",
    _("Each party's own risks are considered."),
    e.own_considered,
    clause="5.3.3.3",
    principle=3,
    partly=some(e.shared),
    shows=_("Risks of its own that each party shares, and has read"),
    missing=_("Let each party write what collaborating puts at stake for it, read how big it is, and share it."),
    link=NEW,
    label=_("Add a risk of ours"),
    query="space=ours_shared",
)
practice(
    "5.3.3.3-b",
    _("Joint risks are seen as a whole."),
    Q(some(e.joint)) & e.each(e.pursued, e.at_stake),
    clause="5.3.3.3",
    principle=3,
    partly=Q(some(e.joint)) | Q(some(e.at_stake)),
    shows=_("Joint risks, and the risks of all sides at each common objective"),
    missing=_("Look together at what threatens each common objective from several sides."),
    link="risks:whole",
    label=_("See them as a whole"),
)

# --- 5.10 -------------------------------------------------------------------------------------------------------------
practice(
    "P10-01",
    _("Each party has told the others what it puts at stake."),
    from_each_party(e.shared),
    partly=some(e.shared),
    shows=_("Risks of its own that each party shares"),
    missing=_("Let each party share at least one risk of its own."),
    link=NEW,
    label=_("Add a risk of ours"),
    query="space=ours_shared",
)
practice(
    "P10-02",
    _("The parties judge risks by one measure, and know how much each of them bears."),
    Q(some(e.criteria.in_force())) & from_each_party(e.stances),
    partly=Q(some(e.criteria)) | Q(some(e.stances)),
    shows=_("Criteria in force, signed by all, and the appetite of each party"),
    missing=_("Agree criteria, and let each party say how much risk it bears."),
    link="risks:riskcriteria-list",
    label=_("See the criteria"),
)
practice(
    "P10-03",
    _("Joint risks have an owner on each side."),
    e.each(e.joint, e.owned),
    partly=some(e.joint),
    shows=_("Joint risks with an owner of each party"),
    missing=_("Write down joint risks, and let each party name who answers for each of them."),
    link=CHECKS,
    label=LOOK,
)
practice(
    "P10-04",
    _("Both sides read joint risks for themselves, and settle where they differ."),
    e.each(e.joint, e.read_by_all) & e.none(e.joint.diverging()),
    partly=some(e.joint.rated()),
    shows=_("Current readings of each party, and a consensus where they lie apart"),
    missing=_("Let each side read every joint risk; where you lie two steps apart, agree on a reading."),
    link="risks:map",
    label=_("Open the heat map"),
)
practice(
    "P10-05",
    _("Risks of the relationship itself are looked at, beside those of the work."),
    Q(some(e.live.filter(origin=Risk.Origin.RELATIONSHIP))) & Q(some(e.live.exclude(origin=Risk.Origin.RELATIONSHIP))),  # type: ignore[misc]
    partly=some(e.live),
    shows=_("Risks that come from the relationship, and others"),
    missing=_("Ask what the relationship itself may bring: dependency, leakage, reputation, habits."),
    link=NEW,
    label=ADD,
    query="space=joint&origin=relationship",
)
practice(
    "P10-06",
    _("Opportunities are looked for as threats are."),
    Q(some(e.live.filter(kind=Risk.Kind.OPPORTUNITY))) & Q(some(e.live.filter(kind=Risk.Kind.THREAT))),  # type: ignore[misc]
    partly=some(e.live),
    shows=_("Threats and opportunities"),
    missing=_("Write down what might turn out better than planned, too."),
    link=NEW,
    label=_("Add an opportunity"),
    query="space=joint&kind=opportunity",
)
practice(
    "P10-07",
    _("Nothing large is left alone: it is treated, or accepted for a time."),
    Q(some(e.live.rated())) & e.none(e.large.exclude(pk__in=e.dealt_with.values("pk"))),
    partly=Q(some(e.treatments, e.OF_RISK)) | Q(some(e.dealt_with)),
    shows=_("Treatments and valid acceptances of threats that are high or critical"),
    missing=_("Plan a treatment for each high or critical threat, or accept it with a last day."),
    query="level=4",
)
practice(
    "P10-08",
    _("Exposure moves to a party only with its consent."),
    Q(some(e.treatments, e.OF_RISK)) & e.none(e.moved.exclude(pk__in=e.consented.values("pk")), e.OF_RISK),
    partly=some(e.treatments, e.OF_RISK),
    shows=_("Treatments that move exposure, with consent"),
    missing=_("Plan treatments with their costs, and answer those that wait for consent."),
    link=CHECKS,
    label=LOOK,
)
practice(
    "P10-09",
    _("Risks are reviewed at set times."),
    Q(some(e.reviews, e.OF_RISK)) & e.each(e.joint, e.in_time),
    partly=Q(some(e.reviews, e.OF_RISK)) | Q(some(e.in_time)),
    shows=_("Reviews, and the next one of each joint risk"),
    missing=_("Review the risks, and set the next day for each joint one."),
    link=CHECKS,
    label=LOOK,
)
practice(
    "P10-10",
    _("Figures show early that a risk comes nearer."),
    Q(some(e.readings, "indicator__risk__")) & Q(some(e.indicators, e.OF_RISK)) & e.none(e.overdue_indicators, e.OF_RISK),
    partly=some(e.indicators, e.OF_RISK),
    shows=_("Indicators with thresholds, read in time"),
    missing=_("Give your largest risks an indicator, and read it when it is due."),
)
practice(
    "P10-11",
    _("Continuity is thought of: what if a partner fails or leaves."),
    Q(some(e.continuity)) & e.none(e.continuity.exclude(pk__in=e.dealt_with.values("pk"))),
    partly=some(e.continuity),
    shows=_("Risks of dependency, exit and continuity, each treated or accepted"),
    missing=_("Write down what happens if a partner fails or leaves, and what you do against it."),
    link=NEW,
    label=ADD,
    query="space=joint",
)
