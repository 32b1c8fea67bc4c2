"""What others hear of accounts."""

from django.dispatch import Signal

# Sent inside the transaction before a person is given another name, with `person`: whoever locks what is written later does so now.
person_renaming = Signal()
# Sent inside the transaction after a person was given another name, with `person`, `before` and `actor`.
person_renamed = Signal()
