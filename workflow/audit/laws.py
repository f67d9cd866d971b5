"""The law under which a line was written, by its digest: each text is kept once, in the database itself."""

from sqlalchemy import Connection, select

from policies.loading import recorded
from policies.model import Procedure
from policies.reading_files import LawError
from workflow.audit.report import LAW, Report
from workflow.canonical import digest
from workflow.tables import law_texts


class Laws:
    """The procedures that a database's lines were written under, read when they are first asked for."""

    def __init__(self, connection: Connection, report: Report) -> None:
        self._texts: dict[str, bytes] = {}
        self._read: dict[str, Procedure | None] = {}
        for row in connection.execute(select(law_texts.c.digest, law_texts.c.text).order_by(law_texts.c.first_used_at)):
            name, text = bytes(row.digest).hex(), bytes(row.text)
            if digest(text) == bytes(row.digest):
                self._texts[name] = text
            else:
                report.fault("text", LAW, detail=name)

    def of(self, name: str) -> Procedure | None:
        """Give the procedure with a digest (in hexadecimal); None when its text is not kept or no longer readable."""
        if name not in self._read:
            self._read[name] = self._readable(name)
        return self._read[name]

    def _readable(self, name: str) -> Procedure | None:
        try:
            return recorded(self._texts[name])
        except (LawError, LookupError, ValueError, TypeError, AttributeError):
            # A text of another release may know words that this one does not; then its lines cannot be replayed.
            return None
