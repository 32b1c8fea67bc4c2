"""Word lists for the generated parties and people of ubc.demo.scale. All of them are invented."""

from typing import NamedTuple


class Country(NamedTuple):
    code: str
    time_zone: str
    cities: tuple[str, ...]
    company: str
    given: tuple[str, ...]
    family: tuple[str, ...]


COUNTRIES = (
    Country(
        "FI",
        "Europe/Helsinki",
        ("Turku", "Oulu", "Lahti"),
        "Oy",
        ("Aino", "Eero", "Helmi", "Olli", "Saara", "Timo"),
        ("Korhonen", "Laine", "Niemi", "Salonen", "Virta"),
    ),
    Country(
        "DK",
        "Europe/Copenhagen",
        ("Odense", "Aalborg", "Vejle"),
        "ApS",
        ("Anders", "Birgit", "Freja", "Jonas", "Karen", "Mikkel"),
        ("Bertelsen", "Dahl", "Holm", "Kirk", "Winther"),
    ),
    Country(
        "IT",
        "Europe/Rome",
        ("Trieste", "Parma", "Bari"),
        "S.r.l.",
        ("Alice", "Davide", "Elisa", "Giorgio", "Marco", "Paola"),
        ("Bellini", "Conti", "Marchetti", "Riva", "Serra"),
    ),
    Country(
        "FR",
        "Europe/Paris",
        ("Nantes", "Grenoble", "Lille"),
        "SAS",
        ("Camille", "Hugo", "Jeanne", "Luc", "Margaux", "Yann"),
        ("Arnaud", "Blanchet", "Carpentier", "Leroux", "Vidal"),
    ),
    Country(
        "CZ",
        "Europe/Prague",
        ("Brno", "Liberec", "Olomouc"),
        "s.r.o.",
        ("Hana", "Jakub", "Lenka", "Martin", "Petra", "Tereza"),
        ("Benda", "Dvorsky", "Havel", "Kolar", "Urban"),
    ),
    Country(
        "PT",
        "Europe/Lisbon",
        ("Aveiro", "Braga", "Setúbal"),
        "Lda",
        ("Beatriz", "Carlos", "Diogo", "Leonor", "Rita", "Tiago"),
        ("Cardoso", "Lopes", "Matos", "Ramos", "Teles"),
    ),
    Country(
        "IE",
        "Europe/Dublin",
        ("Cork", "Galway", "Sligo"),
        "Ltd",
        ("Aoife", "Cian", "Eoin", "Maeve", "Niamh", "Ronan"),
        ("Brennan", "Daly", "Foley", "Keane", "Tierney"),
    ),
    Country(
        "CA",
        "America/Toronto",
        ("Hamilton", "Kingston", "Sudbury"),
        "Inc.",
        ("Amara", "Claire", "Ethan", "Grace", "Liam", "Noah"),
        ("Campbell", "Fraser", "Gagnon", "Lam", "Singh"),
    ),
    Country(
        "ZA",
        "Africa/Johannesburg",
        ("Durban", "Bloemfontein", "Gqeberha"),
        "Pty Ltd",
        ("Andile", "Johan", "Lerato", "Nomsa", "Sipho", "Zanele"),
        ("Botha", "Dlamini", "Khumalo", "Naidoo", "Pillay"),
    ),
    Country(
        "IN",
        "Asia/Kolkata",
        ("Pune", "Coimbatore", "Surat"),
        "Pvt Ltd",
        ("Anjali", "Arjun", "Kavya", "Meera", "Rohan", "Vikram"),
        ("Deshpande", "Iyer", "Kulkarni", "Nair", "Shah"),
    ),
)

STEMS = (
    "Aldermoor",
    "Arbolada",
    "Brennholt",
    "Brisamar",
    "Castellori",
    "Corrieval",
    "Dravenna",
    "Ekeberga",
    "Fenwater",
    "Ferrandel",
    "Glasmora",
    "Halvtind",
    "Isterra",
    "Kaskela",
    "Korvensuu",
    "Lindarosa",
    "Lumiveer",
    "Marisol",
    "Montarel",
    "Nordvik",
    "Okelund",
    "Pellinor",
    "Quintavale",
    "Rosenkil",
    "Sandhavn",
    "Talvio",
    "Umbriel",
    "Vesterby",
    "Wolnica",
    "Zelenka",
)
TRADES = (
    "Acoustics",
    "Batteries",
    "Ceramics",
    "Dairy",
    "Diagnostics",
    "Energy",
    "Fibres",
    "Foods",
    "Forestry",
    "Logistics",
    "Marine",
    "Optics",
    "Packaging",
    "Pumps",
    "Rail",
    "Robotics",
    "Software",
    "Steel",
    "Textiles",
    "Timber",
)
