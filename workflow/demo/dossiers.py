"""What the registers know of people and posts and no plot changes: read once, and asked before the law is."""

from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction

from sqlalchemy import Connection, select

from policies.loading import current
from policies.matching import match
from workflow.tables import competences, performance, standards

_GOOD = {("DI_ATAS", "DI_ATAS"), ("DI_ATAS", "SESUAI"), ("SESUAI", "DI_ATAS"), ("SESUAI", "SESUAI")}
_YEARS = 3  # of performance: an act looks two years back, and the last one becomes known in April


class Dossiers:
    """Assessed levels by person, standards by post, and those who have been rated well every year of late."""

    def __init__(self, connection: Connection) -> None:
        self._standards: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for row in connection.execute(select(standards)):
            self._standards[row.post_id][row.competence] = row.level
        self._levels: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for row in connection.execute(select(competences)):
            self._levels[row.employee_id][row.competence] = row.level
        rows = connection.execute(select(performance)).all()
        lately = max((row.year for row in rows), default=0) - _YEARS
        good = Counter(r.employee_id for r in rows if r.year > lately and (r.result, r.behaviour) in _GOOD)
        self.well_rated = frozenset(person for person, years in good.items() if years == _YEARS)

    def able(self, post: int, person: int, day: date) -> bool:
        """Say whether somebody is known to be able to do what a post requires, as R-CMP-01a asks on a day."""
        found = match(self._standards[post], self._levels[person])
        share = Fraction(current().rules["R-CMP-01a"].on(day)["share"])
        return found is None or (found.known and found.jpm >= share)
