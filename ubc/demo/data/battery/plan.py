"""The joint plan of the Battery Loop Laboratory, in the words of its team."""

from ubc.demo.shapes import PlanVersion, Section, Signature

SECTIONS = (
    Section(
        "purpose",
        (
            "We run one laboratory together in Hall 4 in Malmö. It looks for ways to win graphite and lithium back from black "
            "mass, and it trains people who can run such a line. Cell chemistry, collection of batteries and trading of metals "
            "are not part of it."
        ),
    ),
    Section(
        "parties",
        (
            "Hallgren Technical University, for which Professor Leyla Demir speaks in the laboratory and Annika Sjöholm in all "
            "else. Lahnberg Materials SE, for which Katrin Vogelsang speaks; Thomas Reuss leads the work on its side. Clemens "
            "Auinger of Drittblick chairs the yearly review."
        ),
        earlier=(
            "Hallgren Technical University, for which Professor Leyla Demir speaks in the laboratory and Annika Sjöholm in all "
            "else. Lahnberg Materials SE, for which Katrin Vogelsang speaks; Thomas Reuss leads the work on its side."
        ),
        since=-199,
    ),
    Section(
        "environment",
        (
            "Scrap is plenty, rules for recovered content are near, and the price of new graphite swings with export licences. "
            "Inside, the university has a hall and bright people, the company has material and plants; both are short of "
            "technicians."
        ),
    ),
    Section(
        "expectations",
        (
            "Students expect a finished thesis on time. The town expects clean waste water and quiet nights. Cell makers "
            "expect numbers they can trust. The research council expects open data from the part it pays for."
        ),
    ),
    Section(
        "visions",
        (
            "In ten years nobody burns the graphite of an old battery. We show that it can be done safely, say openly what "
            "works and what does not, and let no patent stand in the way of a thesis."
        ),
    ),
    Section(
        "objectives",
        (
            "Four common objectives: graphite at battery grade, lithium first, forty trained people, open papers. Each house "
            "has told the other its own. One conflict is open: the hours that small firms would need on the line."
        ),
        earlier=(
            "Four common objectives: graphite at battery grade, lithium first, forty trained people, open papers. Each house "
            "has told the other its own."
        ),
        since=-231,
    ),
    Section(
        "leadership",
        (
            "Katrin Vogelsang and Annika Sjöholm lead the relationship and speak every second Friday. Leyla Demir and Thomas "
            "Reuss lead the work and may spend up to 25,000 euro together without asking."
        ),
    ),
    Section(
        "governance",
        (
            "The steering group meets four times a year, the joint team every two weeks, the shift talk is at half past seven "
            "each morning. What the team cannot settle within ten days goes to the two leaders."
        ),
    ),
    Section(
        "competence",
        (
            "Newcomers spend their first two days with a guide from the other house. We do not correct each other in front of "
            "visitors, and a question is answered within two working days, if only to say when the answer will come."
        ),
    ),
    Section(
        "trust",
        (
            "Both sides keep a list of promises and tick off what they have received. Bad news is told the same day by "
            "telephone and the next day in writing."
        ),
    ),
    Section(
        "value",
        (
            "For Lahnberg value is a process that a plant can run and people who know it. For Hallgren it is theses, teaching "
            "on a real line and papers. For both it is a name in a field that is only just beginning."
        ),
    ),
    Section(
        "knowledge",
        (
            "Batch records are shared within the laboratory. Prices and customers stay in Kassel, student records in Malmö. "
            "Inventions belong to those who made them; Lahnberg may use the graphite step in its plants, and Hallgren may "
            "teach and study all of it."
        ),
        earlier=(
            "Batch records are shared within the laboratory. Prices and customers stay in Kassel, student records in Malmö. Who "
            "may use what we find is settled with the next version of this plan."
        ),
        since=-230,
    ),
    Section(
        "risks",
        (
            "We watch four risks closely: a fire in the black mass store, a leaver among the two people who know the line "
            "best, late clearance of papers, and a price of new graphite so low that nobody wants the old."
        ),
    ),
    Section(
        "assessment",
        (
            "Every quarter a page of facts; once a year both houses answer the same questions separately, and Clemens Auinger "
            "leads the talk about the differences."
        ),
        earlier=("Every quarter a page of facts; once a year both houses answer the same questions separately."),
        since=-198,
    ),
    Section(
        "exit",
        (
            "The agreement runs for three years and ends with six months' notice. The vessel goes back to Kassel, the line "
            "stays in Malmö. Theses that have begun are finished with access to material and records for two more years."
        ),
        earlier=(
            "The agreement runs for three years and ends with six months' notice. What becomes of the vessel and of the line is "
            "written down before the first year is over."
        ),
        since=-229,
    ),
    Section(
        "revision",
        (
            "An agreed objective changes only if one of five conditions is met and both leaders approve. So far this has "
            "happened once, for lithium."
        ),
        earlier=("An agreed objective changes only if one of five conditions is met and both leaders approve."),
        since=-224,
    ),
)

VERSIONS = (
    PlanVersion(
        summary=(
            "We set up one laboratory in Hall 4 and look for ways to win graphite and lithium back from black mass. Hallgren "
            "gives the hall and the researchers, Lahnberg the material, the vessel and the running costs. Each side keeps what "
            "it brought; what we find together both may use."
        ),
        state="superseded",
        day=-560,
        by="johan",
        signatures=(
            Signature("hallgren", "annika", -551),
            Signature("lahnberg", "katrin", -546),
        ),
    ),
    PlanVersion(
        summary=(
            "The laboratory goes on as agreed, with a new target for lithium: 92 per cent, from nickel-rich cells only. New "
            "are the 45 days after which a paper goes out, filed or not, and an exit section with dates. Forty people are to "
            "be trained. The question of hours for small firms is open and is named as such."
        ),
        state="in_force",
        day=-221,
        by="johan",
        signatures=(
            Signature(
                "lahnberg",
                "katrin",
                -215,
                "We sign, and ask to look at the clock of 45 days again in a year: it is short in the summer.",
            ),
            Signature("hallgren", "annika", -212),
        ),
    ),
)
