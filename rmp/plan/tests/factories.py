"""Plans for tests. Texts, versions and reviews are made by the services, as people make them."""

import datetime as dt

from partnerships.models import Term
from partnerships.practices.sections import SECTIONS
from partnerships.signoff.tests.signing import sign
from rmp.plan import services
from rmp.plan.models import PlanVersion, SectionText


def write(partnership, section, text, actor):
    """Put words into a section, over whatever stands there."""
    current = SectionText.objects.filter(partnership=partnership, section=section).first()
    seen = current.version if current else 0
    return services.write_section(partnership, section, actor=actor, text=text, seen_version=seen)


def write_all(cast):
    """Words in every section that has none, and a purpose: of the plan's own, nothing is missing then."""
    cast.partnership.purposes.add(Term.objects.get(taxonomy="purpose", code="innovation"))
    written = set(SectionText.objects.filter(partnership=cast.partnership).values_list("section", flat=True))
    SectionText.objects.bulk_create(
        SectionText(
            partnership=cast.partnership,
            visibility="shared",
            author=cast.officer,
            section=section,
            text=f"What we agreed on {section}.",
        )
        for section in SECTIONS
        if section not in written
    )


def draft(cast, **fields):
    fields = {"summary": "We make gearboxes quiet.", "review_on": dt.date(2100, 3, 1)} | fields
    return services.start_version(PlanVersion(partnership=cast.partnership, **fields), actor=cast.officer)


def frozen(cast, **fields):
    return services.freeze(draft(cast, **fields), actor=cast.officer)


def accepted(cast, **fields):
    """A frozen version that both parties have accepted in all sections."""
    version = frozen(cast, **fields)
    services.accept_all(version, actor=cast.officer)
    services.accept_all(version, actor=cast.representative)
    return version


def waiting(cast, reason="We start small.", **fields):
    """A version laid out for signature, and its round."""
    version = accepted(cast, **fields)
    return version, services.request_signatures(version, actor=cast.officer, reason=reason)


def in_force(cast, **fields):
    """A version that both parties have signed."""
    version, round = waiting(cast, **fields)
    sign(round, actor=cast.officer)
    sign(round, actor=cast.representative)
    version.refresh_from_db()
    return version
