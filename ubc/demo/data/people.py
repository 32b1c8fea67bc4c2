"""The people of the demo world. None of them exists."""

from ubc.demo.shapes import Person


def at(party: str, domain: str, time_zone: str, *people: tuple[str, str, str, str], **more: str) -> tuple[Person, ...]:
    """The people of one party: (key, name, mailbox, job title) each; what they share comes once."""
    return tuple(
        Person(key, name, f"{mailbox}@{domain}", party, job_title, time_zone, **more)  # type: ignore[arg-type]
        for key, name, mailbox, job_title in people
    )


PEOPLE = (
    *at(
        "hallgren",
        "hallgren.example",
        "Europe/Stockholm",
        ("annika", "Annika Sjöholm", "annika.sjoholm", "Head of Partnerships, Innovation Office"),
        ("johan", "Johan Ekdal", "johan.ekdal", "Technology Transfer Officer"),
        everywhere="officer",
    ),
    *at(
        "hallgren",
        "hallgren.example",
        "Europe/Stockholm",
        ("leyla", "Leyla Demir", "leyla.demir", "Professor of Hydrometallurgy"),
        ("mats", "Mats Hedlund", "mats.hedlund", "Professor of Water and Ground Systems"),
        ("sara", "Sara Wikström", "sara.wikstrom", "Associate Professor of Speech Processing"),
        ("ingrid", "Ingrid Nordahl", "ingrid.nordahl", "Director, Dual Study Centre"),
    ),
    *at(
        "lahnberg",
        "lahnberg.example",
        "Europe/Berlin",
        ("katrin", "Katrin Vogelsang", "katrin.vogelsang", "Vice President, Circular Materials"),
        ("thomas", "Thomas Reuss", "thomas.reuss", "Manager, Pilot Plant Kassel"),
        ("sabine", "Sabine Holtkamp", "sabine.holtkamp", "Head of Training and Talent"),
        ("miriam", "Miriam Aslan", "miriam.aslan", "Counsel, Research Contracts"),
        ("felix", "Felix Brandauer", "felix.brandauer", "Process Engineer"),
        ("dieter", "Dieter Kolbe", "dieter.kolbe", "Head of Apprenticeships, retired"),
        ("julian", "Julian Ostermann", "julian.ostermann", "Counsel, Research Contracts"),
    ),
    *at(
        "koudewind",
        "koudewind.example",
        "Europe/Amsterdam",
        ("joost", "Joost van der Meulen", "joost", "Managing Director"),
        ("femke", "Femke Hoekstra", "femke", "Lead Hardware Engineer"),
        ("ruben", "Ruben Kuiper", "ruben", "Field Test Technician"),
    ),
    *at(
        "valleclaro",
        "valleclaro.example",
        "Europe/Madrid",
        ("marta", "Marta Echeverría Lanuza", "m.echeverria", "Director of Innovation and Assets"),
        ("sergio", "Sergio Aznar Gil", "s.aznar", "Head of Network Operations"),
        ("nuria", "Nuria Calvo Bernad", "n.calvo", "Head of the Data and Control Centre"),
        ("pablo", "Pablo Lasierra Mur", "p.lasierra", "Foreman, Leak Crew East"),
        ("elena", "Elena Royo Ferrer", "e.royo", "Legal Adviser"),
    ),
    *at(
        "warta",
        "rzemioslo-warta.example",
        "Europe/Warsaw",
        ("agnieszka", "Agnieszka Wolska", "a.wolska", "Director"),
        ("tomasz", "Tomasz Gajewski", "t.gajewski", "Master Joiner, Chair of the Examination Board"),
        ("pawel", "Paweł Rutkowski", "p.rutkowski", "Apprenticeship Coordinator"),
    ),
    *at(
        "lugha",
        "lughampya.example",
        "Africa/Nairobi",
        ("wanjiku", "Wanjiku Mwangi", "wanjiku", "Founder and Chief Executive"),
        ("baraka", "Baraka Otieno", "baraka", "Head of Speech Engineering"),
        ("amina", "Amina Juma Said", "amina", "Community Recordings Lead"),
    ),
    *at(
        "varzea",
        "varzeaviva.example",
        "America/Belem",
        ("luciana", "Luciana Teixeira Prado", "luciana.prado", "Executive Director"),
        ("raimundo", "Raimundo Nonato Farias", "raimundo.farias", "Cooperative Liaison"),
        ("beatriz", "Beatriz Sampaio Leal", "beatriz.leal", "Project Finance Officer"),
    ),
    *at(
        "hokuto",
        "hokuto-geo.example",
        "Asia/Tokyo",
        ("kenji", "Kenji Sawamura", "sawamura", "Director, Drilling Programmes"),
        ("yuki", "Yuki Tachibana", "tachibana", "Senior Geologist"),
        ("haruka", "Haruka Onodera", "onodera", "International Cooperation Section"),
    ),
    *at(
        "drittblick",
        "drittblick.example",
        "Europe/Vienna",
        ("clemens", "Clemens Auinger", "clemens.auinger", "Facilitator"),
        ("theresa", "Theresa Moosbrugger", "theresa.moosbrugger", "Auditor"),
    ),
)
