"""What others hear of accounts."""

from django.dispatch import Signal

# Sent inside the transaction after a person was given another name, with `person`, `before` and `actor`.
person_renamed = Signal()
