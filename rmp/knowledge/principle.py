"""Principle 9: its home, its practices, its section of the plan, its due dates, its figures."""

from django.utils.translation import gettext_lazy as _

from partnerships.practices.registry import register_home
from rmp.knowledge import dues, metrics, practices, receivers, sections  # noqa: F401  each registers what it has

register_home(
    9,
    "rmp_knowledge:map",
    (_("What can be shared"), "rmp_knowledge:map"),
    (_("Categories"), "rmp_knowledge:infocategory-list"),
    (_("Requests"), "rmp_knowledge:disclosurerequest-list"),
    (_("Disclosures"), "rmp_knowledge:disclosureevent-list"),
    (_("Intellectual property"), "rmp_knowledge:iprecord-list"),
    (_("Publications"), "rmp_knowledge:publicationreview-list"),
    (_("Communication"), "rmp_knowledge:communicationline-list"),
    (_("Knowledge"), "rmp_knowledge:knowledgeasset-list"),
    (_("Data"), "rmp_knowledge:datasharing-list"),
    (_("Incidents"), "rmp_knowledge:infoincident-list"),
)
