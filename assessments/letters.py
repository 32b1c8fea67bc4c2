"""The letter with the one link to a questionnaire."""

from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.translation import gettext as _

from partnerships.outbox.kinds import Letter

if TYPE_CHECKING:
    from partnerships.outbox.models import Mail


def questionnaire_letter(mail: "Mail") -> Letter | None:
    """Written when it is sent: the link comes into being here and lies in no table. None when it was handed in or is closed."""
    questionnaire = mail.subject
    if questionnaire is None or not questionnaire.is_open or questionnaire.state == questionnaire.State.HANDED_IN:
        return None
    respondent, cycle = questionnaire.respondent, questionnaire.respondent.cycle
    if not questionnaire.link:
        return None
    day = formats.date_format(cycle.closes_on, "DATE_FORMAT") if cycle.closes_on else ""
    facts = {"party": respondent.party, "partnership": respondent.partnership, "title": cycle.instrument.name, "day": day}
    what = _("%(party)s asks you how working together goes in the partnership “%(partnership)s”: %(title)s.") % facts
    how = (
        _("It takes some minutes, on a phone as well; what you enter is kept, and you can go on later. Answer until %(day)s.")
        % facts
    )
    blind = _(
        "Nobody sees your answers. Both sides see figures of groups of at least %(n)s people, at the same moment, when all is closed."
    ) % {"n": cycle.min_group}
    return Letter(
        subject=_("How does it go? %(partnership)s") % facts,
        body="\n\n".join(part for part in (what, cycle.about, how, blind) if part),
        link=questionnaire.link,
        link_label=_("Answer the questions"),
        why=_("You get this because %(party)s named you as one of those who can tell. The link is for you alone.") % facts,
    )
