"""The demo world: one university, seven partners and what they do together, as people might have written it.

`ubc.demo.data.WORLD` is the whole of it, as data alone; `ubc.demo.scale` makes as many further partnerships as wanted. All
names are invented and all addresses end in .example. `build` writes it into a database, through the services.
"""

from collections.abc import Callable

from ubc.demo.accounts import DemoAccount


def build(*, seed: int = 1, scale: int = 0, report: Callable[[str], None]) -> list[DemoAccount]:
    """Write the demo world into an empty database and return the accounts to try it with, kind by kind.

    The same seed makes the same world, key by key; its days are counted from today. `scale` is how many further partnerships are
    added to those told in full. `report` is called with a line now and then. Whole or not at all: what interrupts it leaves
    nothing behind. Raises NotEmpty, a CommandError, where there is a partnership already, ValueError beyond ubc.demo.scale.LIMIT.
    """
    from ubc.demo.building import build as write  # the data alone need no database

    return write(seed=seed, scale=scale, report=report)
