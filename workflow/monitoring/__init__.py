"""What came of the transfers: worked out from their ledgers, kept summed up, and told with what it does not prove.

`summary` reads one ledger, `counting` says what it adds to the figures, `keeping` keeps both, `figures` gives them.
Whatever is kept can be thrown away and worked out again.
"""
