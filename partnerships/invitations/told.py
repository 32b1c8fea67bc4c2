"""Letters about what an administrator did with a party, its invitations or its people: to who looks after the party, and to the person."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.access.policy import Right, roles_with
from partnerships.accounts.models import User
from partnerships.history.models import Event
from partnerships.journal import in_words
from partnerships.kinds import model_of
from partnerships.models import Membership, Party
from partnerships.outbox.kinds import Letter
from partnerships.outbox.services import queue, queue_many

if TYPE_CHECKING:
    from partnerships.invitations.models import Invitation
    from partnerships.outbox.models import Mail

PARTY = "administration.party"
ENDED = "membership.ended"
ELSEWHERE = "administration.elsewhere"


def tell_managers(party: Party, events: Iterable[Event], *, but: User | None = None) -> bool:
    """Want one letter to everybody who looks after the party, about the entry in a partnership where he or she does.

    Returns whether anybody does.
    """
    told: dict[User, Event] = {}
    for event in events:
        keepers = Membership.objects.standing_in(event.partnership).filter(party=party, role__in=roles_with(Right.MANAGE))
        for person in User.objects.filter(pk__in=keepers.values("user")):
            told.setdefault(person, event)
    others = [(person, event) for person, event in told.items() if person != but]
    queue_many(PARTY, [(uuid.uuid5(event.pk, str(person.pk)), event, person, None) for person, event in others])
    return bool(told)


def tell_party(subject: "Membership | Invitation", events: Iterable[Event], *, but: User) -> None:
    """Want a letter, about a place that has ended or an invitation that is revoked, to who looks after the party in a partnership.

    Where nobody does, to who answers for it anywhere; but not about a place in one partnership, which is no affair of other ones.
    """
    if tell_managers(subject.party, events, but=but) or (isinstance(subject, Membership) and subject.partnership):
        return
    answering = Membership.objects.answering().filter(party=subject.party).exclude(user=but)
    people = User.objects.filter(pk__in=answering.values("user"))
    queue_many(ELSEWHERE, [(uuid.uuid4(), subject, person, None) for person in people])


def party_letter(mail: "Mail") -> Letter:
    """What an administrator did about a party or one of its people, as the history has it."""
    event: Any = mail.subject
    words = {"actor": event.actor_name, "what": _(event.verb), "subject": event.subject_label, "site": settings.SITE_NAME}
    model = model_of(event.kind)
    return Letter(
        subject=_("%(subject)s: %(what)s by the administrator") % words,
        body="\n\n".join(
            part
            for part in (
                _("%(actor)s, who administers %(site)s, has done this. %(subject)s: %(what)s.") % words,
                in_words(model(), event.changes) if model else "",
                _("Nobody of your party had to agree. If it is wrong, answer to the administrator."),
            )
            if part
        ),
        link=reverse("history:list", args=[event.partnership.slug]),
        link_label=_("See the history"),
        why=_("You get this because you look after the partnership for your party."),
    )


def elsewhere_letter(mail: "Mail") -> Letter:
    """The same, where the party takes part in nothing whose history could tell of it."""
    subject: Any = mail.subject
    words = {"site": settings.SITE_NAME, "subject": subject, "party": subject.party}
    if isinstance(subject, Membership):
        what = _("An administrator of %(site)s has ended an access: %(subject)s.")
    else:
        what = _("An administrator of %(site)s has revoked an invitation: %(subject)s.")
    return Letter(
        subject=_("%(party)s: done by the administrator") % words,
        body="\n\n".join((what % words, _("Nobody of your party had to agree. If it is wrong, answer to the administrator."))),
        why=_("You get this because you answer for %(party)s.") % words,
    )


def tell_ended(membership: Membership, events: Iterable[Event], *, actor: User) -> None:
    """Want a letter to the person whose place an administrator has ended, and to those who look after the party."""
    tell_party(membership, events, but=actor)
    if membership.user != actor:
        queue(ENDED, subject=membership, user=membership.user)


def ended_letter(mail: "Mail") -> Letter | None:
    """To the person. None when the place is his or hers again."""
    membership: Any = mail.subject
    if membership.is_current():
        return None
    words = {"party": membership.party, "partnership": membership.partnership, "site": settings.SITE_NAME}
    if membership.partnership is None:
        body = _("An administrator of %(site)s has ended your access to the partnerships of %(party)s.")
    else:
        body = _("An administrator of %(site)s has ended your access to “%(partnership)s” for %(party)s.")
    return Letter(
        subject=_("Access ended: %(party)s") % words,
        body="\n\n".join((body % words, _("What you have written stays. If it is wrong, answer to the administrator."))),
        why=_("You get this because it was your access."),
    )
