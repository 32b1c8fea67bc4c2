"""Who may be tried out: some people of the demo world, one kind after the other. Nothing here is secret."""

from typing import NamedTuple

PASSWORD = "try-both-sides"  # noqa: S105 - public: it opens invented accounts in an invented world
ADMINISTRATOR_EMAIL = "administrator@hallgren.example"
ADMINISTRATOR_NAME = "Ulrika Falk"


class DemoAccount(NamedTuple):
    """One account: what kind of person it is, and what there is to see with it."""

    kind: str
    name: str
    email: str
    password: str
    note: str


# (kind, key of the person, what there is to see); the administrator comes last and is no person of the world.
KINDS = (
    ("TTO officer", "annika", "sees all of the university's partnerships; a revision waits for her signature"),
    ("University contributor", "ingrid", "writes in the laboratory and in the leak partnership, stands for the craft scheme"),
    ("Partner representative", "marta", "Valle Claro; version 3 of a plan waits for her signature"),
    ("Partner representative", "katrin", "Lahnberg; five partnerships, one of them in exit, one declined"),
    ("Partner contributor", "thomas", "Lahnberg; leads the pilot line"),
    ("Partner reader", "elena", "Valle Claro; reads, changes nothing"),
    ("Respondent", "felix", "Lahnberg; answers assessments, sees no records"),
    ("Facilitator", "clemens", "neutral; sees what is joint in two partnerships"),
    ("Auditor", "theresa", "neutral; sees what is joint and what the parties share"),
)
ADMINISTRATOR_KIND, ADMINISTRATOR_NOTE = "Administrator", "accounts and taxonomies in the Django admin; sees no partnership"
