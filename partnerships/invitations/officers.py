"""How a representative of one partnership comes to stand for the party in all of them: as its officer."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.accounts.models import User
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.history.services import record as write_history
from partnerships.history.services import to_all
from partnerships.invitations.identity import lock_party
from partnerships.invitations.memberships import counts_in
from partnerships.invitations.models import Invitation
from partnerships.invitations.rules import stands_for_another
from partnerships.journal import administers, enter
from partnerships.models import Membership, Party, Role
from partnerships.outbox.kinds import Letter
from partnerships.outbox.services import queue_many
from partnerships.records.refusals import Refused, check_proven

if TYPE_CHECKING:
    from partnerships.accounts.presence import Proof
    from partnerships.outbox.models import Mail

MADE = gettext_noop("made officer")
OFFICER_MADE = "invitation.officer"


def may_make_officers(person: User, party: Party) -> bool:
    """Whether the person is one of the party's officers: they make others."""
    return person.is_active and Membership.objects.officers_of(party).filter(user=person).exists()


@transaction.atomic
def make_officer(*, membership: Membership, actor: User, proof: "Proof | None", reason: str = "") -> Membership:
    """Let one who represents the party in a partnership stand for it in all of them, and open new ones.

    Its officers do. The first ever is made by an administrator, with a reason. All people of the party are told, and the history of each
    partnership that it has joined says so. Raises PermissionDenied for others; Refused for who represents it nowhere, who stands for
    another party at one of its tables, without the reason, as `check_proven` does, and as long as only another party says who it is.
    """
    party = lock_party(membership.party)
    by_administrator = not may_make_officers(actor, party)
    if by_administrator:
        if _has_had_officers(party) or not administers(actor, "partnerships.change_membership"):
            raise PermissionDenied
        if not reason.strip():
            raise Refused(_("Give a reason: who of the party asked that this person becomes its officer?"))
    check_proven(actor, proof)
    if party.is_unconfirmed:
        raise Refused(_("First it must be confirmed who %(party)s is: only another party vouches for it.") % {"party": party})
    answering = Membership.objects.answering().filter(party=party, role=Role.REPRESENTATIVE)
    person = User.objects.filter(pk__in=answering.filter(pk=membership.pk).values("user")).first()
    if person is None:
        raise Refused(_("Only a person who represents the party becomes its officer."))
    if may_make_officers(person, party):
        raise Refused(_("%(person)s is an officer of %(party)s already.") % {"person": person, "party": party})
    if other := stands_for_another(person, None, party):
        raise Refused(
            _("%(person)s stands for %(other)s in a partnership of %(party)s.")
            % {"person": person, "other": other, "party": party}
        )
    made, _created = Membership.objects.update_or_create(
        user=person,
        party=party,
        partnership=None,
        defaults={"role": Role.OFFICER, "starts_on": today(), "ends_on": None},
    )
    for table in counts_in(made):
        write_history(MADE, made, actor=actor, note=reason.strip(), scope=to_all(table))
    if by_administrator:
        enter(actor, made, _("Made officer: %(reason)s") % {"reason": reason.strip()})
    people = User.objects.filter(pk__in=Membership.objects.current().filter(party=party).values("user"), is_active=True)
    queue_many(OFFICER_MADE, [(uuid.uuid4(), made, colleague, None) for colleague in people])
    return made


def _has_had_officers(party: Party) -> bool:
    """Ever: else who ends the place of an officer, closes the account or invites it in another role would name the next one alone."""
    places = Membership.objects.filter(party=party, partnership__isnull=True)
    invited = Invitation.objects.filter(
        party=party, partnership__isnull=True, role=Role.OFFICER, state=Invitation.State.ACCEPTED
    )
    made = Event.objects.filter(verb=MADE, subject_key__in=places.values("pk"))
    return places.filter(role=Role.OFFICER).exists() or invited.exists() or made.exists()


def officer_letter(mail: "Mail") -> Letter | None:
    """To all people of a party: who is its officer now. None when that is over already."""
    made = mail.subject
    if not isinstance(made, Membership) or made.role != Role.OFFICER or not made.is_current():
        return None
    facts = {"person": made.user, "party": made.party, "site": settings.SITE_NAME}
    return Letter(
        subject=_("New officer of %(party)s: %(person)s") % facts,
        body="\n\n".join(
            (
                _("%(person)s stands for %(party)s in all its partnerships at %(site)s from now on, and may open new ones.")
                % facts,
                _("Who decided it, and why, stands in the history of each partnership. If it is wrong, tell an administrator."),
            )
        ),
        link=reverse("home"),
        link_label=_("My work"),
        why=_("You get this because you belong to %(party)s.") % facts,
    )
