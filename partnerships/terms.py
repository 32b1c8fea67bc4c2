"""The taxonomies every installation starts with. An institution changes, adds and retires terms in the admin; codes stay.

The labels are marked for translation here and translated when shown (Term.__str__), so that what an institution writes itself
comes back as written.
"""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.migrations.state import StateApps


class Entry(NamedTuple):
    """A term to start with; its place in its taxonomy is its place in the list."""

    code: str
    label: str
    group: str = ""


# What a collaboration can be for (3.1).
PURPOSES = (
    Entry("innovation", _("Innovation")),
    Entry("knowledge-development", _("Knowledge development")),
    Entry("capacity-building", _("Capacity building")),
    Entry("workforce-development", _("Workforce development")),
    Entry("employment-promotion", _("Employment promotion")),
    Entry("other", _("Other collaborative opportunities")),
)

# Fourteen activities in four domains, after the European survey of university-business cooperation (2018).
UBC_TYPES = (
    Entry("curriculum-co-design", _("Curriculum co-design"), _("Education")),
    Entry("curriculum-co-delivery", _("Curriculum co-delivery"), _("Education")),
    Entry("student-mobility", _("Student mobility: placements, internships, projects"), _("Education")),
    Entry("dual-education", _("Dual education"), _("Education")),
    Entry("lifelong-learning", _("Lifelong learning"), _("Education")),
    Entry("joint-research", _("Joint research and development"), _("Research")),
    Entry("consulting", _("Consulting to business: contract research, testing"), _("Research")),
    Entry("staff-mobility", _("Mobility of professionals and staff"), _("Research")),
    Entry("commercialisation", _("Commercialisation of results: licence, sale"), _("Valorisation")),
    Entry("academic-entrepreneurship", _("Academic entrepreneurship: spin-offs"), _("Valorisation")),
    Entry("student-entrepreneurship", _("Student entrepreneurship"), _("Valorisation")),
    Entry("governance", _("Governance: board seats, advisory roles"), _("Management")),
    Entry("shared-resources", _("Shared resources: facilities, equipment"), _("Management")),
    Entry("industry-support", _("Support to the university: chairs, scholarships, gifts"), _("Management")),
)

DISCIPLINES = (
    Entry("mathematics", _("Mathematics and statistics"), _("Natural sciences")),
    Entry("computer-science", _("Computer and information sciences"), _("Natural sciences")),
    Entry("physics", _("Physics"), _("Natural sciences")),
    Entry("chemistry", _("Chemistry"), _("Natural sciences")),
    Entry("earth-sciences", _("Earth sciences"), _("Natural sciences")),
    Entry("biology", _("Biology"), _("Natural sciences")),
    Entry("civil-engineering", _("Civil engineering"), _("Engineering and technology")),
    Entry("electrical-engineering", _("Electrical and electronic engineering"), _("Engineering and technology")),
    Entry("mechanical-engineering", _("Mechanical engineering"), _("Engineering and technology")),
    Entry("chemical-engineering", _("Chemical and process engineering"), _("Engineering and technology")),
    Entry("materials", _("Materials engineering"), _("Engineering and technology")),
    Entry("energy", _("Energy engineering"), _("Engineering and technology")),
    Entry("environmental-engineering", _("Environmental engineering"), _("Engineering and technology")),
    Entry("biotechnology", _("Biotechnology"), _("Engineering and technology")),
    Entry("medicine", _("Medicine"), _("Health")),
    Entry("health-sciences", _("Health sciences and nursing"), _("Health")),
    Entry("agriculture", _("Agriculture, forestry and fisheries"), _("Agriculture and food")),
    Entry("food-science", _("Food science"), _("Agriculture and food")),
    Entry("business", _("Business and management"), _("Social sciences")),
    Entry("economics", _("Economics"), _("Social sciences")),
    Entry("law", _("Law"), _("Social sciences")),
    Entry("education", _("Education"), _("Social sciences")),
    Entry("psychology-sociology", _("Psychology and sociology"), _("Social sciences")),
    Entry("languages-linguistics", _("Languages and linguistics"), _("Humanities and arts")),
    Entry("history-philosophy", _("History, philosophy and ethics"), _("Humanities and arts")),
    Entry("architecture-design", _("Architecture and design"), _("Humanities and arts")),
    Entry("arts-media", _("Arts, music and media"), _("Humanities and arts")),
)

# The parts of a collaboration that an objective belongs to (5.3.3.4).
WORK_AREAS = (
    Entry("research", _("Research and development")),
    Entry("pilot", _("Pilot, test and demonstration")),
    Entry("teaching", _("Teaching and curriculum")),
    Entry("students", _("Students and placements")),
    Entry("staff-training", _("Training and exchange of staff")),
    Entry("transfer", _("Transfer and intellectual property")),
    Entry("start-ups", _("Start-ups and entrepreneurship")),
    Entry("facilities", _("Facilities and equipment")),
    Entry("data", _("Data and software")),
    Entry("standards", _("Standards and regulation")),
    Entry("funding", _("Funding")),
    Entry("communication", _("Communication and events")),
    Entry("community", _("Community and society")),
    Entry("relationship", _("Leadership and relationship")),
)

# What a party can put in.
RESOURCES = (
    Entry("funding", _("Funding")),
    Entry("personnel", _("Personnel time")),
    Entry("expertise", _("Expertise")),
    Entry("students", _("Students")),
    Entry("equipment", _("Equipment")),
    Entry("premises", _("Premises and property")),
    Entry("materials", _("Materials")),
    Entry("data", _("Data")),
    Entry("software", _("Software")),
    Entry("ip", _("Intellectual property and licences")),
    Entry("network", _("Network and access")),
    Entry("management", _("Management support")),
    Entry("brand", _("Name and reputation")),
    Entry("training", _("Training")),
    Entry("travel", _("Travel")),
)

# Who can help, hinder or feel the effects of a collaboration (5.1.3.1).
INTERESTED_PARTIES = (
    Entry("students", _("Students"), _("University")),
    Entry("graduates", _("Graduates"), _("University")),
    Entry("academics", _("Academics"), _("University")),
    Entry("researchers", _("Researchers"), _("University")),
    Entry("university-leadership", _("University leadership"), _("University")),
    Entry("transfer-office", _("Technology transfer office"), _("University")),
    Entry("alumni", _("Alumni"), _("University")),
    Entry("business-leadership", _("Business leadership"), _("Business")),
    Entry("business-staff", _("Business staff"), _("Business")),
    Entry("suppliers", _("Suppliers and smaller firms"), _("Business")),
    Entry("customers", _("Customers"), _("Business")),
    Entry("funders", _("Funders"), _("Public and society")),
    Entry("government", _("Government and regulators"), _("Public and society")),
    Entry("community", _("Community"), _("Public and society")),
    Entry("professional-bodies", _("Professional bodies"), _("Public and society")),
    Entry("media", _("Media"), _("Public and society")),
)

# What can go wrong, or better than hoped (5.10).
RISK_CATEGORIES = (
    Entry("strategy", _("Strategies that part"), _("Direction")),
    Entry("dependency", _("Viability of a partner, dependency"), _("Direction")),
    Entry("leadership", _("Change of leaders and key people"), _("Direction")),
    Entry("governance", _("Governance and late decisions"), _("Direction")),
    Entry("context", _("Policy, market and technology outside"), _("Direction")),
    Entry("foreign-influence", _("International setting, foreign influence"), _("Direction")),
    Entry("finance", _("Finance and funding"), _("Work")),
    Entry("delivery", _("Scope, schedule, delivery"), _("Work")),
    Entry("capacity", _("Capacity and competence"), _("Work")),
    Entry("safety", _("Health and safety"), _("Work")),
    Entry("exit", _("Exit and continuity"), _("Work")),
    Entry("ip", _("Intellectual property: ownership and leakage"), _("Knowledge")),
    Entry("confidentiality", _("Confidentiality against publication"), _("Knowledge")),
    Entry("data", _("Data protection and cyber security"), _("Knowledge")),
    Entry("ethics", _("Ethics, integrity, conflicts of interest"), _("Conduct")),
    Entry("students", _("Welfare of students, academic freedom"), _("Conduct")),
    Entry("legal", _("Contract, law, export control, sanctions"), _("Conduct")),
    Entry("reputation", _("Reputation"), _("Conduct")),
    Entry("culture", _("Culture, behaviour, trust"), _("Conduct")),
)

# What can come of a collaboration (5.8).
BENEFITS = (
    Entry("income", _("Income"), _("University")),
    Entry("research-quality", _("Quality of research"), _("University")),
    Entry("publications", _("Publications"), _("University")),
    Entry("employability", _("Employability of students"), _("University")),
    Entry("curriculum", _("Relevance of teaching"), _("University")),
    Entry("facilities", _("Access to facilities"), _("University")),
    Entry("real-problems", _("Real problems and data"), _("University")),
    Entry("impact", _("Evidence of impact"), _("University")),
    Entry("talent", _("Access to talent"), _("Business")),
    Entry("innovation", _("Innovation"), _("Business")),
    Entry("shared-cost", _("Shared cost and risk of research"), _("Business")),
    Entry("problem-solved", _("A problem solved"), _("Business")),
    Entry("technology", _("Technology and intellectual property"), _("Business")),
    Entry("training", _("Training"), _("Business")),
    Entry("market", _("Access to markets"), _("Business")),
    Entry("reputation", _("Reputation and responsibility"), _("All parties")),
    Entry("social-capital", _("Trust and connections"), _("All parties")),
    Entry("new-projects", _("New projects"), _("All parties")),
    Entry("standards", _("Standards"), _("All parties")),
    Entry("infrastructure", _("Shared infrastructure"), _("All parties")),
    Entry("jobs", _("Jobs"), _("Society")),
    Entry("region", _("Growth of the region"), _("Society")),
    Entry("inclusion", _("Inclusion"), _("Society")),
    Entry("sustainability", _("Sustainability"), _("Society")),
)

# What parties sign with each other (5.5).
AGREEMENT_TYPES = (
    Entry("letter-of-intent", _("Letter of intent"), _("Beginning")),
    Entry("memorandum", _("Memorandum of understanding"), _("Beginning")),
    Entry("confidentiality", _("Confidentiality agreement"), _("Beginning")),
    Entry("framework", _("Framework agreement"), _("Beginning")),
    Entry("research-collaboration", _("Research collaboration"), _("Research")),
    Entry("sponsored-research", _("Sponsored research"), _("Research")),
    Entry("services", _("Consultancy and services"), _("Research")),
    Entry("testing", _("Testing"), _("Research")),
    Entry("material-transfer", _("Material transfer"), _("Research")),
    Entry("data-use", _("Data use"), _("Research")),
    Entry("licence", _("Licence"), _("Results")),
    Entry("option", _("Option"), _("Results")),
    Entry("placement", _("Placement or internship"), _("People")),
    Entry("curriculum", _("Curriculum and training"), _("People")),
    Entry("secondment", _("Secondment"), _("People")),
    Entry("facilities", _("Use of equipment and facilities"), _("Means")),
    Entry("chair", _("Chair or sponsorship"), _("Means")),
    Entry("gift", _("Gift"), _("Means")),
    Entry("amendment", _("Amendment"), _("Change")),
    Entry("termination", _("Termination"), _("Change")),
)

# What parties negotiate about in an agreement (5.5).
AGREEMENT_TOPICS = (
    Entry("good-faith", _("Good faith")),
    Entry("scope", _("Scope of the work")),
    Entry("liability", _("Liability and indemnity")),
    Entry("publication", _("Publication")),
    Entry("other-results", _("Other results of research")),
    Entry("background-ip", _("Intellectual property brought in")),
    Entry("foreground-ip", _("Intellectual property that arises")),
    Entry("export-control", _("Export control")),
    Entry("software", _("Copyright and software")),
    Entry("confidentiality", _("Confidentiality")),
    Entry("materials", _("Transfer of materials")),
    Entry("gifts", _("Gifts")),
    Entry("budget", _("Budget")),
    Entry("testing", _("Testing services")),
    Entry("data", _("Use of data")),
    Entry("conflicts", _("Conflicts of interest")),
)

# In what capacity people work in a collaboration (5.6).
COMPETENCE_ROLES = (
    Entry("operative", _("Working in the projects")),
    Entry("joint-team", _("Member of the joint team")),
    Entry("commercial", _("Commercial and contracts")),
    Entry("supply-chain", _("Supply chain")),
    Entry("leader", _("Leader or sponsor")),
    Entry("relationship-manager", _("Relationship manager")),
    Entry("academic-lead", _("Academic lead")),
    Entry("transfer-officer", _("Transfer officer")),
    Entry("student-coordinator", _("Student coordinator")),
)

# By Term.Taxonomy; written out, because a migration must not need today's model.
TERMS: dict[str, tuple[Entry, ...]] = {
    "purpose": PURPOSES,
    "ubc_type": UBC_TYPES,
    "discipline": DISCIPLINES,
    "work_area": WORK_AREAS,
    "resource": RESOURCES,
    "interested_party": INTERESTED_PARTIES,
    "risk_category": RISK_CATEGORIES,
    "benefit": BENEFITS,
    "agreement_type": AGREEMENT_TYPES,
    "agreement_topic": AGREEMENT_TOPICS,
    "competence_role": COMPETENCE_ROLES,
}


def load_terms(apps: "Apps | StateApps", using: str = "default") -> None:
    """Add the terms that are missing. Those that exist stay as the institution made them, whatever they say.

    `apps` is the registry of a migration or `django.apps.apps`. Safe to run again: a later migration that follows new entries
    calls it once more. A term that was retired (`active`) stays retired; one that was deleted comes back, so retire rather than
    delete.
    """
    term_model = apps.get_model("partnerships", "Term")
    terms = [
        term_model(taxonomy=taxonomy, code=entry.code, label=entry.label, group=entry.group, position=position)
        for taxonomy, entries in TERMS.items()
        for position, entry in enumerate(entries, start=1)
    ]
    term_model._default_manager.using(using).bulk_create(terms, ignore_conflicts=True)
