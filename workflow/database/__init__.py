"""The databases under the ledger: how they are opened, and the only place where a transaction begins or ends.

`connect` opens an engine, `reading` and `writing` are the two kinds of transaction there are, `upgrade` brings a
database to the newest schema and `current` asks whether it is there. What a database cannot do at the moment is told
as `Busy` or `Unwritable`; what it refuses stays the IntegrityError that SQLAlchemy raises.
"""

from workflow.database.connections import connect
from workflow.database.failures import Busy, Unwritable
from workflow.database.transactions import reading, writing
from workflow.database.upgrading import current, upgrade

__all__ = ["Busy", "Unwritable", "connect", "current", "reading", "upgrade", "writing"]
