"""What the parties say of information, property and publications, in three partnerships."""

from ubc.demo.rooms.knowledge_stories.battery import BATTERY
from ubc.demo.rooms.knowledge_stories.others import CRAFTS, LEAKS

STORIES = {"battery": BATTERY, "leaks": LEAKS, "crafts": CRAFTS}
