"""The people of a partnership: who stands for whom, who is invited, and who may do what."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partnerships.access.policy import MAY_OPEN_PARTNERSHIPS, RIGHTS, Right, roles_with
from partnerships.access.views import PartnershipMixin, SignedInMixin
from partnerships.invitations.confirmation import Lacking, lacking_each
from partnerships.invitations.models import Invitation
from partnerships.invitations.officers import may_make_officers
from partnerships.invitations.pausing import paused_in
from partnerships.invitations.rules import may_manage, may_pause, roles_offered
from partnerships.invitations.services import MAIL_KIND
from partnerships.models import Membership, Participation, Role
from partnerships.outbox.models import Mail
from partnerships.services import is_running

MAIL_TONES: dict[str, str] = {Mail.State.SENT: "good", Mail.State.FAILED: "bad"}


@dataclass(frozen=True)
class Invited:
    """An invitation as the page shows it: whose confirmation it lacks, and what became of its mail."""

    invitation: Invitation
    mail: Mail | None
    lacking: str = ""

    @property
    def mail_badge(self) -> dict[str, str]:
        if self.mail is None:
            return {}
        label = _("Mail: %(state)s") % {"state": self.mail.get_state_display()}
        return {"label": label, "tone": MAIL_TONES.get(self.mail.state, "neutral")}

    @property
    def lacking_label(self) -> str:
        return str(Lacking(self.lacking).label) if self.lacking and self.invitation.is_open else ""


class PeoplePage(PartnershipMixin, TemplateView):
    nav = "people"
    needs: str | None = Right.READ_JOINT

    @property
    def list_url(self) -> str:
        return reverse("people:list", args=[self.partnership.slug])

    def memberships(self) -> "QuerySet[Membership]":
        """Who is at this table now. Nobody else is ever shown or chosen here."""
        return Membership.objects.standing_in(self.partnership).select_related("user").order_by("user__name", "user__email")

    def seat_of(self, membership: Membership) -> Participation:
        return next(p for p in self.standing.participations if p.party_id == membership.party_id)


class PeopleList(PeoplePage):
    template_name = "people/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people, invited = defaultdict(list), defaultdict(list)
        for membership in self.memberships():
            people[membership.party_id].append(membership)
        paused = defaultdict(list)
        for membership in paused_in(self.partnership).select_related("user").order_by("user__name"):
            paused[membership.party_id].append(membership)
        for row in self.invited():
            invited[row.invitation.party_id].append(row)
        seats = [p for p in self.standing.participations if p.state != Participation.State.LEFT]
        seats.sort(key=lambda p: (p.party != self.standing.party, not p.is_signing, p.party.name))
        may_propose = self.standing.may(Right.MANAGE) and self.partnership.is_open
        proposes = may_propose and is_running(self.standing)
        own = self.standing.party
        makes_officers = own is not None and may_make_officers(self.user, own)
        groups = [
            {
                "seat": seat,
                "party": seat.party,
                "is_own": seat.party == self.standing.party,
                "people": people[seat.party_id],
                "paused": paused[seat.party_id],
                "invited": invited[seat.party_id],
                "may_invite": bool(roles_offered(self.standing, seat)),
                "may_revoke": seat.is_signing or not is_running(self.standing),
                "may_manage": may_manage(self.standing, seat),
                "may_pause": may_pause(self.standing, seat),
                # Whether the reader is one of its officers: then also those who stand for it in all partnerships.
                "is_officer": any(
                    m.user_id == self.user.pk and m.partnership_id is None and m.role == Role.OFFICER
                    for m in people[seat.party_id]
                ),
                "may_propose": proposes and not seat.is_signing,
                "may_make_officers": seat.party == own and makes_officers,
            }
            for seat in seats
        ]
        return super().get_context_data(
            title=_("People"),
            groups=groups,
            checks=list(self.checks(groups)) if self.standing.may(Right.MANAGE) else [],
            may_propose=may_propose,
            may_invite=any(group["may_invite"] for group in groups),
            **kwargs,
        )

    def invited(self) -> list[Invited]:
        """Those who have not answered yet, those who declined and those whom their party refused, each with the last mail."""
        wanted = (Invitation.State.PENDING, Invitation.State.DECLINED, Invitation.State.REJECTED)
        rows = Invitation.objects.visible_to(self.user).filter(partnership=self.partnership, state__in=wanted)
        found = list(rows.select_related("party", "invited_by"))
        mails = Mail.objects.filter(kind=MAIL_KIND, subject_key__in=[i.pk for i in found]).order_by("created_at")
        last = {mail.subject_key: mail for mail in mails}
        lacks = lacking_each(found)
        return [Invited(i, last.get(i.pk), lacks[i.pk]) for i in found]

    def checks(self, groups: list[dict[str, Any]]) -> Any:
        """What is still missing before all parties can work: a representative of each, and until then a mail that went out."""
        for group in groups:
            if not group["seat"].is_signing:
                continue
            managed = any(m.role in roles_with(Right.MANAGE) for m in group["people"])
            yield {"done": managed, "text": _("%(party)s is represented") % {"party": group["party"]}}
            if not managed:
                sent = any(row.mail and row.mail.state == Mail.State.SENT for row in group["invited"])
                yield {"done": sent, "text": _("The invitation to %(party)s went out") % {"party": group["party"]}}


class Roles(SignedInMixin, TemplateView):
    """Who may do what, drawn from the policy itself."""

    template_name = "people/roles.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        policy = [(str(right.label), [role for role in Role if right in RIGHTS[role]]) for right in Right]
        policy.append((_("Open new partnerships"), [role for role in Role if role in MAY_OPEN_PARTNERSHIPS]))
        rows = [
            {"right": label, "cells": [{"role": role.label, "has": role in having} for role in Role]}
            for label, having in policy
        ]
        return super().get_context_data(title=_("Who may do what"), roles=[role.label for role in Role], rows=rows, **kwargs)
