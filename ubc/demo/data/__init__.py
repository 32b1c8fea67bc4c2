"""The whole demo world."""

from ubc.demo.data import battery, chair, coldchain, crafts, declined, leaks, swahili
from ubc.demo.data.ahead import AHEAD
from ubc.demo.data.behind import BEHIND
from ubc.demo.data.parties import PARTIES
from ubc.demo.data.people import PEOPLE
from ubc.demo.shapes import World

WORLD = World(
    parties=PARTIES,
    people=PEOPLE,
    partnerships=(
        battery.PARTNERSHIP,
        leaks.PARTNERSHIP,
        crafts.PARTNERSHIP,
        coldchain.PARTNERSHIP,
        swahili.PARTNERSHIP,
        *AHEAD,
        chair.PARTNERSHIP,
        *BEHIND,
        declined.PARTNERSHIP,
    ),
)
