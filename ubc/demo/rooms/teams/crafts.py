"""The team of the craft scheme: small, and just begun to be written down."""

from ubc.demo.rooms.teams.shapes import Development, Place, Team

TEAM = Team(
    since=-360,
    mandate="It fills the places of each term and settles what goes wrong in a workshop within a week.",
    leadership="",
    working="On the phone each Monday.",
    first_review=40,
    places=(
        Place(
            *("hallgren", "senior", "ingrid", -358),
            responsibilities="Answers for terms, marks and the students.",
            powers="Moves a student to another workshop.",
            keeps_plan=True,
        ),
        Place(
            *("warta", "senior", "agnieszka", -355),
            responsibilities="Answers for the workshops and their masters.",
            powers="Opens and closes places.",
            deputy="tomasz",
            keeps_plan=True,
        ),
        Place(
            *("warta", "manager", "tomasz", -350),
            responsibilities="Speaks with the workshops every month.",
            powers="Chooses the workshops of a term.",
        ),
    ),
    development=(
        Development(
            "A course for masters who mark students",
            "warta",
            "Masters mark by the finished piece; the university needs a mark for the way to it.",
            "ingrid",
            -90,
            48,
        ),
    ),
)
