"""Competence and behaviour in the leak partnership: roles are described, one side has published, the charter is a draft."""

from ubc.demo.rooms.competence_shapes import (
    Asked,
    Charter,
    Competences,
    Finding,
    Measure,
    Newcomer,
    Observation,
    Published,
    Rated,
    Role,
    Worker,
)

LEAKS = Competences(
    roles=(
        Role(
            "operative",
            "Listens to the pipes, digs, and writes down what was found: leak crews, control centre, students in the field.",
            (Asked("AT4", 3, 3), Asked("AB4", 3), Asked("AD3", 2, 3)),
            "valleclaro",
            -580,
        ),
        Role(
            "student-coordinator",
            "Brings technicians into the degree course and students into the crews.",
            (Asked("AT1", 3, 3), Asked("AB1", 3)),
            "hallgren",
            -470,
        ),
    ),
    workers=(
        *(
            Worker("valleclaro", "operative", name, -560, (Rated(-70, levels),))
            for name, levels in (
                ("Julián Mora", "422"),
                ("Carmen Ibáñez", "331"),
                ("Adrián Soler", "312"),
                ("Lucía Peiró", "323"),
                ("Óscar Blasco", "211"),
                ("Teresa Gimeno", "322"),
            )
        ),
        Worker("hallgren", "operative", "Signe Mattsson", -300, (Rated(-60, "234"),)),
        Worker("hallgren", "operative", "Arvid Holm", -14),
        Worker("hallgren", "student-coordinator", "ingrid", -470, (Rated(-60, "43"),)),
    ),
    published=(Published("valleclaro", -66, "Crews and control centre together."),),
    measures=(
        Measure(
            "Crews write the find report with a student",
            "shadowing",
            "valleclaro",
            -64,
            50,
            by="valleclaro",
            code="AB4",
            role="operative",
            aim="A report that somebody who was not there can use.",
            steps=(("in_progress", -30, "sergio", ""),),
        ),
    ),
    charter=Charter(
        "Crews, control centre and university meet as people who know different things about the same pipes.",
        (
            ("We go and look before we judge", "Nobody corrects a report from a desk."),
            ("We answer a question of the crews before we ask the next one", ""),
            ("We give back what we measured", "Whoever dug sees within a week what the sensors had said."),
        ),
        "hallgren",
        -25,
    ),
    observations=(
        Observation(
            "valleclaro",
            "hallgren",
            "exemplary",
            "Came to the depot at five in the morning to show the crews what their find had changed in the model.",
            -45,
            answered=(-41, "We learnt more there than the crews did."),
        ),
    ),
    newcomers=(Newcomer("hallgren", "operative", "Arvid Holm", -19, -14, 26, ticked=(("why", -13), ("places", -10))),),
    findings=(
        Finding(
            "valleclaro",
            "systems",
            "strength",
            "Every pipe and valve is in one map that the crews trust",
            "The university reads it live.",
        ),
        Finding("valleclaro", "people", "weakness", "Many of the best listeners retire within five years"),
        Finding(
            "hallgren",
            "people",
            "strength",
            "Students who like to be outside",
            "Field weeks stand in the curriculum.",
        ),
    ),
)
