"""The letters about an invitation: the one that carries it, and those that ask for a confirmation."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from partnerships.invitations.confirmation import Lacking, lacking, may_confirm
from partnerships.outbox.kinds import Letter

if TYPE_CHECKING:
    from partnerships.invitations.models import Invitation
    from partnerships.outbox.models import Mail


def invitation_letter(mail: "Mail") -> Letter | None:
    """Written when it is sent: the link comes into being here and lies in no table.

    None when it was answered or revoked, or somebody must confirm it first.
    """
    invitation = mail.subject
    if invitation is None or not invitation.is_open or not invitation.link or lacking(invitation):
        return None
    facts = _facts(invitation)
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


def confirmation_letter(mail: "Mail") -> Letter | None:
    """To the party's own people: somebody else invites a person in its name. None when that was settled."""
    invitation = mail.subject
    if invitation is None or not invitation.is_open or lacking(invitation) != Lacking.PARTY:
        return None
    facts = _facts(invitation)
    if invitation.partnership:
        what = _("%(inviter)s invites %(person)s to stand for %(party)s in the partnership “%(partnership)s”: %(role)s.")
    else:
        what = _("%(inviter)s invites %(person)s to stand for %(party)s in all its partnerships: %(role)s.")
    how = _(
        "Nothing is sent to this person before one of you confirms it. Without an answer the invitation expires on %(day)s."
    )
    decides = mail.user in may_confirm(invitation)
    who = "" if decides else _("The officers of %(party)s decide.") % facts
    return Letter(
        subject=_("Does this person belong to %(party)s? %(person)s") % facts,
        body="\n\n".join(part for part in (what % facts, how % facts, who) if part),
        link=reverse("people:waiting") if decides else "",
        link_label=_("Confirm or reject"),
        why=_("You get this because you represent %(party)s.") % facts,
    )


def reason_letter(mail: "Mail") -> Letter | None:
    """To an administrator: somebody invites a person of an organisation that has nobody here. None when that was settled."""
    invitation = mail.subject
    if invitation is None or not invitation.is_open or lacking(invitation) != Lacking.ADMINISTRATOR:
        return None
    facts = _facts(invitation)
    return Letter(
        subject=_("To be confirmed: %(person)s for %(party)s") % facts,
        body="\n\n".join(
            text % facts
            for text in (
                _("%(inviter)s invites %(person)s to stand for %(party)s: %(role)s."),
                _(
                    "%(party)s has nobody at %(site)s yet, and the address is of no domain recorded for it that only its own people "
                    "use. No mail goes out before you confirm with a reason how you know this person. Without an answer the "
                    "invitation expires on %(day)s."
                ),
            )
        ),
        link=reverse("admin:invitations_invitation_changelist"),
        link_label=_("See the invitations"),
        why=_("You get this because you administer %(site)s.") % facts,
    )


def _facts(invitation: "Invitation") -> dict[str, object]:
    return {
        "inviter": invitation.invited_by,
        "person": f"{invitation.name} <{invitation.email}>" if invitation.name else invitation.email,
        "party": invitation.party.full_name,
        "role": invitation.get_role_display(),
        "partnership": invitation.partnership or "",
        "day": formats.date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT"),
        "site": settings.SITE_NAME,
    }
