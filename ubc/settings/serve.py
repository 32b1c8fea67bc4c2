"""For `manage.py serve` and the container: production with a private key it makes for itself where none is given."""

from .environment import make_secret_key

make_secret_key()  # before production looks for it

from .prod import *  # noqa: E402, F403
