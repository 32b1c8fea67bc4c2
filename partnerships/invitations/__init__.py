"""How people come in: an invitation bound to an e-mail address, accepted by the person and never silently."""
