"""Writes the demo world through the services, as its people would have: nothing is there that the product would not allow.

`clock` and `timeline` say when, `stage` and `scene` hold what the acts share, `days` guesses what is not dated; the rest is one
module by subject.
"""
