"""What falls due in this room: meetings, minutes, decisions, issues at a level, ends of agreements and notice, reviews."""

from django.utils.translation import gettext_lazy as _

from partnerships.reminders.registry import Due, register_due
from rmp.governance.models import (
    Agreement,
    Decision,
    GovernanceBody,
    IssuePosition,
    JointProcess,
    Meeting,
    NoAgreement,
    NoticePeriod,
)


def title_of_place(place: IssuePosition) -> str:
    return f"{place.issue.title} ({place.issue.get_state_display()})"


def page_of_issue(place: IssuePosition) -> str:
    return place.issue.get_absolute_url()


def title_of_notice(notice: NoticePeriod) -> str:
    return str(notice.agreement)


register_due(
    Due(
        kind="governance.meeting",
        label=_("Meeting of a body"),
        queryset=lambda: GovernanceBody.objects.awaiting_a_meeting(),
        date="next_meeting_on",
        party="",
        leads=(14, 3),
        related=("partnership",),
    ),
    Due(
        kind="governance.minutes",
        label=_("Minutes to be agreed"),
        queryset=lambda: Meeting.objects.awaiting_minutes(),
        date="minutes_due_on",
        party="",
        related=("partnership", "body"),
    ),
    Due(
        kind="governance.decide",
        label=_("To be decided"),
        queryset=lambda: Decision.objects.undecided(),
        date="decide_by",
        party="",
        related=("partnership",),
    ),
    Due(
        kind="governance.implement",
        label=_("Decision to be implemented"),
        queryset=lambda: Decision.objects.to_be_implemented(),
        date="implement_by",
        party="responsible",
        related=("partnership",),
    ),
    # Each party's place at the level where the issue stands: whoever holds it, or else those who keep the partnership for the party.
    Due(
        kind="governance.issue",
        label=_("Issue to be settled at this level"),
        queryset=lambda: IssuePosition.objects.current(),
        partnership="issue__partnership",
        party="party",
        people=("person",),
        leads=(3, 1),
        related=("issue__partnership",),
        title=title_of_place,
        url=page_of_issue,
    ),
    Due(
        kind="governance.agreement_end",
        label=_("Agreement ends"),
        queryset=lambda: Agreement.objects.effective().exclude(renewal=Agreement.Renewal.AUTOMATIC),
        date="ends_on",
        party="",
        leads=(90, 30, 7),
        related=("partnership",),
    ),
    Due(
        kind="governance.agreement_notice",
        label=_("Last day for notice"),
        queryset=lambda: NoticePeriod.objects.running(),
        date="last_day",
        partnership="agreement__partnership",
        party="holder",
        leads=(60, 14, 3),
        lags=(),
        related=("agreement__partnership",),
        title=title_of_notice,
    ),
    Due(
        kind="governance.no_agreement",
        label=_("Whether an agreement is needed after all"),
        queryset=lambda: NoAgreement.objects.filter(state=NoAgreement.State.AGREED),
        date="review_on",
        party="",
        leads=(14,),
        related=("partnership",),
    ),
    Due(
        kind="governance.process",
        label=_("Joint process to be looked at again"),
        queryset=lambda: JointProcess.objects.settled(),
        date="review_on",
        party="owned_by",
        people=("owner",),
        related=("partnership",),
    ),
)
