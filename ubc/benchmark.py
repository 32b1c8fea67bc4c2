"""How long the pages take that people open most, in multiples of the least that any page takes.

Seconds say something of one machine; the ratio to a page that asks the database one thing says something of the code. A scenario
is a function that gets the person who looks and returns the address to open:

    @scenario("list of partnerships")
    def partnership_list(user: User) -> str:
        return reverse("partnerships:list")
"""

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.accounts.models import User

Scenario = Callable[[User], str]
SCENARIOS: dict[str, Scenario] = {}
FLOOR = "SELECT 1"


def scenario(name: str) -> Callable[[Scenario], Scenario]:
    """Adds what the function below it returns to the benchmark, under this name."""

    def add(function: Scenario) -> Scenario:
        if name in SCENARIOS:
            raise ValueError(f"There are two scenarios named {name}.")
        SCENARIOS[name] = function
        return function

    return add


class Timing(NamedTuple):
    name: str
    seconds: float  # the median of the rounds
    ratio: float  # to the floor of the same run
    queries: int


def run(user: User, *, rounds: int) -> list[Timing]:
    """Times every scenario as this person, the floor first. Raises ValueError where a page does not answer with 200."""
    host = settings.ALLOWED_HOSTS[0].lstrip(".*") or "localhost"
    client, nobody = Client(headers={"host": host}), Client(headers={"host": host})
    client.force_login(user)
    floor = _time(nobody, FLOOR, reverse("health"), rounds)
    timings = [_time(client, name, address(user), rounds) for name, address in SCENARIOS.items()]
    return [timing._replace(ratio=timing.seconds / floor.seconds) for timing in (floor, *timings)]


def _time(client: Client, name: str, address: str, rounds: int) -> Timing:
    _open(client, name, address)  # the first time fills caches
    with CaptureQueriesContext(connection) as captured:
        _open(client, name, address)
    queries = len(captured)  # the next request forgets them
    return Timing(name, statistics.median(_open(client, name, address) for _ in range(rounds)), 1, queries)


def _open(client: Client, name: str, address: str) -> float:
    began = time.perf_counter()
    status = client.get(address, secure=True).status_code
    if status != 200:
        raise ValueError(f"{name}: {address} answers with {status}.")
    return time.perf_counter() - began


@scenario("my work")
def home(user: User) -> str:
    return reverse("home")


@scenario("list of partnerships")
def partnership_list(user: User) -> str:
    return reverse("partnerships:list")
