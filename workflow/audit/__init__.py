"""The audit: whether the ledger still says what was written, and what of it somebody may read.

`verify` compares every line with its own seal, with the law of its day, with the heads, and with the registers that it
moved. It only reads, streams one batch of cases after the other, and names what is wrong by case and line. `reading`
gives the audit page its lines.
"""
