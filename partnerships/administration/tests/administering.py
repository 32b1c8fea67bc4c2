"""What an administrator does, who has just shown who he or she is."""

from partnerships.administration.services import addresses, parties, people
from partnerships.signoff.tests.signing import proven

change_address = proven(addresses.change_address)
change_rights = proven(people.change_rights)
reactivate = proven(people.reactivate)
save_party = proven(parties.save_party)
confirm_party = proven(parties.confirm_party)
