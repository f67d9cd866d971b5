"""The audit: the ledger across cases without a trace of an open ballot, refusals for the auditor, and a safe file."""

import csv
import io
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.stories import telling
from tests.stories.hearing import refused
from tests.stories.town import Town, at
from tests.web import clock
from tests.web.client import Browser, Page
from tests.web.conftest import SignIn
from workflow.audit.report import Report
from workflow.audit.verify import record
from workflow.database import reading
from workflow.tables import accounts, security_events

DAY = date(2024, 3, 4)
PLANNED = date(2024, 12, 2)


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, at(DAY, 15))


def told(page: Page) -> list[str]:
    """Read the sentences of the lines, the newest first."""
    ledgers = [ol for ol in page.root.all("ol") if ol.get("class") == "ledger"]
    return [next(row.all("p")).text for ledger in ledgers for row in ledger.all("li") if row.parent is ledger]


def sent(browser: Browser, **values: str) -> Page:
    """Fill in the filter and send it."""
    return browser.send(browser.get("/audit"), "/audit", values)


def test_the_auditor_reads_every_case_by_day_with_hashes(town: Town, as_: SignIn) -> None:
    first = telling.needed(town, date(2024, 3, 1))
    second = telling.proposed(town, DAY, PLANNED)
    page = as_("rosmaida").get("/audit")
    days = [h3.text for h3 in page.root.all("h3") if h3.get("class") == "day"]
    assert days == ["Senin, 4 Maret 2024", "Jumat, 1 Maret 2024"]
    assert told(page)[0].startswith("Sutan Siregar, Sekretaris Dinas Kesehatan, mengajukan usulan mutasi")
    assert told(page)[0].endswith(second)
    assert told(page)[2].endswith(first)
    assert f"/transfers/{second}" in {link.get("href") for link in page.root.all("a")}
    hashes = [span for span in page.root.all("span") if "hash" in span.get("class")]
    assert len(hashes) == len(told(page)) == 3


def test_others_read_only_their_cases_and_no_hashes(town: Town, as_: SignIn) -> None:
    telling.needed(town, DAY)  # in the health service
    form = {"post": "KLERK-HUB", "employee": "marwan", "justification": "Tidak ada calon lain."}
    telling.proposed(town, DAY, PLANNED, who="maslan", **form)  # in the transport service
    assert len(told(as_("maslan").get("/audit"))) == 3
    page = as_("sutan").get("/audit")
    assert len(told(page)) == 1
    assert not [span for span in page.root.all("span") if "hash" in span.get("class")]


def test_it_is_no_page_for_who_reads_cases_only_by_chance_or_never(as_: SignIn) -> None:
    for user in ("admin", "lamhot", "masdalena"):
        assert as_(user).get("/audit").status == 403, user
        assert "Jejak audit" not in as_(user).get("/inbox").text, user
    for user in ("maslan", "rosmaida", "sahala", "maslan"):
        assert as_(user).get("/audit/refused").status == (200 if user == "rosmaida" else 403), user


def test_while_a_ballot_is_open_its_votes_are_not_listed(town: Town, as_: SignIn) -> None:
    case = telling.proposed(town, DAY, PLANNED)
    telling.consented(town, case, DAY)
    telling.opened(town, case, DAY)
    auditor = as_("rosmaida")
    before = told(auditor.get("/audit"))
    telling.voted(town, case, DAY)
    for path in ("/audit", "/audit?step=vote"):
        page = auditor.get(path)
        assert not [line for line in told(page) if "memberi suara" in line]
        assert "?older" not in page.text
    assert told(auditor.get("/audit")) == before
    assert "memberi suara" not in auditor.client.get("/audit.csv").text.lower()
    assert len([line for line in told(as_("burhan").get("/audit")) if "memberi suara" in line]) == 1
    town.act("baginda", "close-ballot", DAY, case)
    assert len(told(auditor.get("/audit?step=vote"))) == 7


def test_a_name_that_is_searched_stands_in_no_address(town: Town, as_: SignIn) -> None:
    case = telling.proposed(town, DAY, PLANNED)
    auditor = as_("rosmaida")
    form = next(form for form in auditor.get("/audit").root.all("form") if form.get("action") == "/audit")
    assert form.get("method") == "post"
    page = sent(auditor, q="sutan")
    assert [line.split(",")[0] for line in told(page)] == ["Sutan Siregar"]
    assert "sutan" not in page.response.request.url.lower()
    assert not [link for link in page.root.all("a") if "sutan" in link.get("href").lower()]
    assert "Hapus saringan" in page.text
    assert len(told(sent(auditor, q=case))) == 2


def test_filters_by_day_step_and_unit(town: Town, as_: SignIn) -> None:
    telling.needed(town, date(2024, 3, 1))
    telling.proposed(town, DAY, PLANNED)
    auditor = as_("rosmaida")
    assert len(told(sent(auditor, since="4 Maret 2024"))) == 2
    assert len(told(sent(auditor, until="1/3/2024"))) == 1
    assert len(told(sent(auditor, step="propose"))) == 1
    assert len(told(sent(auditor, unit=str(town.unit["RSUD"])))) == 2
    page = sent(auditor, since="4 Maret 2030")
    assert told(page) == []
    assert "Saringan yang dipakai: dari 4 Maret 2030." in page.text
    assert "Tanggal “31 Februari” tidak terbaca" in sent(auditor, since="31 Februari").text


def test_what_means_nothing_in_an_address_asks_for_nothing(town: Town, as_: SignIn) -> None:
    telling.needed(town, DAY)
    page = as_("rosmaida").get("/audit?step=fly&unit=x&since=soon&until=2024-13-01&only=me&older=-1&newer=z&search=on")
    assert len(told(page)) == 1


def test_waivers_have_a_tab_of_their_own(town: Town, as_: SignIn) -> None:
    form = {"post": "KLERK-HUB", "employee": "delima", "justification": "Tidak ada calon lain."}
    case = telling.proposed(town, DAY, PLANNED, who="maslan", **form)
    reason = "Bendahara pengganti sudah ditunjuk."
    town.act("halomoan", "waive-gate", DAY, case, {"rule": "R-DON-03", "reason": reason})
    page = as_("rosmaida").get("/audit?only=waivers")
    assert len(told(page)) == 1
    assert "Dikecualikan" in page.text
    assert reason in page.text


def test_pages_follow_each_other_by_key(town: Town, as_: SignIn) -> None:
    for _ in range(53):
        telling.needed(town, DAY)
    auditor = as_("rosmaida")
    first = auditor.get("/audit")
    assert len(told(first)) == 50
    assert "50 catatan pada halaman ini" in first.text
    older = next(link.get("href") for link in first.root.all("a") if link.get("rel") == "next")
    second = auditor.get(older)
    assert len(told(second)) == 3
    newer = next(link.get("href") for link in second.root.all("a") if link.get("rel") == "prev")
    assert told(auditor.get(newer)) == told(first)


def test_the_file_holds_the_same_lines_and_nothing_that_a_spreadsheet_runs(town: Town, as_: SignIn) -> None:
    town.change("sutan", name="=HYPERLINK(0)")
    case = telling.proposed(town, DAY, PLANNED)
    auditor = as_("rosmaida")
    page = sent(auditor, q="HYPERLINK")
    answer = auditor.client.get(next(link.get("href") for link in page.root.all("a") if "csv" in link.get("href")))
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="jejak-audit-2024-03-04.csv"'
    heading, *rows = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert heading[:3] == ["Waktu (WIB)", "Kasus", "Baris"]
    assert [row[1] for row in rows] == [case]
    assert "'=HYPERLINK(0)" in rows[0]
    with reading(town.engine) as connection:
        query = select(security_events).where(security_events.c.kind == "exported")
        noted = connection.execute(query).mappings().one()
    assert noted["account_id"] == town.account["rosmaida"]
    assert "HYPERLINK" not in noted["detail"]


def test_refused_acts_are_told_with_every_reason(town: Town, as_: SignIn) -> None:
    case = telling.proposed(town, DAY, PLANNED)
    refused(town, "zulkifli", "recommend", DAY, case, {"number": "1", "on": DAY})
    refused(town, "irwan", "open-ballot", DAY, case, {"closes_at": at(date(2024, 3, 6))})
    auditor = as_("rosmaida")
    page = auditor.get("/audit/refused")
    assert told(page) == [
        f"Irwan Pasaribu mencoba langkah: buka pemungutan suara. {case}",
        f"Zulkifli Rambe mencoba langkah: tetapkan rekomendasi. {case}",
    ]
    assert "Belum terpenuhi: unit asal telah menjawab, atau diamnya telah dicatat" in page.text
    assert "Perannya pada kasus itu tidak mencakup langkah ini" in page.text
    found = auditor.send(page, "/audit", {"q": "zulkifli"})
    assert found.path == "/audit/refused"
    assert len(told(found)) == 1


def test_the_strip_says_what_the_last_verification_found(town: Town, as_: SignIn) -> None:
    auditor = as_("rosmaida")
    assert auditor.get("/audit").title == "Catatan belum pernah diperiksa"
    tampered = Report(transfers=3, entries=40)
    tampered.fault("hash", "MUT-2024-0003", 2)
    record(town.engine, tampered, "root", None, at(date(2024, 2, 20)))
    page = auditor.get("/audit")
    assert page.title == "Ada catatan yang tidak cocok"
    assert "Temuan pertama: MUT-2024-0003 baris 2: isi baris tidak cocok dengan sidik jarinya" in page.text
    assert "13 hari lalu" in page.text
    doubtful = Report(transfers=3, entries=40)
    doubtful.doubt("law", "law")
    record(town.engine, doubtful, "rosmaida", town.account["rosmaida"], at(date(2024, 3, 2)))
    assert auditor.get("/audit").title == "Catatan belum dapat diperiksa seluruhnya"
    record(town.engine, Report(transfers=3, entries=1041), "rosmaida", town.account["rosmaida"], at(DAY, 8))
    page = auditor.get("/audit")
    assert page.title == "Semua catatan utuh pada pemeriksaan terakhir"
    assert "3 kasus 1.041 catatan" in page.text
    assert "Hari ini" in page.text
    listed = auditor.get("/audit/verifications")
    words = [row.text for row in next(listed.root.all("tbody")).all("tr")]
    assert ["Utuh" in words[0], "Belum lengkap" in words[1], "Tidak cocok" in words[2]] == [True] * 3


def test_a_person_whose_account_was_renamed_is_found_by_the_name_of_today(town: Town, as_: SignIn) -> None:
    telling.needed(town, DAY)
    town.write(update(accounts).where(accounts.c.user_name == "maslan").values(name="M. Harahap"))
    assert len(told(sent(as_("rosmaida"), q="Maslan Har"))) == 1
