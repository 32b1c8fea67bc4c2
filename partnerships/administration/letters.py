"""What people are told of the acts of administrators; written when it is sent, for its reader."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnerships.access.policy import Right, roles_with
from partnerships.administration.models import AddressChange, AddressNotice
from partnerships.models import Membership
from partnerships.outbox.kinds import Letter

if TYPE_CHECKING:
    from partnerships.outbox.models import Mail

ADDED = "administration.added"
DESCRIBED = "administration.described"
RIGHTS = "administration.rights"
DEACTIVATED = "administration.deactivated"
REACTIVATED = "administration.reactivated"
RESET = "administration.reset"
SECOND_FACTOR = "administration.second_factor"
ADDRESS_ASKED = "administration.address_asked"
ADDRESS_DONE = "administration.address_done"
LOST_OFFICERS = "administration.lost_officers"
LOST_MANAGERS = "administration.lost_managers"
LOST_ENDED = "administration.lost_ended"
READING_STARTED = "administration.reading_started"
READING_ENDED = "administration.reading_ended"


def about_account(subject: str, body: str, page: str = "accounts:preferences", label: str = "") -> Letter:
    """A letter about the reader's own account."""
    words = {"site": settings.SITE_NAME}
    return Letter(
        subject=subject % words,
        body=body % words,
        link=reverse(page),
        link_label=label or _("See your account"),
        why=_("You get this because it is about your own account."),
    )


def added_letter(mail: "Mail") -> Letter:
    body = _(
        "An administrator of %(site)s has made an account for you. It opens nothing until you have chosen a password by mail."
    )
    return about_account(_("An account for you at %(site)s"), body, "account_reset_password", _("Choose a password"))


def described_letter(mail: "Mail") -> Letter:
    body = _("An administrator of %(site)s has changed your name or position. You can change it back.")
    return about_account(_("Your name or position was changed"), body)


def rights_letter(mail: "Mail") -> Letter:
    body = _("What you may do in the administration of %(site)s was changed by an administrator.")
    return about_account(_("Your rights in the administration were changed"), body)


def deactivated_letter(mail: "Mail") -> Letter | None:
    if mail.subject.is_active:  # type: ignore[union-attr]
        return None
    body = _("An administrator of %(site)s has deactivated your account: nobody can sign in with it. What you wrote stays.")
    return about_account(_("Your account was deactivated"), body, "account_login", _("Sign in"))


def reactivated_letter(mail: "Mail") -> Letter:
    body = _("An administrator of %(site)s has made your account active again. Your password is the one you had.")
    return about_account(_("Your account is active again"), body)


def second_factor_letter(mail: "Mail") -> Letter:
    body = _(
        "An administrator of %(site)s has taken off your second factor and its recovery codes. If you did not ask for it, change "
        "your password and tell the administrator. Set up another second factor."
    )
    return about_account(_("Your second factor was taken off"), body, "mfa_index", _("Set up a second factor"))


def reset_letter(mail: "Mail") -> Letter | None:
    """The link comes into being here and lies in no table. None when the address is not the confirmed one any more."""
    person = mail.user
    if person is None or not EmailAddress.objects.filter(user=person, email=person.email, verified=True).exists():
        return None
    uid, key = user_pk_to_url_str(person), default_token_generator.make_token(person)
    return Letter(
        subject=_("Choose a new password"),
        body=_("An administrator of %(site)s has asked that you get this link. It works once, and for you alone.")
        % {"site": settings.SITE_NAME},
        link=reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key}),
        link_label=_("Choose a new password"),
        why=_("You get this because it is about your own account. Without you nothing changes."),
    )


def address_letter(mail: "Mail") -> Letter | None:
    """To each of the two addresses, with its own link. None when the change was answered or replaced."""
    change = mail.subject
    if not isinstance(change, AddressChange) or not change.is_open:
        return None
    words = about_change(change)
    if change.is_lost:
        how = _(
            "The old address is reported lost. Reason: %(reason)s\n\nIt takes the yes of the new address and, besides, that of two "
            "officers of each organisation of the person, or waiting until %(day)s. The old address can say yes or no until it is done."
        )
    else:
        how = _("It happens only when both addresses say yes; until then %(old)s holds.")
    return Letter(
        subject=_("Shall this account go by another address?"),
        body="\n\n".join(
            (_("An administrator of %(site)s has asked that the account of %(old)s goes by %(new)s.") % words, how % words)
        ),
        link=change.link(change.Side.OLD if mail.email == change.old else change.Side.NEW),
        link_label=_("See it and answer"),
        why=_("You get this because it is one of the two addresses. If you did not ask for it, say no."),
    )


def address_done_letter(mail: "Mail") -> Letter | None:
    change = mail.subject
    if not isinstance(change, AddressChange):
        return None
    return Letter(
        subject=_("Your account goes by another address"),
        body=how_done(change),
        why=_("You get this because the account went by this address."),
    )


def how_done(change: AddressChange) -> str:
    """What it took, in a sentence."""
    if change.old_confirmed_at:
        return _("Both addresses have said yes: %(old)s became %(new)s.") % about_change(change)
    return _(
        "%(old)s, which was reported lost, became %(new)s. The new address has said yes, and two officers of each organisation of the "
        "person have agreed or the days were over in which all concerned could say no."
    ) % about_change(change)


def about_change(change: AddressChange) -> dict[str, str]:
    """What letters say of a change of address."""
    return {
        "person": str(change.user),
        "old": change.old,
        "new": change.new,
        "reason": change.lost_reason,
        "administrator": str(change.asked_by),
        "day": date_format(timezone.localtime(change.settles_at), "DATETIME_FORMAT"),
        "site": settings.SITE_NAME,
    }


def lost_officers_letter(mail: "Mail") -> Letter | None:
    """To an officer of the person's organisation, who may say yes or no. None when it was answered or replaced."""
    change = mail.subject
    if not isinstance(change, AddressChange) or not change.is_open:
        return None
    words = about_change(change)
    return Letter(
        subject=_("Lost address: %(person)s") % words,
        body=_(
            "%(administrator)s, who administers %(site)s, has reported that %(person)s has lost the address %(old)s, and has asked that "
            "the account goes by %(new)s.\n\nReason: %(reason)s\n\nAsk %(person)s, by another way than these addresses, whether that is "
            "so. If it is, agree: with two officers of each organisation of the person and the yes of the new address it is done. If "
            "it is not, say no: one no ends it. Without an answer the new address is enough from %(day)s on. Until it is settled "
            "%(person)s cannot sign."
        )
        % words,
        link=reverse("lost-address", args=[change.pk]),
        link_label=_("See it and answer"),
        why=_("You get this because you are an officer of the same organisation."),
    )


def lost_managers_letter(mail: "Mail") -> Letter | None:
    """To those who manage for any party in a partnership of the person. None when it was answered or replaced, or for who does no more."""
    notice = mail.subject
    if not isinstance(notice, AddressNotice) or notice.partnership is None or not notice.change.is_open:
        return None
    managing = Membership.objects.standing_in(notice.partnership).filter(role__in=roles_with(Right.MANAGE))
    if not managing.filter(user=mail.user).exists():
        return None
    words = about_change(notice.change) | {"party": str(notice.party), "partnership": str(notice.partnership)}
    return Letter(
        subject=_("Lost address: %(person)s (%(party)s)") % words,
        body=_(
            "%(administrator)s, who administers %(site)s, has reported that %(person)s, of %(party)s in “%(partnership)s”, has lost the "
            "address %(old)s, and has asked that the account goes by %(new)s.\n\nReason: %(reason)s\n\nUntil it is settled %(person)s "
            "cannot sign. Without a no the new address is enough from %(day)s on. If you know that this is wrong, tell %(person)s and "
            "the officers of %(party)s: one no ends it."
        )
        % words,
        link=reverse("history:list", args=[notice.partnership.slug]),
        link_label=_("See the history"),
        why=_("You get this because you look after the partnership for your party."),
    )


def reading_started_letter(mail: "Mail") -> Letter:
    """To who manages for a party whose private records an administrator reads: also when it is over by the time it is sent."""
    reading: Any = mail.subject
    words = _words_of(reading)
    return Letter(
        subject=_("Emergency reading of your party's private records: %(partnership)s") % words,
        body="\n\n".join(
            (
                _(
                    "%(person)s, who administers %(site)s, can read the private records of %(party)s in “%(partnership)s” until: %(until)s."
                )
                % words,
                _("The reason given: %(reason)s") % words,
                _("Nothing can be written, signed or downloaded by it. Each record that is opened stands in your history."),
                _("If it is wrong, you can end it at once."),
            )
        ),
        link=reverse("emergency:party", args=[reading.partnership.slug]),
        link_label=_("See it and end it"),
        why=_("You get this because you look after the partnership for your party."),
    )


def reading_ended_letter(mail: "Mail") -> Letter:
    reading: Any = mail.subject
    words = _words_of(reading) | {"by": str(reading.ended_by)}
    return Letter(
        subject=_("Emergency reading ended: %(partnership)s") % words,
        body=_(
            "The reading of the private records of %(party)s in “%(partnership)s” by %(person)s is over. Ended early by: %(by)s."
        )
        % words,
        link=reverse("history:list", args=[reading.partnership.slug]),
        link_label=_("See the history"),
        why=_("You get this because you look after the partnership for your party."),
    )


def lost_ended_letter(mail: "Mail") -> Letter | None:
    """To the officers of the person's organisation: what became of it."""
    change = mail.subject
    if not isinstance(change, AddressChange):
        return None
    bodies = {
        change.State.DONE: how_done(change),
        change.State.REFUSED: _("The change to %(new)s was refused. The account of %(person)s goes by %(old)s as before.")
        % about_change(change),
        change.State.REPLACED: _("Another change was asked for in place of the one to %(new)s, which cannot be done any more.")
        % about_change(change),
    }
    return Letter(
        subject=_("Lost address: %(person)s") % about_change(change),
        body=bodies[change.State(change.state)],
        why=_("You get this because you are an officer of the same organisation."),
    )


def _words_of(reading: Any) -> dict[str, str]:
    until = date_format(timezone.localtime(reading.ends_at), "DATETIME_FORMAT")
    words = {"partnership": reading.partnership.title, "party": reading.party.name, "person": str(reading.person)}
    return words | {"site": settings.SITE_NAME, "reason": reading.reason, "until": until}


LETTERS: "dict[str, Callable[[Mail], Letter | None]]" = {
    ADDED: added_letter,
    DESCRIBED: described_letter,
    RIGHTS: rights_letter,
    DEACTIVATED: deactivated_letter,
    REACTIVATED: reactivated_letter,
    RESET: reset_letter,
    SECOND_FACTOR: second_factor_letter,
    ADDRESS_ASKED: address_letter,
    ADDRESS_DONE: address_done_letter,
    LOST_OFFICERS: lost_officers_letter,
    LOST_MANAGERS: lost_managers_letter,
    LOST_ENDED: lost_ended_letter,
    READING_STARTED: reading_started_letter,
    READING_ENDED: reading_ended_letter,
}
