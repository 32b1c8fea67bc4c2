"""The container files, read as far as one can without an engine: nothing in them may name what is not there."""

import re
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

from ubc.management.commands.healthcheck import PARTS
from ubc.tests.test_settings import COMPOSE_ONLY, variables_listed, variables_read

pytestmark = pytest.mark.embedded

COMPOSE = yaml.safe_load((settings.BASE_DIR / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"].startswith("concord:")}
DOCKERFILE = [
    line.split(None, 1)
    for line in (settings.BASE_DIR / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
    if line and not line.startswith("#")
]
EXACT = re.compile(r"[a-z]+:\d+\.\d+(\.\d+)?(-[a-z]+)*")


def steps(name):
    return [rest for step, rest in DOCKERFILE if step == name]


def test_the_services_are_those_of_the_house():
    assert set(SERVICES) == {"prepare", "web", "worker", "beat", "postgres", "redis"}
    assert set(OURS) == {"prepare", "web", "worker", "beat"}


def test_every_variable_that_is_set_is_one_that_settings_read():
    read = variables_read()
    for name, service in OURS.items():
        assert set(service["environment"]) - read == set(), name
    [variables] = steps("ENV")
    assert {pair.split("=")[0] for pair in variables.split()} - read == {"PATH", "PYTHONUNBUFFERED", "DJANGO_SETTINGS_MODULE"}


def test_every_variable_that_compose_asks_for_is_in_the_example():
    text = (settings.BASE_DIR / "docker-compose.yml").read_text()
    asked = set(re.findall(r"\$\{([A-Z_]+)", text))
    assert asked - set(variables_listed()) == set()
    assert asked >= COMPOSE_ONLY


def test_images_are_pinned():
    images = [service["image"] for service in SERVICES.values()] + [line.split()[0] for line in steps("FROM")]
    assert [image for image in images if not EXACT.fullmatch(image)] == []


def test_every_command_exists():
    commands = [service["command"] for service in OURS.values()] + [yaml.safe_load(line) for line in steps("CMD")]
    for program, *arguments in commands + [
        service["healthcheck"]["test"][1:] for name, service in OURS.items() if name != "prepare"
    ]:
        if program == "python":
            assert arguments[0] == "manage.py"
            assert arguments[1] in get_commands()
        else:
            assert Path(sys.executable).with_name(program).is_file(), program


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"prepare"}))
def test_every_service_is_watched(name):
    test = SERVICES[name]["healthcheck"]["test"]
    if name in OURS:
        assert test[-1] == name
        assert name in PARTS


def test_nothing_starts_before_the_house_is_prepared():
    for name in set(OURS) - {"prepare"}:
        assert OURS[name]["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}
    for service in OURS.values():
        assert {service["depends_on"][name]["condition"] for name in ("postgres", "redis")} == {"service_healthy"}


def test_no_password_is_written_down():
    text = (settings.BASE_DIR / "docker-compose.yml").read_text()
    for line in text.splitlines():
        if "PASSWORD" in line and not line.lstrip().startswith("#"):
            assert ":?" in line, line
    assert "--requirepass" in SERVICES["redis"]["command"]


def test_the_house_runs_as_nobody_in_particular():
    assert steps("USER") == ["concord"]
    assert [step for step, _ in DOCKERFILE].index("USER") > max(i for i, (step, _) in enumerate(DOCKERFILE) if step == "RUN")
    assert all("user" not in service for service in OURS.values())
    assert all(service["cap_drop"] == ["ALL"] for service in OURS.values())


def test_data_are_kept_in_volumes():
    [folder] = steps("VOLUME")
    assert f"VAR_DIR={folder}" in steps("ENV")[0].split()
    assert all(service["volumes"] == [f"data:{folder}"] for service in OURS.values())
    assert {volume.split(":")[0] for service in SERVICES.values() for volume in service["volumes"]} == set(COMPOSE["volumes"])


def test_secrets_and_data_stay_outside_the_image():
    ignored = (settings.BASE_DIR / ".dockerignore").read_text().splitlines()
    assert {".env", "var", ".git"} <= set(ignored)
