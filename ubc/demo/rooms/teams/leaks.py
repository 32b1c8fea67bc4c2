"""The team of the leak partnership: its leaders are named, and some places are still empty."""

from ubc.demo.rooms.teams.shapes import Place, Resource, Team

TEAM = Team(
    since=-620,
    mandate="It decides where sensors go next and in which order crews dig. Money and staff it brings to both houses.",
    leadership="Mats Hedlund and Marta Echeverría Lanuza.",
    working="Every second Wednesday on a call; twice a year in the network itself.",
    first_review=-20,
    places=(
        Place(
            *("hallgren", "senior", "mats", -618),
            responsibilities="Answers for the university's part and for what is published.",
            powers="Commits the chair's people and instruments.",
        ),
        Place(
            *("valleclaro", "senior", "marta", -618),
            responsibilities="Answers for the utility's part and for access to the network.",
            powers="Decides on digging up to 60,000 euro a year.",
            deputy="sergio",
        ),
        Place(
            *("valleclaro", "designate", "sergio", -610),
            responsibilities="Brings the crews and the network's operation to the table.",
            powers="Closes a zone for a trial night.",
        ),
        Place(
            *("valleclaro", "lead", "nuria", -600),
            responsibilities="Data of the network, and who may use them.",
            keeps_plan=True,
        ),
    ),
    resources=(
        Resource(
            *("valleclaro", "equipment", "Two hundred hydrophones"),
            purpose="In the eastern zones, for the length of the partnership.",
            written=-590,
            available=-560,
        ),
        Resource(
            *("hallgren", "personnel", "Two doctoral students"),
            purpose="Listening, modelling, and going along with the crews.",
            written=-590,
            available=-540,
        ),
    ),
)
