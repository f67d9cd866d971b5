"""Plain SQL against a copy of a database that nobody guards: each change is found, and the right line is named."""

import pytest

from tests.workflow.tampering import TAMPERINGS, Tampering, cases, lines
from tests.workflow.told import EVALUATED, PROPOSED, Copy
from workflow.audit.report import KINDS, NUMBERS, Finding


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda each: each.change.__name__)
def test_tampering_is_found(copy: Copy, tampering: Tampering) -> None:
    tampering.change(copy)
    report = copy.verified()
    finding = report.first
    assert finding is not None
    assert (finding.kind, (finding.where, finding.number, finding.detail)) == (tampering.kind, tampering.place)
    assert Finding.from_text(finding.as_text()) == finding
    assert report.result == tampering.result
    assert report.exit_code == {"tampered": 1, "incomplete": 2}[tampering.result]


def test_every_kind_of_finding_is_brought_about() -> None:
    assert {tampering.kind for tampering in TAMPERINGS} == set(KINDS)


def test_several_faults_are_named_in_the_order_of_the_cases(copy: Copy) -> None:
    lines.an_edited_byte(copy)
    cases.a_moved_head(copy)
    cases.a_case_deleted_with_all_its_lines(copy)
    places = [(finding.kind, finding.where) for finding in copy.verified().faults]
    assert places == [("hash", EVALUATED), ("last", PROPOSED), ("number", NUMBERS)]


def test_guards_are_raised_again_after_each_change(copy: Copy) -> None:
    """Else every tampering would be found by its missing guards alone."""
    copy.run("SELECT 1")
    assert copy.verified().result == "clean"
