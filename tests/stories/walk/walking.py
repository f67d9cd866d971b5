"""The walk itself: from a case that nobody has begun, on through everything that anybody may do.

Two cases are the same place when nothing that a rule reads tells them apart: numbers of lines and documents do not,
nor which of several ordinary members or colleagues it was. So votes are counted instead of named, and of members who
are alike only the first goes on; the order of votes makes no difference to any rule.
"""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from policies.case import Case
from policies.model import Procedure
from tests.stories.walk.circumstances import Circumstance
from tests.stories.walk.moves import LAST_BEFORE_THE_MOVE, MORNINGS, Page, forms
from tests.stories.walk.worlds import World, Worlds
from workflow.acts import Act, Attempt
from workflow.answers import NotReadable, Refused
from workflow.forms import Invalid
from workflow.heads import furthest
from workflow.ledger import Ledger
from workflow.scenes import Scene
from workflow.standing import Standing
from workflow.viewers import Viewer, viewer

TRANSFER = 999_999  # of the case that is walked; no world knows it
# Steps that leave behind who took them.
TOLD_APART = frozenset({"propose", "vote", "recuse", "give-feedback"})
MOST = 60_000  # places of one walk; more would mean that it does not end


@dataclass(frozen=True)
class Place:
    """Where a case stands: the case, the morning, and what has become of the registers."""

    case: Case
    time: int = 0
    befallen: bool = False
    moved: bool = False
    reached: str | None = None

    @property
    def morning(self) -> datetime:
        """The moment at which everything here happens."""
        return MORNINGS[self.time]


@dataclass(frozen=True)
class Way:
    """A way from one place to the next: somebody's step, the next morning, or what befalls."""

    step: str
    who: str
    place: Place
    next: Place

    def __str__(self) -> str:
        return f"{self.place.morning:%Y-%m-%d} {self.who} {self.step} → {self.next.case.state}"


@dataclass
class Walk:
    """Everything that was found: each place once, with the way on which it was first reached, and the ways between."""

    circumstance: Circumstance
    procedure: Procedure
    worlds: Worlds
    first: dict[object, Way | None] = field(default_factory=dict)
    places: dict[object, Place] = field(default_factory=dict)
    back: dict[object, set[object]] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)
    _viewers: dict[tuple[bool, bool, str], Viewer | None] = field(default_factory=dict)
    _holders: dict[object, list[str]] = field(default_factory=dict)

    def explore(self) -> "Walk":
        """Walk until nothing new is found."""
        pending = deque([Place(Case())])
        self._arrive(pending[0], None)
        while pending:
            place = pending.popleft()
            for way in self._ways_from(place):
                self.ways.append(way)
                known = self._arrive(way.next, way)
                self.back.setdefault(self.mark(way.next), set()).add(self.mark(place))
                if not known:
                    pending.append(way.next)
            assert len(self.places) < MOST, "the walk does not end"
        return self

    def _arrive(self, place: Place, way: Way | None) -> bool:
        mark = self.mark(place)
        known = mark in self.first
        if not known:
            self.first[mark] = way
            self.places[mark] = place
        return known

    def path(self, place: Place) -> list[str]:
        """Tell the way on which a place was first reached."""
        told: list[str] = []
        way = self.first[self.mark(place)]
        while way is not None:
            told.append(str(way))
            way = self.first[self.mark(way.place)]
        return told[::-1]

    # -- where one can go -------------------------------------------------------------------------------------

    def _ways_from(self, place: Place) -> Iterator[Way]:
        law = self.procedure.states.get(place.case.state)
        if law is not None and law.closed:
            return
        yield from self._steps(place)
        if place.case.state == "unborn":
            return
        if self._may_wait(place):
            yield Way("wait", "", place, replace(place, time=place.time + 1))
        if self.circumstance.fate is not None and not place.befallen:
            yield Way("fate", "", place, replace(place, befallen=True))

    def _steps(self, place: Place) -> Iterator[Way]:
        world = self.worlds.world(befallen=place.befallen, moved=place.moved)
        for step in self.procedure.steps_from(place.case.state):
            for form in forms(step.name, Page(self.circumstance, place.case, place.morning)):
                for who in self._who_might(step.name, place, world):
                    then = self._attempt(place, world, step.name, who, form)
                    if then is not None:
                        moved = place.moved or step.name == "execute"
                        reached = furthest(self.procedure, place.reached, then.state)
                        yield Way(step.name, who, place, replace(place, case=then, moved=moved, reached=reached))
                        if step.name not in TOLD_APART:
                            break  # whoever else may do it leaves the same case behind

    def _attempt(self, place: Place, world: World, step: str, who: str, form: Any) -> Case | None:
        """Let somebody attempt a step, as an act would be judged; None when it is refused."""
        viewer_ = self._viewer(world, place, who)
        assert viewer_ is not None
        town = self.worlds.town
        born = place.case.state != "unborn"
        sent = {name: town.typed(value) for name, value in form.items()}
        attempt = Attempt(town.account[who], step, "MUT-2024-0001" if born else None, sent, "key")
        scene = Scene(world.connection, self.procedure, self.procedure.steps[step], attempt, viewer_, place.morning)
        scene.ledger = _ledger(place)
        try:
            if born:
                scene.transfer = TRANSFER
                scene.must_be_readable()
            act = Act(scene, scene.actor(), scene.values)
        except (NotReadable, Refused, Invalid):
            return None
        return act.then if act.nothing_refused() else None

    @staticmethod
    def _may_wait(place: Place) -> bool:
        """Say whether the next morning could change anything for the case."""
        ballot = place.case.ballot
        if place.case.ballot_status == "open" and ballot is not None and ballot.closes_at <= place.morning:
            return False
        return place.time + 1 < len(MORNINGS) if place.moved else place.time < LAST_BEFORE_THE_MOVE

    # -- who might --------------------------------------------------------------------------------------------

    def _who_might(self, step: str, place: Place, world: World) -> list[str]:
        """Name those whose role takes the step; of members or peers who are alike, the first who has not acted yet."""
        case = place.case
        people = (case.employee, case.old_post, case.new_post, case.proposer, case.recorder, case.recorders)
        asked = (step, place.befallen, place.moved, people)  # nobody's rights change with the seasons
        if asked not in self._holders:
            by = self.procedure.steps[step].by
            standings = {who: self._standing(who, place, world) for who in self._people}
            self._holders[asked] = [
                who
                for who, standing in standings.items()
                if standing is not None and (case.state == "unborn" or standing.as_any(by) is not None)
            ]
        found = self._holders[asked]
        if step == "propose":
            return [who for who in found if who in self.circumstance.proposers]
        if step in TOLD_APART:
            return self._first_of_each_kind(step, case, found)
        return found

    @property
    def _people(self) -> list[str]:
        """Everybody but the second analyst, who could only do again what the first can, unless she is a deputy."""
        return [who for who in self.worlds.town.account if who != "yusnita" or who in self.circumstance.deputies]

    def _standing(self, who: str, place: Place, world: World) -> Standing | None:
        viewer_ = self._viewer(world, place, who)
        if viewer_ is None:
            return None
        return Standing(world.connection, self.procedure, viewer_, place.case, place.morning.date())

    def _first_of_each_kind(self, step: str, case: Case, people: list[str]) -> list[str]:
        kinds: dict[object, str] = {}
        for who in people:
            employee = self.worlds.town.employee.get(who)
            if not _done(step, case, employee):
                vote = case.ballot.votes.get(employee or 0) if case.ballot else None
                kinds.setdefault((self._kind(case, employee), vote), who)
        return list(kinds.values())

    def _kind(self, case: Case, employee: int | None) -> object:
        """Tell people apart only where a rule might: those who sign, the proposer, and members who may not vote."""
        town = self.worlds.town
        named = {town.employee.get(who) for who in self.circumstance.deputies} | {case.proposer_employee}
        if employee in named:
            return employee
        return case.ballot is None or employee in case.ballot.members

    def _viewer(self, world: World, place: Place, who: str) -> Viewer | None:
        asked = (place.befallen, place.moved, who)
        if asked not in self._viewers:
            account = self.worlds.town.account[who]
            self._viewers[asked] = viewer(world.connection, account, place.morning.date())
        return self._viewers[asked]

    # -- which places are the same ----------------------------------------------------------------------------

    def mark(self, place: Place) -> object:
        """Give what tells a place apart from every other."""
        case, law = place.case, self.procedure.states.get(place.case.state)
        if law is not None and law.closed:
            return case.state
        deputies = frozenset(self.worlds.town.account[who] for who in self.circumstance.deputies)
        duty = case.documents.get("execute")
        return (
            (place.time, place.befallen, place.moved, place.reached, case.state),
            (case.recorder, case.proposer, case.employee, case.planned_on, case.effective_on),
            (tuple(sorted(case.gates.items())), case.justified, case.donor, case.donor or case.dates.get("propose")),
            (self._ballot(place), case.ballot_status, case.voters & deputies),
            (case.courses, case.postponed_until, frozenset(case.documents), duty.on if duty else None),
            (tuple(sorted((r, len(given)) for r, given in case.feedback.items())), frozenset(case.evaluators)),
            (tuple(sorted(case.predicates.items())), case.coached),
        )

    def _ballot(self, place: Place) -> object:
        """Count the votes; once the committee has recommended, all that is left of them is whether that was sound."""
        case = place.case
        if case.state != "proposed":
            return case.ballot is not None and sound(case)
        recused, ballot = self._kinds(case, case.recused), case.ballot
        if ballot is None:
            return recused
        votes = Counter((self._kind(case, member), vote) for member, vote in ballot.votes.items())
        over = ballot.closed_on is not None or ballot.closes_at <= place.morning
        gone = self._kinds(case, ballot.recused)
        return (ballot.members, ballot.closed_on is not None, over, frozenset(votes.items()), gone, recused)

    def _kinds(self, case: Case, people: frozenset[int]) -> object:
        return frozenset(Counter(self._kind(case, employee) for employee in people).items())


def sound(case: Case) -> bool:
    """Say whether a quorate majority carried the candidate, with neither proposer nor subject among the voters.

    Counted here anew, from the votes, by the numbers of the committee's rules of 2024: five at least, two thirds.
    """
    ballot = case.ballot
    if ballot is None or ballot.closed_on is None:
        return False
    entitled = ballot.members - ballot.recused
    votes = Counter(vote for member, vote in ballot.votes.items() if member in entitled)
    quorate = len(entitled) >= 5 and 3 * votes.total() >= 2 * len(entitled)
    partial = {case.employee, case.proposer_employee} & ballot.votes.keys() or case.proposer in ballot.accounts
    return quorate and votes["for"] > votes["against"] and not partial


def _done(step: str, case: Case, employee: int | None) -> bool:
    """Say whether a member has voted or recused, or a colleague has given feedback in this round."""
    if step == "give-feedback":
        return employee in case.feedback.get(3 if case.state == "executed" else 6, frozenset())
    ballot = case.ballot
    return ballot is not None and (employee in ballot.recused or (step == "vote" and employee in ballot.votes))


def _ledger(place: Place) -> Ledger:
    head = {"head": {"reached": place.reached}}
    return Ledger((), place.case, (), (), (head,), TRANSFER)
