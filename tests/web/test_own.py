"""One's own transfer: plain sentences, one's own values, and nothing of ballots, deliberation or colleagues' names."""

from datetime import date

import pytest
from flask import Flask

from policies.loading import current
from policies.reading import Sight
from tests.stories import telling
from tests.stories.town import Town, at
from tests.web import clock
from tests.web.client import Page
from tests.web.conftest import SignIn
from web.pages import own

DAY = date(2024, 3, 4)
PLANNED = date(2024, 12, 2)
REASON = "Unit asal masih kekurangan."


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, at(DAY, 15))


def plain(page: Page) -> str:
    """Read the sentences under the stepper."""
    return next(p.text for p in page.root.all("p") if p.get("class") == "lead-s")


def panel(page: Page, name: str) -> str:
    return next((section.text for section in page.root.all("section") if section.get("id") == name), "")


def main(page: Page) -> str:
    return next(page.root.all("main")).text


def test_who_was_never_proposed_reads_what_will_stand_here(as_: SignIn) -> None:
    page = as_("nurhamidah").get("/my-transfer")
    assert page.title == "Belum ada perpindahan atas nama Anda"
    assert any(link.get("href") == "/procedure" for link in next(page.root.all("main")).all("a"))


def test_where_it_stands_what_is_asked_and_whom_it_waits_for(town: Town, as_: SignIn) -> None:
    telling.proposed(town, DAY, PLANNED)
    page = as_("nurhamidah").get("/my-transfer")
    assert page.title == "Perpindahan Anda ke Puskesmas Pintu Langit"
    assert plain(page) == (
        "Seorang calon telah diusulkan; tim penilai belum memberi pertimbangan. "
        "Tidak ada yang perlu Anda lakukan sekarang. "
        "Sekarang menunggu pertimbangan tim penilai."
    )
    assert "Sutan Siregar, Sekretaris Dinas Kesehatan, mengajukan usulan mutasi" in panel(page, "riwayat")


def test_a_need_without_a_candidate_is_nobodys_transfer(town: Town, as_: SignIn) -> None:
    telling.needed(town, DAY)
    assert as_("nurhamidah").get("/my-transfer").title == "Belum ada perpindahan atas nama Anda"


def test_the_values_of_sensitive_rules_are_shown_to_whom_they_are_about(town: Town, as_: SignIn) -> None:
    town.examine("nurhamidah", date(2024, 2, 1))
    case = telling.proposed(town, DAY, PLANNED)
    assert "pemeriksaan disiplin" in panel(as_("nurhamidah").get("/my-transfer"), "syarat")
    assert "pemeriksaan disiplin" not in as_("parlindungan").get(f"/transfers/{case}").text


def said_while_the_committee_works(town: Town, as_: SignIn, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Tell a case with a ballot step by step, and read everything that the page says on the way."""
    case = telling.proposed(town, DAY, PLANNED)
    telling.consented(town, case, DAY)
    browser, found = as_("nurhamidah"), []
    for step in (
        lambda: telling.opened(town, case, DAY),
        lambda: town.act("irwan", "recuse", DAY, case, {"reason": "Pernah bekerja bersama."}),
        lambda: telling.voted(town, case, DAY, against=("burhan",), abstain=("halomoan",)),
        lambda: town.act("baginda", "close-ballot", DAY, case),
    ):
        step()
        found.append(main(browser.get("/my-transfer")))
    return found


def test_nothing_of_the_committees_work_is_told_before_it_has_decided(
    town: Town, as_: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in said_while_the_committee_works(town, as_, monkeypatch):
        assert "Sekarang menunggu pertimbangan tim penilai." in text
        for secret in (REASON, "Pernah bekerja", "menarik diri", "setuju:", "hadir", "paling lambat", "Rekomendasi"):
            assert secret not in text, secret


def test_a_ballot_lost_and_one_carried_look_the_same_until_the_chair_decides(town: Town, as_: SignIn) -> None:
    pages = []
    for employee, against in (("nurhamidah", ()), ("fitri", ("baginda", "tiurma", "irwan", "gunawan", "burhan"))):
        case = telling.proposed(town, DAY, PLANNED, employee=employee)
        telling.consented(town, case, DAY)
        telling.opened(town, case, DAY)
        telling.voted(town, case, DAY, against=against)
        town.act("baginda", "close-ballot", DAY, case)
        browser = as_(employee)
        page, case_page, listed = (browser.get(path) for path in ("/my-transfer", f"/transfers/{case}", "/transfers"))
        stepper = next(one.text for one in page.root.all("div") if one.get("class") == "stages")
        pages.append((page.title, plain(page), stepper, panel(case_page, "menunggu")))
        assert "ketua tim penilai" not in next(listed.root.all("tbody")).text
    assert pages[0] == pages[1]


def test_after_the_decision_the_result_is_told_and_the_votes_are_not(town: Town, as_: SignIn) -> None:
    case = telling.proposed(town, DAY, PLANNED)
    telling.consented(town, case, DAY)
    telling.opened(town, case, DAY)
    telling.voted(town, case, DAY, against=("burhan",))
    town.act("baginda", "close-ballot", DAY, case)
    telling.recommended(town, case, DAY)
    page = as_("nurhamidah").get("/my-transfer")
    assert plain(page).startswith("Tim penilai merekomendasikan perpindahan ini.")
    assert "Burhan" not in main(page)
    assert REASON not in main(page)


def test_training_is_asked_of_the_person(town: Town, as_: SignIn) -> None:
    case = telling.proposed(town, DAY, PLANNED)
    telling.carried(town, case, DAY)
    telling.recommended(town, case, DAY)
    form = {"needed": "yes", "finding": "Belum menguasai triase.", "courses": "Triase IGD; 20; 31-05-2024"}
    town.act("efrida", "assign-training", DAY, case, form)
    page = as_("nurhamidah").get("/my-transfer")
    assert "Anda diminta menyelesaikan pelatihan Triase IGD sampai 31 Mei 2024." in plain(page)
    assert "Triase IGD 20 JP" in panel(page, "pelatihan")


def test_the_decree_says_when_to_begin_and_that_the_first_day_is_not_recorded(
    town: Town, as_: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = telling.proposed(town, DAY, date(2024, 4, 1))
    telling.carried(town, case, DAY)
    telling.recommended(town, case, DAY)
    telling.trained(town, case, DAY)
    telling.decreed(town, case, DAY, date(2024, 4, 1))
    browser = as_("nurhamidah")
    assert "Anda diminta mulai bertugas pada 1 April 2024." in plain(browser.get("/my-transfer"))
    clock.stop(monkeypatch, at(date(2024, 4, 3)))
    assert "SK Anda berlaku sejak 1 April 2024; SPMT Anda belum dicatat." in plain(
        as_("nurhamidah").get("/my-transfer")
    )


def test_a_returned_proposal_says_so(town: Town, as_: SignIn) -> None:
    case = telling.proposed(town, DAY, PLANNED)
    town.act("irwan", "return", DAY, case, {"reason": "Lengkapi analisis."})
    assert plain(as_("nurhamidah").get("/my-transfer")).startswith("Usulan untuk memindahkan Anda dikembalikan")
    telling.propose(town, case, DAY, PLANNED, employee="fitri")
    assert as_("nurhamidah").get("/my-transfer").title == "Belum ada perpindahan atas nama Anda"


def test_a_case_that_ended_early_says_how(town: Town, as_: SignIn) -> None:
    case = telling.proposed(town, DAY, PLANNED)
    town.act("sutan", "withdraw", DAY, case, {"reason": "Calon mengundurkan diri."})
    page = as_("nurhamidah").get("/my-transfer")
    assert page.title == "Perpindahan Anda ke Puskesmas Pintu Langit: ditarik"
    assert "Tidak ada lagi yang perlu Anda lakukan." in plain(page)
    assert "Sekarang menunggu" not in plain(page)


@pytest.fixture
def evaluated(town: Town) -> str:
    """Tell a case up to the first evaluation, to which two colleagues gave feedback."""
    case = telling.placed(town, DAY)
    for peer, text in (("ernita", "Zona merah tertib."), ("hotma", "Antrean cepat.")):
        town.act(peer, "give-feedback", date(2024, 6, 24), case, {**telling.ANSWERS, "situation": text, "loyal": 1})
    telling.evaluated(town, case, date(2024, 7, 1), "evaluate-3", service=5, adaptive=1)
    return case


def test_feedback_is_told_in_words_and_names_nobody_but_the_superior(
    town: Town, as_: SignIn, evaluated: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.stop(monkeypatch, at(date(2024, 7, 2)))
    told = panel(as_("nurhamidah").get("/my-transfer"), "umpan-3")
    assert told.startswith("Umpan balik tiga bulan Masdalena Harahap, Kepala Puskesmas Pintu Langit, 1 Juli 2024")
    assert "Predikat: Baik. Hasil kerja sesuai ekspektasi, perilaku sesuai ekspektasi." in told
    assert "Berorientasi Pelayanan Di atas ekspektasi" in told
    assert "Adaptif Di bawah ekspektasi" in told
    assert "Loyal Sesuai ekspektasi" in told  # the superior's 4 and the colleagues' 1s: 2/3 × 4 + 1/3 × 1 = 3
    assert "Yang sudah kuat Tenang saat poli ramai." in told
    assert "Untuk diubah Mencatat serah terima sif." in told
    for hidden in ("Ernita", "Hotma", "dari 5", "24 Juni", "Antrean cepat.", "Zona merah tertib."):
        assert hidden not in told, hidden


def test_feedback_of_a_round_that_is_not_closed_is_not_told(
    town: Town, as_: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = telling.placed(town, DAY)
    town.act("ernita", "give-feedback", date(2024, 6, 24), case, {**telling.ANSWERS, "situation": "Zona merah tertib."})
    clock.stop(monkeypatch, at(date(2024, 6, 25)))
    page = as_("nurhamidah").get("/my-transfer")
    assert "Zona merah" not in main(page)
    assert "umpan balik sejawat" not in main(page)
    assert "Evaluasi 3 Bulan jatuh tempo 1 Juli 2024" in panel(page, "sesudah")


def test_several_cases_are_listed_and_the_one_under_way_is_shown(
    town: Town, as_: SignIn, evaluated: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.need("NERS-RSUD", 9)
    second = telling.proposed(
        town, date(2026, 9, 1), date(2027, 1, 4), employee="nurhamidah", post="NERS-RSUD", who="maslan"
    )
    clock.stop(monkeypatch, at(date(2026, 9, 2)))
    browser = as_("nurhamidah")
    page = browser.get("/my-transfer")
    assert second in page.text
    assert f"Ke Puskesmas Pintu Langit {evaluated} · Evaluasi 3 Bulan" in panel(page, "lain")
    assert browser.get(f"/my-transfer/{evaluated}").title == "Perpindahan Anda ke Puskesmas Pintu Langit"


def test_nobody_reads_the_case_of_another_here(town: Town, as_: SignIn) -> None:
    case = telling.proposed(town, DAY, PLANNED)
    for other in ("sutan", "rosmaida", "fitri", "sahala"):
        assert as_(other).get(f"/my-transfer/{case}").status == 404, other
    assert as_("nurhamidah").get("/my-transfer/MUT-2024-0099").status == 404


def test_whatever_the_law_keeps_from_the_subject_is_named_to_him() -> None:
    """A new aspect in readers.toml needs its words here."""
    hides = current().readers["subject"].hides

    class Opened:
        sight = Sight(hides, 1)

    assert len(own._may_not(Opened())) == len(hides)  # type: ignore[arg-type]  # only the sight is looked at


def test_who_is_no_employee_has_no_such_item_in_the_menu(as_: SignIn) -> None:
    assert "Perpindahan saya" not in as_("sahala").get("/inbox").text
    assert "Perpindahan saya" in as_("fitri").get("/inbox").text
