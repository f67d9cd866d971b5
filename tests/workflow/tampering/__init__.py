"""Ways to tamper with a ledger, by what is tampered with: each with the first thing that must be found.

Importing this package fills `TAMPERINGS`.
"""

from tests.workflow.tampering import cases, doubts, guards, lines, registers, replayed
from tests.workflow.tampering.table import TAMPERINGS, Tampering

__all__ = ["TAMPERINGS", "Tampering", "cases", "doubts", "guards", "lines", "registers", "replayed"]
