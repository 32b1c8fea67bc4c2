"""The plan as it stands now, for its readers: as it was kept, or assembled when something disclosed happened since it was last read.

Every room puts its part into the plan, so assembling it costs some queries for each room; reading what was kept costs one. What is
signed is always assembled anew (rmp.plan.services).
"""

import hashlib

from django.db.models import F

from partnerships.clock import today
from partnerships.history.services import last_disclosed
from partnerships.models import Partnership
from partnerships.practices.registry import PRACTICES
from partnerships.practices.sections import SECTIONS
from rmp.plan.content import FORMAT, Content, assemble
from rmp.plan.models import LivingPlan


def edition() -> str:
    """Names what plans are made of: an upgrade that brings other sections, builders or practices brings another one."""
    parts = [str(FORMAT), *sorted(PRACTICES)]
    for section in SECTIONS.values():
        parts += [section.key, *section.needs, *(f"{b.__module__}.{b.__qualname__}" for b in section.builders)]
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]


def living_plan(partnership: Partnership) -> Content:
    """The plan's content as of now. One query while nothing disclosed has happened, today, since it was last read."""
    kept = LivingPlan.objects.annotate(now=last_disclosed("partnership")).filter(partnership=partnership, day=today())
    plan = kept.filter(sequence=F("now"), sequence__gt=0, edition=edition()).first()
    if plan is not None:
        content: Content = plan.content
        return content
    # Read first: what happens while it is being assembled makes it out of date again.
    place = Partnership.objects.filter(pk=partnership.pk).values_list(last_disclosed("pk"), flat=True).get()
    content = assemble(partnership)
    LivingPlan.objects.bulk_create(
        [LivingPlan(partnership=partnership, sequence=place, day=today(), edition=edition(), content=content)],
        update_conflicts=True,
        unique_fields=["partnership"],
        update_fields=["sequence", "day", "edition", "content"],
    )
    return content
