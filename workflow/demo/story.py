"""One case as it is told: each method is what one office does, after some working days, in words that it would use."""

from datetime import date, timedelta
from functools import partial
from random import Random

from policies.case import Case
from policies.dates import add_months
from policies.loading import current
from workflow.answers import Receipt
from workflow.demo.casting import Move, Part
from workflow.demo.stage import Form, Stage
from workflow.demo.telling import Beat, Plot
from workflow.demo.wording import Pen
from workflow.organisation.calendar import city_day
from workflow.organisation.registers.corrections import correct_employee

# Working days that an office usually takes.
PACE = {
    "propose": 3,
    "donor-answer": 2,
    "open-ballot": 2,
    "close-ballot": 1,
    "recommend": 1,
    "assign-training": 3,
    "record-consideration": 4,
    "sign-decree": 4,
    "inaugurate": 2,
}
WANTED_PEERS = 2  # as R-EVL-09 asks
BALLOT_DAYS = 3  # working days that a ballot stays open
_ANALYST = ("personnel_analyst",)
_RECORDERS = ("proposer", "personnel_analyst")


class Story:
    """A case under way: whose it is, what time it is in it, and what its people have written so far."""

    def __init__(self, stage: Stage, name: str, begins: date, planned_on: date) -> None:
        self.stage = stage
        self.rng = Random(f"story {name}")
        self.pen = Pen(self.rng)
        self.turn = self.rng.randrange(2)
        self.planned_on = planned_on
        self.moment = stage.diary.morning(stage.diary.working(begins), self.rng)
        self.case_number = ""
        self.part = Part(0, "", 0)

    # -- time -----------------------------------------------------------------------------------------------------

    @property
    def day(self) -> date:
        """The day that it is in the story."""
        return city_day(self.moment)

    def wait(self, working_days: int = 0) -> None:
        """Let working days pass; none is a little later."""
        if working_days:
            self.moment = self.stage.diary.morning(self.stage.diary.after(self.day, working_days), self.rng)
        else:
            self.moment = self.stage.diary.later(self.moment, self.rng)

    def until(self, day: date) -> None:
        """Wait for a day, or for the first working day after it; if it has come already, only a little."""
        if day > self.day:
            self.moment = self.stage.diary.morning(self.stage.diary.working(day), self.rng)
        else:
            self.wait()

    def catch_up(self, other: "Story") -> None:
        """Go on after another story, in which it is later."""
        self.moment = max(self.moment, other.moment)
        self.wait()

    # -- what everything is made of -----------------------------------------------------------------------------

    @property
    def case(self) -> Case:
        """The case as its ledger tells it by now."""
        return self.stage.case(self.case_number)

    def step(self, name: str, who: int | str, form: Form | None = None) -> Plot:
        """Let somebody take a step now: an account, or a role."""
        roles = who if isinstance(who, int) else (who,)
        yield Beat(
            self.moment,
            partial(self.stage.act, self.moment, self.case_number, name, roles, form or {}, self.turn),
        )

    def _document(self, name: str, who: str, form: Form | None = None, on: date | None = None) -> Plot:
        """Let somebody record a document; its number is the next one on the day on which it is recorded."""

        def record() -> Receipt:
            number = {"number": self.stage.number(name, self.day), "on": (on or self.day).isoformat()}
            return self.stage.act(self.moment, self.case_number, name, (who,), {**number, **(form or {})}, self.turn)

        yield Beat(self.moment, record)

    # -- the need and the proposal --------------------------------------------------------------------------------

    def need(self, move: Move, employee: int | None = None) -> Plot:
        """Somebody records that a post has to be filled."""

        def identify() -> Receipt:
            self.part = self.stage.cast(move, self.planned_on, self.moment, self.rng, employee)
            return self._identify()

        receipt = yield Beat(self.moment, identify)
        self.case_number = receipt.case_number

    def need_of(self, part: Part) -> Plot:
        """Somebody records the need for a pair that was cast before."""
        self.part = part
        receipt = yield Beat(self.moment, self._identify)
        self.case_number = receipt.case_number

    def _identify(self) -> Receipt:
        note = self.pen.need(self.part.post_code, self.stage.names(self.part))
        return self.stage.identify(self.moment, self.part, self._recorders, note, self.turn)

    @property
    def _recorders(self) -> tuple[str, ...]:
        """Needs come from the receiving unit as a rule, and now and then from the personnel office."""
        return _ANALYST if self.turn and self.rng.random() < 0.3 else _RECORDERS

    def propose(self, after: int = PACE["propose"], justification: str = "", *, own_request: bool = False) -> Plot:
        """A candidate is proposed, for the service or at his own request."""
        self.wait(after)

        def propose() -> Receipt:
            names = self.stage.names(self.part)
            form = {
                "employee": str(self.part.employee),
                "kind": "INTRA",
                "planned_on": self.planned_on.isoformat(),
                "reason": self.pen.reason(self.part.post_code, names, own_request=own_request),
                "justification": justification,
                "no_conflict": "yes",
            }
            if own_request:
                letter_on = self.day - timedelta(days=self.rng.randrange(9, 30))
                number = self.stage.number("propose", letter_on)
                form |= {"kind": "INTRA_REQ", "letter_number": number, "letter_on": letter_on.isoformat()}
            return self.stage.act(self.moment, self.case_number, "propose", _RECORDERS, form, self.turn)

        yield Beat(self.moment, propose)

    # -- the donor, gates, revision -------------------------------------------------------------------------------

    def donor(self, answer: str = "consents", after: int = PACE["donor-answer"]) -> Plot:
        """The head of the donor unit answers."""
        self.wait(after)
        reason = self.pen.say("consent" if answer == "consents" else "objection")
        yield from self.step("donor-answer", "donor_head", {"answer": answer, "reason": reason})

    def silence(self) -> Plot:
        """The donor does not answer, and after seven working days that is recorded."""
        self.wait(9)
        yield from self.step("record-silence", "head_bkpsdm", {"note": self.pen.say("silence")})

    def waive_gates(self) -> Plot:
        """Whatever gates stand in the way are waived by the offices that may."""
        gates = yield Beat(self.moment, partial(self.stage.unmet_gates, self.case_number, self.moment))
        for rule, role in gates.items():
            yield from self.step("waive-gate", role, {"rule": rule, "reason": self.pen.waiver(rule)})
            self.wait()

    def send_back(self, after: int = 2) -> Plot:
        """The committee's secretary returns the proposal for revision."""
        self.wait(after)
        yield from self.step("return", "committee_secretary", {"reason": self.pen.say("return")})

    # -- the committee --------------------------------------------------------------------------------------------

    def open_ballot(self, after: int = PACE["open-ballot"], days: int = BALLOT_DAYS) -> Plot:
        """The secretary opens a ballot for some working days, until four in the afternoon."""
        self.wait(after)
        yield from self.waive_gates()
        closes = self.stage.diary.after(self.day, days)
        form = {"closes_at": f"{closes.isoformat()}T16:00"}
        yield from self.step("open-ballot", "committee_secretary", form)

    def votes(self, outcome: str = "carried", most: int | None = None) -> Plot:
        """The members who are there vote, within a day; `most` leaves the ballot unfinished."""
        self.wait()
        members = self.stage.voters(self.case_number, self.day)
        self.rng.shuffle(members)
        ballots = self._ballots(outcome, len(members))
        for number, (member, vote) in enumerate(list(zip(members, ballots, strict=True))[:most]):
            if number:
                self.wait()
            yield from self.step("vote", member, self._vote(vote))

    def _ballots(self, outcome: str, count: int) -> list[str]:
        """Give so many votes that come to an outcome."""
        if outcome == "tie":
            half = (count - 1) // 2
            cast = ["for"] * half + ["against"] * half + ["abstain"] * (count - 2 * half)
        else:
            most, fewer = ("for", "against") if outcome == "carried" else ("against", "for")
            others = self.rng.choice(([], [], [fewer], ["abstain"], [fewer, "abstain"]))
            cast = [most] * (count - len(others)) + others
        self.rng.shuffle(cast)
        return cast

    def _vote(self, vote: str) -> Form:
        if vote == "against":
            return {"vote": vote, "reason": self.pen.say("against")}
        told = vote == "for" and self.rng.random() < 0.3
        return {"vote": vote, "reason": self.pen.say("in_favour") if told else ""}

    def recuse(self, user_name: str) -> Plot:
        """A member recuses, and says why."""
        self.wait()
        yield from self.step("recuse", self.stage.account[user_name], {"reason": self.pen.say("recusal")})

    def close_ballot(self, after: int = PACE["close-ballot"]) -> Plot:
        """The chair closes the ballot when all have voted, or after its closing time."""
        ballot = self.case.ballot
        self.wait(after)
        if ballot is not None and not ballot.all_cast:
            self.until(city_day(ballot.closes_at) + timedelta(days=1))
        yield from self.step("close-ballot", "committee_chair")

    def void_ballot(self) -> Plot:
        """The secretary voids the ballot; nobody learns how it stood."""
        self.wait()
        yield from self.step("void-ballot", "committee_secretary", {"reason": self.pen.say("void")})

    def ballot(self, outcome: str = "carried", after: int = PACE["open-ballot"]) -> Plot:
        """A whole ballot, from its opening to its close."""
        yield from self.open_ballot(after)
        yield from self.votes(outcome)
        yield from self.close_ballot()

    def recommend(self, after: int = PACE["recommend"]) -> Plot:
        """The chair records the considerations."""
        self.wait(after)
        yield from self.waive_gates()
        yield from self._document("recommend", "committee_chair")

    def reject(self, after: int = PACE["recommend"]) -> Plot:
        """The chair records that the committee does not recommend it."""
        self.wait(after)
        yield from self.step("reject", "committee_chair", {"reason": self.pen.say("rejection")})
        self.stage.casting.settle(self.part)

    # -- before the move ------------------------------------------------------------------------------------------

    def train(self, courses: int = 0, after: int = PACE["assign-training"], ends: date | None = None) -> Plot:
        """The training officer finds a gap or none, and names the courses that close it."""
        self.wait(after)
        gap = courses > 0
        form = {"needed": "yes" if gap else "no", "finding": self.pen.finding(self.part.post_code, gap=gap)}
        if gap:
            last = ends or self.stage.diary.after(self.day, 8)
            named = self.pen.courses(self.part.post_code, courses)
            form["courses"] = "\n".join(f"{each}; {last.isoformat()}" for each in named)
        yield from self.step("assign-training", "training_officer", form)

    def finish_courses(self, result: str = "passed", after: int = 3) -> Plot:
        """The results of the open courses come in."""
        for course in self.case.open_courses:
            self.wait(after)
            form = {"course": course.name, "result": result, "on": self.day.isoformat()}
            form |= {"certificate": self.stage.number("complete-training", self.day)} if result == "passed" else {}
            yield from self.step("complete-training", "training_officer", form)

    def postpone(self, days: int = 45, after: int = 1) -> Plot:
        """The head of BKPSDM lets the training wait until after the move."""
        self.wait(after)
        until = self.planned_on + timedelta(days=days)
        form = {"until": until.isoformat(), "reason": self.pen.say("postponement")}
        yield from self.step("postpone-training", "head_bkpsdm", form)

    def consider(self, after: int = PACE["record-consideration"]) -> Plot:
        """BKN's technical consideration has come."""
        self.wait(after)
        yield from self._document("record-consideration", "personnel_analyst")

    def decree(self, after: int = PACE["sign-decree"], effective_on: date | None = None) -> Plot:
        """The mayor signs, or who may in his place."""
        self.wait(after)
        yield from self.waive_gates()
        effective = max(effective_on or self.planned_on, self.day)
        yield from self._document("sign-decree", "ppk", {"effective_on": effective.isoformat()})

    def swear(self, after: int = PACE["inaugurate"]) -> Plot:
        """Who takes up a managerial or functional post is sworn in."""
        exempt = current().rules["R-INA-01"].on(self.day)["exempt"]
        if self.case.category not in exempt:
            self.wait(after)
            yield from self._document("inaugurate", "personnel_analyst")

    def execute(self, after: int = 0) -> Plot:
        """The employee is on duty: the head of the receiving unit issues the SPMT."""
        self.until(self.case.effective_on or self.planned_on)
        if after:
            self.wait(after)
        yield from self._document("execute", "receiving_head")
        self.stage.casting.settle(self.part)

    # -- after the move -------------------------------------------------------------------------------------------

    def due(self, round_: int) -> date:
        """Give the day on which an evaluation is due."""
        return add_months(self.case.started_on or self.planned_on, round_)

    def feedback(self, round_: int, count: int = 2, early: int = 9) -> Plot:
        """Colleagues give feedback some days before the evaluation is due."""
        self.until(self.due(round_) - timedelta(days=early))
        yield from self._impressions(count)

    def _impressions(self, count: int) -> Plot:
        peers = yield Beat(self.moment, partial(self.stage.peers, self.case_number, self.day, count))
        for peer in peers:
            form = self.pen.impression("peer", self.part.post_code, self._tone)
            yield from self.step("give-feedback", peer, form)
            self.wait()

    def evaluate(self, round_: int, late: int = 2, justification: str = "") -> Plot:
        """The direct supervisor evaluates, so many days after the due date (before it, if negative)."""
        self.until(self.due(round_) + timedelta(days=late))
        yield from self._impressions(WANTED_PEERS - len(self.case.feedback.get(round_, ())))
        if len(self.case.feedback.get(round_, ())) < WANTED_PEERS:
            justification = justification or self.pen.say("few_peers")
        form = self.pen.impression("supervisor", self.part.post_code, self._tone)
        form |= {"result": self.rng.choice(("meets", "meets", "above")), "justification": justification}
        yield from self.step(f"evaluate-{round_}", "supervisor", form)

    @property
    def _tone(self) -> str:
        return self.rng.choice(("good", "good", "good", "very good", "modest"))

    # -- corrections and early endings ----------------------------------------------------------------------------

    def correct(self, document: str, on: date | None = None, after: int = 3) -> Plot:
        """The analyst corrects the number or the date of a document."""
        self.wait(after)
        known = self.case.documents[document]
        form = {"document": document, "reason": self.pen.say("correction", "date" if on else "number")}
        form |= {"number": f"{known.number}-A" if on is None else str(known.number)}
        yield from self.step("correct", "personnel_analyst", {**form, "on": (on or known.on).isoformat()})

    def withdraw(self, after: int = 2) -> Plot:
        """Who recorded the case withdraws it."""
        self.wait(after)
        yield from self.step("withdraw", "recorder", {"reason": self.pen.say("withdrawal")})
        self.stage.casting.settle(self.part)

    def cancel(self, after: int = 3) -> Plot:
        """The mayor cancels the transfer; a signed decree is revoked by another."""
        self.wait(after)
        signed = "sign-decree" in self.case.documents
        number = self.stage.number("cancel", self.day) if signed else ""
        yield from self.step("cancel", "ppk", {"reason": self.pen.say("cancellation"), "number": number})
        self.stage.casting.settle(self.part)

    def depart(self, cause: str, standing: str = "", elsewhere: Move | None = None) -> Plot:
        """The head of BKPSDM corrects the register: the employee has left the service, or was moved by other means."""

        def correct() -> None:
            given = {"employee": str(self.part.employee), "since": self.day.isoformat(), "standing": standing}
            given |= {"decree": self.stage.number("correct-employee", self.day)}
            given |= {"reason": self.pen.say("departure", cause)}
            if elsewhere is not None:
                given |= {"post": str(self.stage.vacancy(elsewhere, self.moment, self.rng))}
            correct_employee(self.stage.engine, self.stage.account["kepala.bkpsdm"], self.moment, given)

        yield Beat(self.moment, correct)

    def close_unevaluated(self, cause: str, after: int = 4) -> Plot:
        """The analyst closes a case that nobody can evaluate any more."""
        self.wait(after)
        form = {"cause": cause, "reason": self.pen.say("departure", cause)}
        yield from self.step("close-unevaluated", "personnel_analyst", form)
