"""A verification: clean after honest work, honest about what it cannot decide, and written down."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.workflow.ledger_rows import everything
from tests.workflow.told import CORRECTION, EVALUATED, Copy
from workflow.audit.report import KINDS, Finding, Report
from workflow.audit.verify import record, verify
from workflow.database import connect, reading
from workflow.organisation.registers.grants import end
from workflow.tables import accounts, grants, security_events, verifications

MOMENT = datetime(2024, 7, 2, 3, 0, tzinfo=UTC)


def test_honest_work_is_clean(copy: Copy) -> None:
    report = copy.verified()
    assert [finding.sentence("en") for finding in report.faults + report.doubts] == []
    assert (report.result, report.exit_code, report.first) == ("clean", 0, None)
    assert (report.transfers, report.entries, report.employees) == (4, 35, 29)
    assert report.events == CORRECTION == 13  # 29 people in batches of ten, 8 grants, a delegation, a correction
    assert report.guards > 0
    assert report.erased == 0


def test_nothing_is_changed_by_looking(copy: Copy) -> None:
    before = everything(copy.url)
    copy.verified()
    assert everything(copy.url) == before


def test_how_far_it_has_come_is_told(copy: Copy) -> None:
    told: list[tuple[int, int]] = []
    engine = connect(copy.url)
    verify(engine, lambda done, total: told.append((done, total)))
    engine.dispose()
    assert told[-1] == (35, 35)
    assert told == sorted(told)


def test_an_erased_value_is_allowed_and_counted(copy: Copy) -> None:
    copy.run("DELETE FROM private_values WHERE field IN ('note', 'actor', 'rules-seen', 'number')")
    report = copy.verified()
    assert report.result == "clean"
    assert report.erased > 60


def test_a_right_that_has_ended_since_still_counts_for_its_days(copy: Copy) -> None:
    engine = connect(copy.url)
    with reading(engine) as connection:
        users = {row.user_name: row.id for row in connection.execute(select(accounts))}
        given = connection.execute(select(grants).where(grants.c.role != "administrator")).all()
    for grant in given:
        end(engine, users["admin"], MOMENT, grant.id, {"on": "2024-07-02", "ground": "SK 9"})
    engine.dispose()
    assert copy.verified().result == "clean"


def test_who_verified_when_with_what_result_is_written_down(copy: Copy) -> None:
    engine = connect(copy.url)
    with reading(engine) as connection:
        auditor = connection.execute(select(accounts).where(accounts.c.user_name == "rosmaida")).one()
    report = verify(engine)
    record(engine, report, "rosmaida", auditor.id, MOMENT)
    with reading(engine) as connection:
        row = connection.execute(select(verifications)).one()
        event = connection.execute(select(security_events).where(security_events.c.kind == "verified")).one()
    engine.dispose()
    assert (row.operator, row.account_id, row.at, row.result) == ("rosmaida", auditor.id, MOMENT, "clean")
    assert (row.transfers, row.entries, row.first_fault) == (4, 35, None)
    assert (event.account_id, event.at) == (auditor.id, MOMENT)
    assert '"result":"clean"' in event.detail


def test_the_first_fault_is_written_down_to_be_told_in_either_language(copy: Copy) -> None:
    copy.run("UPDATE entries SET role = 'ppk' WHERE id = 3")
    engine = connect(copy.url)
    report = verify(engine)
    record(engine, report, "root", None, MOMENT)
    with reading(engine) as connection:
        row = connection.execute(select(verifications)).one()
    engine.dispose()
    finding = Finding.from_text(row.first_fault)
    assert (row.result, finding) == ("tampered", report.first)
    assert finding.sentence() == f"{EVALUATED} baris 3: kolom role tidak sama dengan isi baris"
    assert finding.sentence("en") == f"{EVALUATED} line 3: column role differs from its bytes"


@pytest.mark.parametrize(
    ("finding", "told"),
    [
        (Finding("hash", "register", 5), "kejadian register 5: isi baris tidak cocok dengan sidik jarinya"),
        (Finding("post", "employees", 17), "pegawai 17: jabatan tidak sesuai catatan"),
        (Finding("number", "numbers", None, "MUT-2024-0004"), "kasus MUT-2024-0004: nomor kasus ini hilang"),
        (Finding("last", "MUT-2024-0004", None, "state"), "MUT-2024-0004: kolom state kasus tidak sama dengan"),
        (Finding("guard", "guards", None, "entries_follow"), "pengaman basis data: entries_follow hilang, mati,"),
        (Finding("beginning", "employees"), "data induk pegawai: pemuatan awal tidak tercatat"),
    ],
)
def test_a_finding_names_its_place(finding: Finding, told: str) -> None:
    assert finding.sentence().startswith(told)


def test_every_kind_of_finding_is_said_in_both_languages() -> None:
    for kind, words in KINDS.items():
        assert ("{detail}" in words.id) == ("{detail}" in words.en), kind
        assert words.id != words.en


def test_a_report_keeps_a_hundred_findings_and_counts_the_rest() -> None:
    report = Report()
    for number in range(150):
        report.fault("hash", EVALUATED, number)
        report.doubt("law", EVALUATED, number)
    assert (len(report.faults), report.fault_count) == (100, 150)
    assert (len(report.doubts), report.doubt_count) == (100, 150)


def test_a_doubt_alone_leaves_it_incomplete_and_a_fault_beats_it() -> None:
    report = Report()
    report.doubt("law", EVALUATED, 1)
    assert (report.result, report.exit_code) == ("incomplete", 2)
    report.fault("hash", EVALUATED, 2)
    assert (report.result, report.exit_code, report.first) == ("tampered", 1, Finding("hash", EVALUATED, 2))
