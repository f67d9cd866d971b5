"""One person before one step of one case: whether it is his to take, where its form lies, and what the form offers."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from policies.model import Field, Step
from web import choices, database, people
from web.panels.heading import heading
from web.panels.steps import step_href
from workflow import drafts
from workflow.answers import NotReadable
from workflow.cases import OpenCase, open_case
from workflow.offers import Offer
from workflow.organisation.calendar import now


def opened_case(case_number: str) -> OpenCase:
    """Open a case for who is signed in. Raises NotReadable when it does not exist for him."""
    opened = open_case(database.connection(), people.signed_in().who, case_number, now())
    if opened is None:
        raise NotReadable
    return opened


@dataclass
class Occasion:
    """One person before one step of one case, with the form as he sees it."""

    opened: OpenCase
    step: Step

    @cached_property
    def offer(self) -> Offer | None:
        """The step as an offer; None when it is not his, or not in this state."""
        return next((offer for offer in self.opened.offers if offer.step is self.step), None)

    @property
    def place(self) -> drafts.Place:
        """Where the draft of this form is kept."""
        return drafts.Place(self.opened.who.account, int(self.opened.head["id"]), self.step.name)

    @property
    def href(self) -> str:
        """The address of this form."""
        return step_href(self.opened, self.step)

    @property
    def takes_long(self) -> bool:
        """Say whether the form takes long enough to be kept half filled in."""
        return self.keeps_drafts and any(field.kind == "long" for field in self.step.fields)

    @property
    def keeps_drafts(self) -> bool:
        """Say whether what was typed is kept until it is sent; a vote is never kept anywhere but in the ballot."""
        return self.step.shows != "ballot"

    @property
    def read_over(self) -> bool:
        """Say whether the answers are checked before they are sent: what moves the case, or signs its decree."""
        return bool(self.step.fields) and (not self.step.stays or self.step.name == "sign-decree")

    @property
    def flags(self) -> dict[str, Field]:
        """What is only declared; it is asked where the answers are read over."""
        return {field.name: field for field in self.step.fields if field.kind == "flag"}

    @property
    def proposes(self) -> bool:
        """Say whether the step names an employee, who is looked up first."""
        return any(field.kind == "employee" for field in self.step.fields)

    def offered(self, field: Field) -> choices.Options | None:
        """Give what a field offers on this case."""
        return choices.options(field, self.opened, self.offer.actor) if self.offer else None


def frame(occasion: Occasion) -> dict[str, Any]:
    """Give what every page of a step says about its case."""
    about = heading(occasion.opened)
    return {
        "step": occasion.step,
        "case_number": occasion.opened.case_number,
        "about": about["title"],
        "lead": about["lead"],
        "href": occasion.href,
        "drafts": occasion.takes_long,
        "read_over": occasion.read_over,
    }
