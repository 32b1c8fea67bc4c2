"""A practice profile for principle 9, in our own words, each with the condition that shows it."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.practices.conditions import from_each_party, some
from partnerships.practices.registry import Condition, Practice, register_practices
from rmp.knowledge.models import (
    CommunicationLine,
    DataSharing,
    DisclosureEvent,
    DisclosureRequest,
    InfoCategory,
    InfoIncident,
    IPRecord,
    IPShare,
    KnowledgeAsset,
    PublicationReview,
)

categories = InfoCategory.objects.disclosed()
requests = DisclosureRequest.objects.disclosed()
events = DisclosureEvent.objects.disclosed()
property = IPRecord.objects.disclosed().current()
background = IPShare.objects.disclosed().filter(ip__kind="background", ip__replaced_on__isnull=True)
arising = IPRecord.objects.disclosed().arising()
works = PublicationReview.objects.disclosed().submitted()
lines = CommunicationLine.objects.disclosed()
assets = KnowledgeAsset.objects.disclosed()
endangered = assets.at_risk().without_transfer()
data = DataSharing.objects.disclosed()
incidents = InfoIncident.objects.disclosed()


def practice(number: int, text: Any, addressed: Condition, partly: Condition, **more: Any) -> None:
    key = f"P09-{number:02}"
    register_practices(Practice(key, 9, "5.9", text, addressed, partly=partly, **more))


practice(
    1,
    _("Each party has said what it can share, what it could share, and what it cannot."),
    from_each_party(categories, party="owner"),
    some(categories),
    shows=_("Categories of information of each party"),
    missing=_("Let each party name the kinds of information it holds, and whether the others can have them."),
    link="rmp_knowledge:infocategory-create",
    link_label=_("Add a category"),
)
practice(
    2,
    _("What is shared on a condition stands on an agreement."),
    Q(some(categories.filter(sharing="condition"))) & ~Q(some(categories.unconditioned())),
    some(categories.filter(sharing="condition")),
    shows=_("Categories with condition and agreement"),
    missing=_("Name for each category that could be shared the condition and the agreement it stands on."),
    link="rmp_knowledge:infocategory-list",
    link_label=_("See the categories"),
)
practice(
    3,
    _("What was said of information is looked at again in time."),
    Q(some(categories.filter(review_on__isnull=False))) & ~Q(some(categories.review_late())),
    some(categories.filter(review_on__isnull=False)),
    shows=_("Categories with a day on which they are looked at again"),
    missing=_("Set a day for each category, and look at those whose day is past."),
    link="rmp_knowledge:infocategory-list",
    link_label=_("See the categories"),
)
practice(
    4,
    _("Who asks for information gets an answer in time."),
    Q(some(requests.decided())) & ~Q(some(requests.late())),
    some(requests),
    shows=_("Requests that were decided, and none that is overdue"),
    missing=_("Ask here for what you need, and answer what is open."),
    link="rmp_knowledge:disclosurerequest-list",
    link_label=_("See the requests"),
)
practice(
    5,
    _("It is on record what was handed over, to whom and on which basis."),
    some(events),
    some(requests.filter(state__in=("granted", "limited"))),
    shows=_("Disclosures"),
    missing=_("Note what you hand over, with its basis."),
    link="rmp_knowledge:disclosureevent-create",
    link_label=_("Note a disclosure"),
    query="space=ours_shared",
)
practice(
    6,
    _("What each party brings in is registered before work begins."),
    from_each_party(background, "ip__", party="owner"),
    some(property.filter(kind="background")),
    shows=_("Background of each party, with its owners"),
    missing=_("Let each party register the intellectual property it brings in."),
    link="rmp_knowledge:iprecord-create",
    link_label=_("Register"),
    query="kind=background",
)
practice(
    7,
    _("The parties agree whose it is what arises from the work."),
    Q(some(arising)) & ~Q(some(arising.unagreed())),
    some(arising),
    shows=_("Foreground with shares signed by all parties"),
    missing=_("Register what arises, say whose it is, and let all parties sign the shares."),
    link="rmp_knowledge:iprecord-list",
    link_label=_("Open the register"),
)
practice(
    8,
    _("The parties read each other's works before they are published, and answer in time."),
    Q(some(works)) & ~Q(some(works.late())),
    some(works),
    shows=_("Publication reviews, each answered in time"),
    missing=_("Lay works before the other parties here, and answer before silence counts as consent."),
    link="rmp_knowledge:publicationreview-list",
    link_label=_("See the works"),
)
practice(
    9,
    _("Who is told what, by whom and how often, is planned and done."),
    Q(some(lines)) & ~Q(some(lines.late())),
    some(lines),
    shows=_("Communication plan with nothing overdue"),
    missing=_("Plan who is told what, and note it when it is done."),
    link="rmp_knowledge:communicationline-create",
    link_label=_("Add a line"),
    query="space=joint",
)
practice(
    10,
    _("Knowledge that could be lost is passed on."),
    Q(some(assets)) & ~Q(some(endangered)),
    some(assets),
    shows=_("Knowledge assets; for those at high risk, actions of transfer"),
    missing=_("Name what the work cannot do without, and add an action for what could be lost."),
    link="rmp_knowledge:knowledgeasset-list",
    link_label=_("See the assets"),
)
practice(
    11,
    _("Data pass between the parties for a purpose, on a basis, for a time."),
    Q(some(data)) & ~Q(some(data.overdue())) & ~Q(some(data.held().filter(delete_by__isnull=True))),
    some(data),
    shows=_("Data sharing with purpose, basis, roles and an end"),
    missing=_("Name which data pass, what for and until when; note it when they are gone."),
    link="rmp_knowledge:datasharing-list",
    link_label=_("See the data"),
)
practice(
    12,
    _("When something goes wrong with information, all parties learn of it and all learn from it."),
    Q(some(incidents.filter(state__in=("notified", "closed")))) & ~Q(some(incidents.unnotified())),
    some(incidents),
    shows=_("Incidents of which all parties were told"),
    missing=_(
        "Report incidents here, and confirm for your party that you were told. If there were none, say that it does not apply."
    ),
    link="rmp_knowledge:infoincident-list",
    link_label=_("See the incidents"),
)
