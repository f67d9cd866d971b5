"""The demonstration: a synthetic city and its cast. Nobody in it exists; every NIP carries a 9xx serial."""
