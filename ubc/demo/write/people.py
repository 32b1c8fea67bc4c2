"""Organisations, people, and how the people came to their places: each was invited and accepted."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from partnerships.access.policy import NEUTRAL_ROLES, standing
from partnerships.accounts.models import User
from partnerships.accounts.services import mark_verified
from partnerships.admission.services import propose_person
from partnerships.invitations.confirmation import lacking, may_confirm
from partnerships.invitations.memberships import record_membership
from partnerships.invitations.models import Invitation
from partnerships.invitations.services import accept, confirm, invite, resend
from partnerships.models import Partnership, Party, PartyUnit, Role
from partnerships.parties import PartyIdentifier
from partnerships.services import is_running
from ubc.demo import shapes
from ubc.demo.shapes import Day
from ubc.demo.write.signing import proven, sign_by_all
from ubc.demo.write.stage import Stage

if TYPE_CHECKING:
    from ubc.demo.write.scene import Scene

# How many days an invitation lay in the mail box.
ANSWERED_AFTER = 3
TO_HELP = "We know this person's work and agree on what is to be looked at."


def write_parties(stage: Stage) -> None:
    """Organisations have no service of their own: an administrator keeps them, as here."""
    for data in stage.world.parties:
        own = {name: getattr(data, name) for name in ("name", "short_name", "kind", "university_type", "business_type")}
        more = {name: getattr(data, name) for name in ("relation_basis", "country", "city", "website", "about")}
        party = Party(**own, **more)
        party.full_clean()
        party.save()
        stage.parties[data.key] = party
        for name in data.units:
            PartyUnit.objects.create(party=party, name=name)
        for scheme, value in (*data.identifiers, (PartyIdentifier.DOMAIN, data.domain)):
            identifier = PartyIdentifier(party=party, scheme=scheme, value=value)
            identifier.full_clean()
            identifier.save()


def write_officers(stage: Stage, day: Day) -> None:
    """Officers stand for their party in all of its partnerships: the administrator invites them."""
    for person in stage.world.people:
        if person.everywhere:
            stage.timeline.add(day, _take_office, stage, person)


def _take_office(stage: Stage, person: shapes.Person) -> None:
    invitation = _ask(stage, person, person.everywhere, actor=stage.administrator)
    accept(invitation=invitation, user=account_of(stage, person.key))


def write_seats(scene: "Scene") -> None:
    """The people of one partnership. Each party's first representative is invited by the host, the others by their own."""
    for seat in scene.seats:
        if seat.role != Role.OFFICER:
            _write_seat(scene, seat)
    joined = {seat.person for seat in scene.seats}
    for seat in scene.data.seats:
        if seat.person not in joined:
            scene.add(seat.since, _invite, scene, seat, scene.officer)
            if seat.since < -settings.INVITATION_DAYS:
                scene.add(-ANSWERED_AFTER, _invite_again, scene, seat)


def _write_seat(scene: "Scene", seat: shapes.Seat) -> None:
    party = scene.party_of(seat.person)
    own = [s for s in scene.seats if scene.party_of(s.person) == party and s.role in (Role.OFFICER, Role.REPRESENTATIVE)]
    inviter = own[0] if own and own[0] != seat else None
    there = max(scene.data.identified, inviter.since if inviter else scene.data.identified)
    asked = max(there, seat.since - ANSWERED_AFTER)
    if seat.role in NEUTRAL_ROLES:
        scene.add(asked, _ask_for_neutral, scene, seat, asked)
    else:
        scene.add(asked, _invite, scene, seat, inviter.person if inviter else scene.officer)
    scene.add(seat.since, _accept, scene, seat)


def _ask(stage: Stage, person: shapes.Person, role: str, *, actor: User, partnership: Partnership | None = None) -> Invitation:
    party = stage.parties[person.party]
    invitation = proven(invite)(
        actor=actor,
        party=party,
        role=role,
        email=person.email,
        name=person.name,
        partnership=partnership,
        reason="Named by the head of the organisation." if actor == stage.administrator else "",
    )
    return _confirmed(invitation)


def _confirmed(invitation: Invitation) -> Invitation:
    """Where the organisation has people here already, one of them says yes."""
    return proven(confirm)(invitation=invitation, actor=may_confirm(invitation)[0]) if lacking(invitation) else invitation


def _invite(scene: "Scene", seat: shapes.Seat, inviter: str) -> None:
    person, actor = scene.stage.people[seat.person], scene.stage.users[inviter]
    scene.keys["invitation", seat.person] = _ask(scene.stage, person, seat.role, actor=actor, partnership=scene.row)


def _ask_for_neutral(scene: "Scene", seat: shapes.Seat, day: Day) -> None:
    """By the founder's word while nobody else has joined, and else by all parties' signatures."""
    actor, person = scene.stage.users[scene.officer], scene.stage.people[seat.person]
    if not is_running(standing(actor, scene.row)):
        _invite(scene, seat, scene.officer)
        return
    party = scene.stage.parties[person.party]
    told: dict[str, Any] = {"email": person.email, "name": person.name, "role": seat.role}
    sign_by_all(scene, propose_person(scene.row, actor=actor, party=party, reason=TO_HELP, **told), day)
    asked = Invitation.objects.pending().get(partnership=scene.row, email=person.email)
    scene.keys["invitation", seat.person] = _confirmed(asked)


def _invite_again(scene: "Scene", seat: shapes.Seat) -> None:
    proven(resend)(invitation=scene.keys["invitation", seat.person], actor=scene.stage.users[scene.officer])


def _accept(scene: "Scene", seat: shapes.Seat) -> None:
    user = account_of(scene.stage, seat.person)
    membership = accept(invitation=scene.keys["invitation", seat.person], user=user)
    if seat.until is not None:
        # The last day of a place is set by an administrator, for which there is the admin and no service.
        membership.ends_on = scene.date(seat.until)
        membership.save(update_fields=["ends_on"])
        record_membership("changed", membership, actor=user, changes={"ends_on": [None, membership.ends_on.isoformat()]})


def account_of(stage: Stage, key: str) -> User:
    """The person's account, made when the first invitation is accepted.

    What `accept_as_new` does for a visitor, but for the password: that of the administrator is taken as it is stored, for hashing one
    anew for some hundred people takes minutes.
    """
    if key not in stage.users:
        data = stage.people[key]
        user = User.objects.create_user(
            data.email,
            name=data.name,
            job_title=data.job_title,
            time_zone=data.time_zone,
            mail=data.mail,
            date_joined=timezone.now(),
        )
        user.password = stage.administrator.password
        user.save(update_fields=["password"])
        stage.users[key] = user
    return stage.users[key]


def write_administrator(email: str, name: str, password: str) -> User:
    user = User.objects.create_superuser(email, password, name=name, date_joined=timezone.now())
    mark_verified(user)
    return user
