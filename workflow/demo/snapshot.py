"""The registers at one moment, as who looks for a candidate sees them: posts, people, and what the law says."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from policies import staffing
from policies.case import Case
from policies.dates import months_between
from policies.judging import judge
from policies.loading import current
from policies.verdicts import Verdict
from workflow.demo.dossiers import Dossiers
from workflow.demo.offices import NobodyActs, Offices
from workflow.facts import RegisterFacts
from workflow.organisation.calendar import calendar, city_day
from workflow.organisation.people import GONE
from workflow.staffing.counting import PERMANENT, temporary, work_of
from workflow.standing import Standing
from workflow.tables import absences, discipline, employees, posts, relatives
from workflow.viewers import Viewer

_TOO_SOON = 12  # months in the present post: nobody would be asked, whatever may be waived
_OF_THE_PERSON = frozenset({"R-TEN-01", "R-DIS-01", "R-DON-01", "R-DON-03"})  # gates that ask nothing of the new post
_ENOUGH = 0.9  # of a donor unit stays filled, as R-DON-01 asks


class Snapshot:
    """The registers of a moment, read once. `who` is the analyst who looks, and who would propose."""

    def __init__(self, connection: Connection, dossiers: Dossiers, who: Viewer, moment: datetime) -> None:
        self.connection = connection
        self.dossiers = dossiers
        self.who = who
        self.moment = moment
        self.day = city_day(moment)
        self.posts = {row.id: row for row in connection.execute(select(posts).order_by(posts.c.id))}
        serving = select(employees).where(employees.c.standing.not_in(GONE), employees.c.post_id.is_not(None))
        self.people = {row.id: row for row in connection.execute(serving.order_by(employees.c.id))}
        self.holders: dict[int, list[int]] = {}
        for person in self.people.values():
            self.holders.setdefault(person.post_id, []).append(person.id)
        self.posts_of: dict[int, list[Any]] = {}
        for post in self.posts.values():
            self.posts_of.setdefault(post.unit_id, []).append(post)
        self.need = self._needs()
        self.superior = {post.reports_to_id for post in self.posts.values()}
        self.headless = {p.unit_id for p in self.posts.values() if p.head and not self.holders.get(p.id)}
        self.blameless = self._blameless()
        self._answers: dict[tuple[int, int, date], frozenset[str] | None] = {}
        self._own_gates: dict[tuple[int, date], frozenset[str]] = {}

    def _needs(self) -> dict[int, int]:
        """How many people each post needs today, as the law counts them."""
        minutes = int(current().rules["R-ABK-01"].on(self.day)["minutes"])
        query = select(
            posts.c.id,
            posts.c.need,
            work_of(posts.c.id, PERMANENT).label("permanent"),
            work_of(posts.c.id, temporary(self.day)).label("temporary"),
        )
        return {
            row.id: staffing.need(row.permanent, row.temporary, None, row.need, minutes).whole
            for row in self.connection.execute(query)
        }

    def _blameless(self) -> set[int]:
        """Active civil servants of good performance, with nothing on file, no absence and no declared family."""
        found = {p.id for p in self.people.values() if (p.status, p.standing) == ("PNS", "AKTIF")}
        found &= self.dossiers.well_rated
        for column in (
            discipline.c.employee_id,
            absences.c.employee_id,
            relatives.c.employee_id,
            relatives.c.other_employee_id,
        ):
            found -= set(self.connection.scalars(select(column).where(column.is_not(None))))
        return found

    def unit_of(self, person: Any) -> int:
        """Give the unit in which somebody works."""
        return int(self.posts[person.post_id].unit_id)

    def code_of(self, person: Any) -> str:
        """Give the code of somebody's post."""
        return str(self.posts[person.post_id].code)

    def spares(self, person: Any, leaving: set[int]) -> bool:
        """Say whether somebody's unit can spare him when others have left as well."""
        own = self.posts_of[self.unit_of(person)]
        need = sum(self.need[post.id] for post in own)
        before = self._filled(own, leaving)
        after = self._filled(own, leaving | {person.id})
        return after == before or after >= _ENOUGH * need

    def _filled(self, own: list[Any], without: set[int]) -> int:
        """Count how far posts would be filled without some people."""
        return sum(
            min(sum(person not in without for person in self.holders.get(post.id, ())), self.need[post.id])
            for post in own
        )

    def open_gates(self, post: Any, person: Any, planned_on: date) -> frozenset[str] | None:
        """Name the gates that a proposal would leave open, or None when it would be refused."""
        asked = (person.id, post.id, planned_on)
        if asked not in self._answers:
            self._answers[asked] = self._judged(post, person, planned_on)
        return self._answers[asked]

    def rules_out(
        self, post: Any, person: Any, planned_on: date, wanted: frozenset[str], allowed: frozenset[str]
    ) -> bool:
        """Say whether a pair is seen at once to have a gate too many or too few, without asking the law again."""
        if "R-CMP-01a" not in allowed and not self.dossiers.able(post.id, person.id, self.day):
            return True
        if "R-CMP-07" not in allowed and post.job_class < self.posts[person.post_id].job_class:
            return True
        own = self._own_gates.get((person.id, planned_on))
        return own is not None and not (wanted & _OF_THE_PERSON <= own <= allowed)

    def _judged(self, post: Any, person: Any, planned_on: date) -> frozenset[str] | None:
        if person.post_since is None or months_between(person.post_since, planned_on) < _TOO_SOON:
            return None
        law = current()
        results = judge(law, law.steps["propose"], self._facts(post, person, planned_on))
        if any(result.refuses for result in results):
            return None
        gates = frozenset(result.rule for result in results if result.verdict == Verdict.OPEN)
        self._own_gates[person.id, planned_on] = gates & _OF_THE_PERSON
        return gates

    def has_chair(self, post: Any, person: Any, planned_on: date) -> bool:
        """Say whether the chair or the vice-chair may judge a pair: both may be superiors of the same person."""
        offices = Offices(self.connection, self._proposed(post, person, planned_on), self.day)
        try:
            return bool(offices.who(current().steps["close-ballot"], "committee_chair"))
        except NobodyActs:
            return False

    def _proposed(self, post: Any, person: Any, planned_on: date) -> Case:
        return Case(
            state="proposed",
            new_post=post.id,
            receiving_unit=post.unit_id,
            kind="INTRA",
            proposer=self.who.account,
            proposer_employee=self.who.employee,
            employee=person.id,
            old_post=person.post_id,
            donor_unit=self.unit_of(person),
            category=post.category,
            planned_on=planned_on,
        )

    def _facts(self, post: Any, person: Any, planned_on: date) -> RegisterFacts:
        then = self._proposed(post, person, planned_on)
        standing = Standing(self.connection, current(), self.who, then, self.day)
        actor = standing.as_any(current().steps["propose"].by)
        if actor is None:
            raise NobodyActs(f"account {self.who.account} proposes nobody for unit {post.unit_id}")
        return RegisterFacts(
            connection=self.connection,
            procedure=current(),
            standing=standing,
            transfer=None,
            moment=self.moment,
            today=self.day,
            step="propose",
            actor=actor,
            form={"kind": "INTRA", "justification": "whatever is warned of will be justified"},
            case=Case(state="needs_identified", new_post=post.id, receiving_unit=post.unit_id),
            then=then,
            calendar=calendar(self.connection),
        )
