"""What this room writes to people: invitations, and that an issue has come to their level. Written when sent, for the reader."""

import uuid
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from partnerships.access.policy import Right, roles_with
from partnerships.accounts.models import User
from partnerships.models import Membership
from partnerships.outbox.kinds import Enclosure, Letter, Line
from partnerships.outbox.services import queue_many
from partnerships.records.describe import text
from rmp.governance.invitation import CONTENT_TYPE, FILE_NAME, agenda_lines, calendar_of
from rmp.governance.models import Issue, Meeting

if TYPE_CHECKING:
    from partnerships.outbox.models import Mail

INVITATION, CALLED_OFF, LEVEL = "governance.invitation", "governance.called_off", "governance.issue_level"


# --- meetings ---------------------------------------------------------------------------------------------------------
def invited(meeting: Meeting) -> list[User]:
    """The members of the body who have an account and still stand for a party here."""
    seats = meeting.body.members.current().filled().filter(person__isnull=False)  # type: ignore[attr-defined]
    here = Membership.objects.standing_in(meeting.partnership)
    return list(User.objects.filter(pk__in=seats.values("person")).filter(pk__in=here.values("user")).order_by("pk"))


def invite(meeting: Meeting) -> None:
    """Want an invitation to every member with an account; one for each time the meeting is called or moved."""
    _tell(INVITATION, meeting)


def call_off(meeting: Meeting) -> None:
    """Want a letter to all who were invited: it does not take place."""
    _tell(CALLED_OFF, meeting)


def _tell(kind: str, meeting: Meeting) -> None:
    name = f"{kind} {meeting.version}"
    queue_many(kind, [(uuid.uuid5(meeting.pk, f"{name} {user.pk}"), meeting, user, None) for user in invited(meeting)])


def invitation_letter(mail: "Mail") -> Letter | None:
    """None when it is not to take place (any more), or has taken place."""
    meeting = mail.subject
    if not isinstance(meeting, Meeting) or meeting.state != Meeting.State.AGENDA_ISSUED:
        return None
    words = {"body": meeting.body, "partnership": meeting.partnership, "at": text(meeting.starts_at)}
    where = " · ".join(said for said in (meeting.place, meeting.link) if said)
    body = _("“%(body)s” of “%(partnership)s” meets on %(at)s.") % words
    chair = _("%(party)s has the chair.") % {"party": meeting.chaired_by} if meeting.chaired_by else ""
    return Letter(
        subject=_("Invitation: %(body)s, %(at)s") % words,
        body="\n\n".join(part for part in (body, where, chair, _("The agenda:")) if part),
        lines=tuple(Line(line) for line in agenda_lines(meeting)),
        link=meeting.get_absolute_url(),
        link_label=_("See the meeting"),
        why=_("You get this because you sit in this body. The meeting is attached as a calendar file."),
        enclosures=(Enclosure(FILE_NAME, calendar_of(meeting), CONTENT_TYPE),),
    )


def called_off_letter(mail: "Mail") -> Letter | None:
    meeting = mail.subject
    if not isinstance(meeting, Meeting) or meeting.state != Meeting.State.CANCELLED:
        return None
    words = {"body": meeting.body, "partnership": meeting.partnership, "at": text(meeting.starts_at)}
    body = _("The meeting of “%(body)s” of “%(partnership)s” on %(at)s does not take place.") % words
    return Letter(
        subject=_("Cancelled: %(body)s, %(at)s") % words,
        body="\n\n".join((body, meeting.cancelled_because)),
        link=meeting.get_absolute_url(),
        link_label=_("See the meeting"),
        why=_("You get this because you sit in this body."),
        enclosures=(Enclosure(FILE_NAME, calendar_of(meeting), CONTENT_TYPE),),
    )


# --- issues -----------------------------------------------------------------------------------------------------------
def call_to_level(issue: Issue, level: int) -> None:
    """Want a letter to whoever deals with the issue at the level, on every side; where nobody is named, to those who keep the
    partnership for that party. Asked twice, it gives one."""
    people: set[uuid.UUID] = set()
    standing = Membership.objects.standing_in(issue.partnership)
    for place in issue.positions.filter(level=level):  # type: ignore[attr-defined]
        mine = standing.filter(party=place.party_id)
        named = set(mine.filter(user=place.person_id).values_list("user", flat=True)) if place.person_id else set()
        people |= named or set(mine.filter(role__in=roles_with(Right.MANAGE)).values_list("user", flat=True))
    users = User.objects.filter(pk__in=people).order_by("pk")
    queue_many(LEVEL, [(uuid.uuid5(issue.pk, f"{LEVEL} {level} {user.pk}"), issue, user, None) for user in users])


def level_letter(mail: "Mail") -> Letter | None:
    """None when it has been settled since."""
    issue = mail.subject
    if not isinstance(issue, Issue) or issue.level is None:
        return None
    words = {
        "issue": issue.title,
        "partnership": issue.partnership,
        "level": issue.get_state_display(),
        "day": text(issue.due_on),
    }
    paragraphs = (
        _("“%(issue)s” in “%(partnership)s” stands now, in all parties at once: %(level)s.") % words,
        issue.facts,
        _("Your counterparts on the other side are asked today, too. Settle it together by %(day)s.") % words,
    )
    return Letter(
        subject=_("Issue %(level)s: %(issue)s") % {"level": issue.get_state_display().lower(), "issue": issue.title},
        body="\n\n".join(paragraphs),
        link=issue.get_absolute_url(),
        link_label=_("See the issue"),
        why=_("You get this because you deal with issues at this level for your party."),
    )


KINDS = {INVITATION: invitation_letter, CALLED_OFF: called_off_letter, LEVEL: level_letter}
