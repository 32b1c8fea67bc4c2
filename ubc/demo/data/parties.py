"""The organisations of the demo world. None of them exists."""

from ubc.demo.shapes import Party

PARTIES = (
    Party(
        key="hallgren",
        name="Hallgren Technical University",
        short_name="Hallgren TU",
        kind="university",
        university_type="research",
        country="SE",
        city="Malmö",
        website="https://www.hallgren.example",
        about=(
            "A technical university of eleven thousand students by the Öresund, strong in materials, water and computing. Its "
            "Innovation Office looks after partners, patents and spin-offs, with fourteen people in an old rope factory."
        ),
        units=(
            "Innovation Office",
            "Department of Materials and Processes",
            "Department of Water and Ground Systems",
            "School of Computing and Language",
            "Dual Study Centre",
        ),
        identifiers=(("ROR", "0example1"),),
    ),
    Party(
        key="lahnberg",
        name="Lahnberg Materials SE",
        short_name="Lahnberg",
        kind="business",
        business_type="multinational",
        relation_basis="affects",
        country="DE",
        city="Kassel",
        website="https://www.lahnberg.example",
        about=(
            "Makes and recovers metals and powders for batteries and catalysts, with 19,000 people at 31 sites. The recovery "
            "business is run from Kassel."
        ),
        units=("Circular Materials", "Pilot Plant Kassel", "Training and Talent"),
        identifiers=(("LEI", "EXAMPLELAHNBERG00001"),),
    ),
    Party(
        key="koudewind",
        name="Koudewind Sensortechniek B.V.",
        short_name="Koudewind",
        kind="business",
        business_type="sme",
        relation_basis="affects",
        country="NL",
        city="Groningen",
        website="https://www.koudewind.example",
        about=(
            "Thirty-eight people who build small sensors for cold stores, reefers and ferries: temperature, humidity and "
            "shock, logged for five years on one battery."
        ),
    ),
    Party(
        key="valleclaro",
        name="Aguas del Valle Claro, S.A.",
        short_name="Valle Claro",
        kind="business",
        business_type="public",
        relation_basis="affects",
        country="ES",
        city="Zaragoza",
        website="https://www.valleclaro.example",
        about=(
            "The public water company of 43 municipalities in the middle Ebro region: 2,140 kilometres of pipe, 310,000 "
            "people, owned by the municipalities it serves."
        ),
        units=("Network Operations", "Data and Control Centre", "Innovation and Assets"),
        identifiers=(("VAT", "ES-EXAMPLE-VC"),),
    ),
    Party(
        key="warta",
        name="Warta Valley Crafts Association",
        short_name="Warta Crafts",
        kind="business",
        business_type="association",
        relation_basis="affected",
        country="PL",
        city="Poznań",
        website="https://www.rzemioslo-warta.example",
        about=(
            "Stowarzyszenie Rzemiosł Doliny Warty: six hundred workshops of joiners, roofers, electricians and restorers, with "
            "an examination board and a training house of its own."
        ),
    ),
    Party(
        key="lugha",
        name="Lugha Mpya Ltd",
        short_name="Lugha Mpya",
        kind="business",
        business_type="startup",
        relation_basis="affects",
        country="KE",
        city="Nairobi",
        website="https://www.lughampya.example",
        about=(
            "A start-up of sixteen people that makes speech recognition for Swahili as it is spoken from Lamu to Bukavu, for "
            "clinics, radio stations and farm advisers."
        ),
        identifiers=(("BRS", "EXAMPLE-LM-01"),),
    ),
    Party(
        key="varzea",
        name="Instituto Várzea Viva",
        short_name="Várzea Viva",
        kind="community",
        business_type="ngo",
        relation_basis="affected",
        country="BR",
        city="Belém",
        website="https://www.varzeaviva.example",
        about=(
            "A non-governmental organisation that works with 64 fishing and açaí cooperatives along the lower Amazon on cold "
            "storage, fair prices and river schools."
        ),
    ),
    Party(
        key="hokuto",
        name="Hokuto Geothermal Resources Agency",
        short_name="Hokuto",
        kind="government",
        business_type="government",
        relation_basis="affects",
        country="JP",
        city="Sendai",
        website="https://www.hokuto-geo.example",
        about=(
            "A public agency that explores for geothermal heat in northern Honshu, drills test wells, and advises towns whose "
            "hot springs depend on the same water."
        ),
        units=("Drilling Programmes", "International Cooperation Section"),
    ),
    Party(
        key="drittblick",
        name="Drittblick, Office for Joint Ventures and Reviews",
        short_name="Drittblick",
        kind="neutral",
        country="AT",
        city="Vienna",
        website="https://www.drittblick.example",
        about=(
            "An independent office that chairs difficult meetings and reviews collaborations. It owns no part of any of them."
        ),
    ),
)
