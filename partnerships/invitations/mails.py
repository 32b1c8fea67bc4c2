"""The letter that carries an invitation."""

from typing import TYPE_CHECKING

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from partnerships.outbox.kinds import Letter

if TYPE_CHECKING:
    from partnerships.outbox.models import Mail


def invitation_letter(mail: "Mail") -> Letter | None:
    """Written when it is sent: the link comes into being here and lies in no table. None when it was answered or revoked."""
    invitation = mail.subject
    if invitation is None or not invitation.is_open or not invitation.link:
        return None
    facts = {
        "inviter": invitation.invited_by,
        "party": invitation.party,
        "role": invitation.get_role_display(),
        "partnership": invitation.partnership or "",
        "day": formats.date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT"),
    }
    if invitation.partnership is None:
        what = _("%(inviter)s invites you to stand for %(party)s in all its partnerships, in the role: %(role)s.") % facts
    else:
        what = _("%(inviter)s invites you to stand for %(party)s in the partnership “%(partnership)s”, in the role: %(role)s.")
        what %= facts
    how = (
        _("Open the link to see what it is about, and accept or decline. It works once, for you alone, until %(day)s.") % facts
    )
    return Letter(
        subject=_("Invitation: %(party)s in “%(partnership)s”") % facts
        if invitation.partnership
        else _("Invitation: %(party)s") % facts,
        body="\n\n".join(part for part in (what, invitation.message, how) if part),
        link=invitation.link,
        link_label=_("See the invitation"),
        why=_("You get this because %(inviter)s entered your address. Nothing happens unless you accept.") % facts,
    )
