"""The services of the room, as people call them who have just shown who they are."""

from partnerships.signoff.tests.signing import Proven
from rmp.leadership import services as asking

services = Proven(asking)
