"""The steps by which somebody comes in, or to sign, taken by somebody who has just shown who he or she is."""

from partnerships.invitations import memberships, officers, pausing, services
from partnerships.signoff.tests.signing import proven

invite = proven(services.invite)
confirm = proven(services.confirm)
resend = proven(services.resend)
change_role = proven(memberships.change_role)
make_officer = proven(officers.make_officer)
lift_pause = proven(pausing.lift_pause)
