"""The statements of clause 5.2, and the one of 5.1.1 about ethics, in our own words, each with the condition that shows it."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.practices.conditions import from_each_party, some
from partnerships.practices.registry import Condition, Practice, register_practices
from rmp.visions.evidence import (
    acknowledgements,
    agreed,
    all_rated,
    assessed,
    assessments,
    checks,
    clashes,
    everybody_acknowledged,
    focused,
    profiles,
    ratings,
    screened,
    screenings,
    visions,
)
from rmp.visions.models import FocusArea

HOME, OPEN_HOME = "rmp_visions:visions", _("Open the visions")
VERSIONS = "rmp_visions:jointvision-list"
FOCUS, Kind = "rmp_visions:focusarea-create", FocusArea.Kind


def practice(key: str, text: Any, addressed: Condition, *, principle: int = 2, label: Any, **more: Any) -> None:
    """Register one statement; its key is its clause and a letter."""
    clause = key.rpartition("-")[0]
    register_practices(Practice(key, principle, clause, text, addressed, link_label=label, **more))


# --- 5.1.1 ------------------------------------------------------------------------------------------------------------
practice(
    "5.1.1-b",
    _("The relationship is ethical and does right by society."),
    screened,
    principle=1,
    partly=some(screenings),
    shows=_("Ethics screening, passed and valid"),
    missing=_("Screen the ethics of the collaboration, and again before the screening runs out."),
    link="rmp_visions:ethicsscreening-create",
    label=_("Screen the ethics"),
    query="space=joint",
)

# --- 5.2.1: what ------------------------------------------------------------------------------------------------------
practice(
    "5.2.1-a",
    _("Vision and values stand on objectives that fit together."),
    some(agreed.exclude(reflects="")),
    partly=some(visions),
    shows=_("Joint vision: objectives it reflects"),
    missing=_("Name in the joint vision which objectives it reflects, and agree it."),
    link=VERSIONS,
    label=_("See the versions"),
)
practice(
    "5.2.1-b",
    _("Clashes of morals and ethics are seen and avoided."),
    (Q(some(clashes)) | assessed) & ~Q(some(clashes.unsettled())),
    partly=Q(some(clashes)) | Q(some(assessments)),
    shows=_("Ethical clashes, each handled or accepted"),
    missing=_("Look for clashes together, and settle those that are open."),
    link="rmp_visions:ethicscheck-create",
    label=_("Note a clash"),
    query="space=joint",
)
practice(
    "5.2.1-c",
    _("Where we are going, how we work and what we hold to is put into words."),
    some(agreed.exclude(culture="").exclude(values="")),
    partly=some(visions),
    shows=_("Joint vision: direction, culture, values"),
    missing=_("Write direction, culture and values into the joint vision, and agree it."),
    link=VERSIONS,
    label=_("See the versions"),
)

# --- 5.2.2: why -------------------------------------------------------------------------------------------------------
practice(
    "5.2.2-a",
    _("Direction, culture, reputation, ethics and behaviour are brought into line."),
    all_rated & ~Q(some(ratings.unhandled())),
    partly=some(ratings),
    shows=_("Ratings of the five areas by each side, and how differences are handled"),
    missing=_("Rate the five areas from each side, and say how you deal with differences."),
    link="rmp_visions:alignment",
    label=_("Compare the areas"),
)
practice(
    "5.2.2-b",
    _("Both sides say the same, inside and outside."),
    some(agreed.filter(published_on__isnull=False)),
    partly=some(agreed),
    shows=_("The agreed joint vision, published"),
    missing=_("Publish the agreed joint vision, and note where."),
    link=HOME,
    label=OPEN_HOME,
)

# --- 5.2.3.1: identifying ---------------------------------------------------------------------------------------------
practice(
    "5.2.3.1-a",
    _("Expected visions, profiles and how well the parties go together are known."),
    from_each_party(profiles) & assessed,
    partly=Q(some(profiles)) | Q(some(assessments)),
    shows=_("A profile of each party, and an assessment of compatibility"),
    missing=_("Let each party share its profile, and assess how you go together."),
    link="rmp_visions:partyprofile-create",
    label=_("Write our profile"),
    query="space=ours_shared",
)
practice(
    "5.2.3.1-b",
    _("Everybody concerned understands vision and values clearly and alike."),
    everybody_acknowledged,
    partly=some(acknowledgements, "vision__"),
    shows=_("Acknowledgements of the agreed version by the people of each party"),
    missing=_("Ask everybody to read the agreed joint vision and to say so."),
    link=HOME,
    label=OPEN_HOME,
)
practice(
    "5.2.3.1-c",
    _("Creating value stays in sight."),
    some(agreed.exclude(value_creation="")),
    partly=some(visions.exclude(value_creation="")),
    shows=_("Joint vision: value we mean to create"),
    missing=_("Say in the joint vision which value you mean to create and for whom."),
    link=VERSIONS,
    label=_("See the versions"),
)

# --- 5.2.3.2: implementing --------------------------------------------------------------------------------------------
practice(
    "5.2.3.2-a",
    _("The visions of both sides are lived in the work, all the way."),
    Q(some(agreed)) & from_each_party(checks),
    partly=some(checks),
    shows=_("Checks of the values by each side"),
    missing=_("Check at reviews, each side for itself, whether the agreed values were lived."),
    link="rmp_visions:valuecheck-create",
    label=_("Check a value"),
    query="space=ours_shared",
)
for _key, _kind, _needed, _text in (
    ("c1", Kind.QUALITY, (), _("Good research and strong education at the university are looked after.")),
    ("c2", Kind.USERS, (), _("Researchers work with those who use research: government, industry, communities.")),
    ("c3", Kind.FUNDING, ("ethics_approval",), _("Money for research is raised within the bounds of ethics.")),
    ("c4", Kind.RIGHTS, ("ip_reference",), _("Intellectual property of all concerned is protected.")),
):
    practice(
        f"5.2.3.2-{_key}",
        _text,
        focused(_kind, *_needed),
        partly=some(FocusArea.objects.disclosed().filter(kind=_kind)),
        shows=_("Focus area with commitments of each party and its references"),
        missing=_("Say what you want in this focus area, with its references, and let each party commit itself."),
        link=FOCUS,
        label=_("Set the focus area"),
        query=f"kind={_kind}",
    )
