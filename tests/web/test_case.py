"""The page of one case: what it says to whom, and what it keeps from whom."""

import pytest
from sqlalchemy import func, select

from tests.stories import telling
from tests.stories.town import Town
from tests.web.cases import at_work, balloted, day, in_ballot, proposed, ready_to_sign, settled
from tests.web.client import Page
from tests.web.conftest import SignIn
from tests.web.panels import panel, text_of
from workflow.database import reading
from workflow.tables import security_events

CLOSED = {
    "rejected": "Ditolak",
    "withdrawn": "Ditarik",
    "cancelled": "Dibatalkan",
    "unevaluated": "Ditutup tanpa Evaluasi",
}


@pytest.fixture(autouse=True)
def room(town: Town) -> None:
    """Let every story have room for its move."""
    settled(town)


def stages(page: Page) -> list[tuple[str, str]]:
    """Give the wide stepper: each stage's mark and words."""
    steps = next(one for one in page.root.all("ol") if one.get("class").startswith("steps "))
    return [(item.get("class"), item.text) for item in steps.all("li")]


# -- who, where, when -------------------------------------------------------------------------------------------------


def test_title_and_lead_say_who_goes_where(town: Town, as_: SignIn) -> None:
    page = as_("maslan").get(f"/transfers/{proposed(town)}")
    assert page.title == "Fitri Pohan ke Puskesmas Pintu Langit"
    assert "diusulkan Sutan Siregar, Sekretaris Dinas Kesehatan" in page.text
    assert "rencana TMT" in page.text


def test_a_need_says_what_is_to_be_filled(town: Town, as_: SignIn) -> None:
    page = as_("sutan").get(f"/transfers/{telling.needed(town, day(-3))}")
    assert page.title == "Mengisi Perawat Ahli Pertama di Puskesmas Pintu Langit"
    assert "12 orang" in text_of(page, "jabatan")
    assert "Layanan malam terhenti." in text_of(page, "alasan")


def test_who_may_not_read_gets_what_everybody_gets_for_a_number_that_is_nowhere(town: Town, as_: SignIn) -> None:
    case = proposed(town)
    browser = as_("delima")
    hidden, nowhere = browser.get(f"/transfers/{case}"), browser.get("/transfers/MUT-1999-0001")
    assert (hidden.status, nowhere.status) == (404, 404)
    assert next(hidden.root.all("main")).text[:60] == next(nowhere.root.all("main")).text[:60]


def test_opening_a_case_is_noted_once_a_day(town: Town, as_: SignIn) -> None:
    case, browser = proposed(town), as_("maslan")
    browser.get(f"/transfers/{case}")
    browser.get(f"/transfers/{case}")
    with reading(town.engine) as connection:
        assert connection.scalar(select(func.count()).where(security_events.c.kind == "read")) == 1


def test_the_stepper_of_a_proposal(town: Town, as_: SignIn) -> None:
    found = stages(as_("maslan").get(f"/transfers/{proposed(town)}"))
    assert [mark for mark, _ in found] == ["done", "now", "todo", "todo", "todo", "todo", "todo"]
    assert "paling lambat" in found[2][1]
    assert "rencana" in found[4][1]


def test_the_stepper_of_somebody_at_work(town: Town, as_: SignIn) -> None:
    found = stages(as_("maslan").get(f"/transfers/{at_work(town)}"))
    assert [mark for mark, _ in found] == ["done"] * 4 + ["now", "todo", "todo"]
    assert all("jatuh tempo" in words for _, words in found[5:])


def test_a_finished_case_has_no_stage_left(town: Town, as_: SignIn) -> None:
    case = at_work(town, 200)
    telling.evaluated(town, case, day(-105), "evaluate-3")
    telling.evaluated(town, case, day(-15), "evaluate-6")
    page = as_("maslan").get(f"/transfers/{case}")
    assert [mark for mark, _ in stages(page)] == ["done"] * 7
    assert panel(page, "menunggu") is None


def test_a_returned_case_says_where_it_stopped(town: Town, as_: SignIn) -> None:
    case = proposed(town)
    town.act("irwan", "return", day(-1), case, {"reason": "Uraian belum lengkap."})
    page = as_("maslan").get(f"/transfers/{case}")
    found = stages(page)
    assert [mark for mark, _ in found] == ["done", "off", "todo", "todo", "todo", "todo", "todo"]
    assert "Dikembalikan" in found[1][1]
    assert "dari Diusulkan" in found[1][1]
    assert panel(page, "asal") is None  # nobody waits for the donor any more
    telling.propose(town, case, day(), day(60), employee="ramli")
    assert [mark for mark, _ in stages(as_("maslan").get(f"/transfers/{case}"))][:2] == ["done", "now"]


def ended(town: Town, state: str) -> str:
    """Tell a case that ends early."""
    if state == "rejected":
        case = balloted(town, against=("gunawan", "burhan", "zulkifli", "halomoan"))
        town.act("baginda", "reject", day(-1), case, {"reason": "Unit asal masih kekurangan."})
    elif state == "withdrawn":
        case = proposed(town)
        town.act("sutan", "withdraw", day(-1), case, {"reason": "Kebutuhan berubah."})
    elif state == "cancelled":
        case = ready_to_sign(town)
        town.act("sahala", "cancel", day(), case, {"reason": "Formasi dihapus."})
    else:
        case = at_work(town)
        town.retire("nurhamidah")
        town.act("maslan", "close-unevaluated", day(), case, {"cause": "retired", "reason": "Pensiun."})
    return case


@pytest.mark.parametrize(
    ("state", "stopped"), [("rejected", 1), ("withdrawn", 1), ("cancelled", 3), ("unevaluated", 5)]
)
def test_an_early_ending_says_where_and_how(town: Town, as_: SignIn, state: str, stopped: int) -> None:
    page = as_("maslan").get(f"/transfers/{ended(town, state)}")
    marks = [mark for mark, _ in stages(page)]
    assert marks == ["done"] * stopped + ["off"] + ["todo"] * (6 - stopped)
    assert CLOSED[state] in stages(page)[stopped][1]


# -- rules ------------------------------------------------------------------------------------------------------------


def test_rules_show_the_value_seen_and_the_law(town: Town, as_: SignIn) -> None:
    words = text_of(as_("maslan").get(f"/transfers/{proposed(town)}"), "aturan")
    assert "Pegawai berstatus PNS aktif sampai rencana TMT" in words
    assert "PNS aktif, pensiun" in words
    assert "Peraturan BKN 5/2019 Pasal 3" in words
    assert "Unit asal tetap terisi paling sedikit 90% dari kebutuhannya" in words


def test_an_open_gate_says_who_may_waive_it_and_a_waived_one_who_did(town: Town, as_: SignIn) -> None:
    town.change("fitri", post_since=day(-300))
    case = proposed(town)
    before = text_of(as_("maslan").get(f"/transfers/{case}"), "aturan")
    assert "bulan; paling singkat 24" in before
    assert "Menunggu pengecualian oleh Pejabat Pembina Kepegawaian (PPK)." in before
    town.act("sahala", "waive-gate", day(-1), case, {"rule": "R-TEN-01", "reason": "Layanan malam terhenti."})
    after = text_of(as_("maslan").get(f"/transfers/{case}"), "aturan")
    assert "Dikecualikan H. Sahala Ritonga, Wali Kota" in after
    assert "“Layanan malam terhenti.”" in after


def test_a_warning_shows_its_justification(town: Town, as_: SignIn) -> None:
    town.need("KLERK-HUB", 1)  # which Abdul holds, so no slot is free
    case = telling.needed(town, day(-8), "KLERK-HUB")
    telling.propose(
        town, case, day(-5), day(40), employee="marwan", who="maslan", justification="Abdul pindah bulan depan."
    )
    words = text_of(as_("maslan").get(f"/transfers/{case}"), "aturan")
    assert "Maslan Harahap, Analis SDM Aparatur Ahli Muda: “Abdul pindah bulan depan.”" in words


def test_a_sensitive_ground_is_reserved_for_those_who_have_the_right(town: Town, as_: SignIn) -> None:
    town.examine("fitri", day(-30))
    case = proposed(town)
    assert "pemeriksaan disiplin" in as_("sahala").get(f"/transfers/{case}").text
    donor = as_("parlindungan").get(f"/transfers/{case}").text
    assert "alasan terbatas" in donor
    assert "pemeriksaan disiplin" not in donor


# -- donor, training, documents, evaluations --------------------------------------------------------------------------


def test_the_donors_answer(town: Town, as_: SignIn) -> None:
    case = proposed(town)
    assert "Belum menjawab." in text_of(as_("maslan").get(f"/transfers/{case}"), "asal")
    town.act("parlindungan", "donor-answer", day(-1), case, {"answer": "objects", "reason": "Sif malam kosong."})
    words = text_of(as_("maslan").get(f"/transfers/{case}"), "asal")
    assert "Berkeberatan: Parlindungan Daulay, Direktur RSUD" in words
    assert "“Sif malam kosong.”" in words


def test_a_silence_says_who_recorded_it(town: Town, as_: SignIn) -> None:
    case = telling.needed(town, day(-40))
    telling.propose(town, case, day(-38), day(40), employee="fitri")
    town.act("halomoan", "record-silence", day(-1), case, {})
    words = text_of(as_("maslan").get(f"/transfers/{case}"), "asal")
    assert "Tidak menjawab dalam tenggat; dicatat Halomoan Dalimunthe, Kepala BKPSDM" in words


def test_courses_with_their_results(town: Town, as_: SignIn) -> None:
    case = balloted(town)
    telling.recommended(town, case, day(-2))
    courses = f"Triase; 24; {day(20).isoformat()}\nPelayanan prima; 20; {day(10).isoformat()}"
    form = {"needed": "yes", "finding": "Belum menguasai rujukan.", "courses": courses}
    town.act("efrida", "assign-training", day(-2), case, form)
    result = {"course": "Triase", "result": "passed", "on": day(-1), "certificate": "S-12"}
    town.act("efrida", "complete-training", day(-1), case, result)
    words = text_of(as_("maslan").get(f"/transfers/{case}"), "pelatihan")
    assert "1 dari 2 selesai" in words
    assert "sertifikat S-12" in words
    assert "Lulus" in words
    assert "selesai paling lambat" in words
    assert "“Belum menguasai rujukan.”" in words


def test_a_correction_leaves_the_old_and_the_new_to_be_seen(town: Town, as_: SignIn) -> None:
    case = at_work(town)
    form = {"document": "sign-decree", "number": "800.1.3.3/413/2024", "on": day(-101), "reason": "Salah ketik."}
    town.act("maslan", "correct", day(-1), case, form)
    words = text_of(as_("maslan").get(f"/transfers/{case}"), "dokumen")
    assert "SK 800.1.3.3/413/2024" in words
    assert "semula 800.1.3.3/412/2024" in words
    assert "TMT" in words


def test_an_evaluation_is_read_with_its_predicate_and_feedback_only_by_who_may(town: Town, as_: SignIn) -> None:
    case = at_work(town, 95)
    for peer in ("ernita", "hotma"):
        town.act(peer, "give-feedback", day(-10), case, {**telling.ANSWERS, "suggestion": f"Saran {peer}."})
    assert "Saran ernita." not in as_("masdalena").get(f"/transfers/{case}").text  # the round is not closed
    telling.evaluated(town, case, day(-3), "evaluate-3")
    supervisor = as_("masdalena").get(f"/transfers/{case}").text
    assert "Predikat: Baik." in supervisor
    assert "Saran ernita." in supervisor
    assert "Ernita Nababan" not in supervisor
    himself = as_("nurhamidah").get(f"/transfers/{case}").text
    assert "Predikat: Baik." in himself
    for kept in ("Saran ernita.", "Ernita Nababan", "Seorang rekan"):
        assert kept not in himself
    assert "Saran ernita." not in as_("maslan").get(f"/transfers/{case}").text


def test_a_colleague_reads_no_more_than_his_form_needs(town: Town, as_: SignIn) -> None:
    page = as_("ernita").get(f"/transfers/{at_work(town)}")
    assert page.title == "Nurhamidah Siregar ke Puskesmas Pintu Langit"
    assert "Beri umpan balik" in text_of(page, "langkah")
    for kept in ("NIP", "Sutan Siregar", "Kekosongan mendesak.", "Riwayat kasus", "12/BA/2024"):
        assert kept not in page.text


# -- history, steps, who is waited for ---------------------------------------------------------------------------------


def test_the_history_is_told_in_sentences_newest_first(town: Town, as_: SignIn) -> None:
    words = text_of(as_("maslan").get(f"/transfers/{ready_to_sign(town)}"), "riwayat")
    sentences = [
        "Maslan Harahap, Analis SDM Aparatur Ahli Muda, mencatat pertimbangan teknis BKN nomor PT-77/2024",
        "Efrida Batubara, Analis SDM Aparatur Ahli Muda, menetapkan pelatihan sebelum mutasi: tidak ada kesenjangan.",
        "Baginda Hutasuhut, ketua tim penilai, menutup pemungutan suara.",
        "7 setuju, 0 tidak setuju, 0 abstain: disetujui.",
        "Irwan Pasaribu, sekretaris tim penilai, membuka pemungutan suara sampai",
        "Parlindungan Daulay, Direktur RSUD, menjawab sebagai unit asal: menyetujui pelepasan.",
        "Maslan Harahap, Analis SDM Aparatur Ahli Muda, mencatat kebutuhan pengisian jabatan.",
    ]
    places = [words.index(sentence) for sentence in sentences]
    assert places == sorted(places)


def test_a_deputys_line_names_the_holder(town: Town, as_: SignIn) -> None:
    town.absent("baginda", day(-3), day(3))
    case = in_ballot(town)
    telling.voted(town, case, day(-2))
    town.act("tiurma", "close-ballot", day(-2), case)
    words = as_("maslan").get(f"/transfers/{case}").text
    assert "Tiurma Simanjuntak, atas nama Baginda Hutasuhut, menutup pemungutan suara." in words


def test_somebody_who_would_act_for_another_is_told_so(town: Town, as_: SignIn) -> None:
    case = balloted(town)
    town.absent("baginda", day(-1), day(3))
    page = as_("tiurma").get(f"/transfers/{case}")
    assert "Anda bertindak atas nama Baginda Hutasuhut sebagai ketua tim penilai; keduanya dicatat." in page.text


def test_hashes_are_for_the_auditor(town: Town, as_: SignIn) -> None:
    case = proposed(town)
    hashed = town.lines(case).hashes[-1].hex()[:4]
    assert hashed in text_of(as_("rosmaida").get(f"/transfers/{case}"), "riwayat")
    assert not [one for one in as_("maslan").get(f"/transfers/{case}").root.all("span") if one.get("class") == "hash"]


def test_the_one_awaited_step_is_the_filled_button(town: Town, as_: SignIn) -> None:
    page = as_("sahala").get(f"/transfers/{ready_to_sign(town)}")
    buttons = [one for one in page.root.all("a") if "btn-primary" in one.get("class")]
    assert [one.text for one in buttons] == ["Tanda tangani keputusan"]
    assert "Batalkan mutasi" in [one.text for one in page.root.all("a") if "btn-plain" in one.get("class")]


def test_a_step_that_nobody_waits_for_is_offered_plainly(town: Town, as_: SignIn) -> None:
    page = as_("sutan").get(f"/transfers/{proposed(town)}")
    assert "Tarik usulan" in text_of(page, "langkah")
    assert not [one for one in page.root.all("a") if "btn-primary" in one.get("class")]


def test_steps_not_yet_possible_say_every_reason_with_the_law(town: Town, as_: SignIn) -> None:
    town.change("fitri", post_since=day(-300))
    words = text_of(as_("irwan").get(f"/transfers/{proposed(town)}"), "langkah")
    assert "Belum dapat dilakukan" in words
    assert "Jawaban unit asal belum ada" in words
    assert "paling singkat 24 bulan" in words
    assert "PP 11/2017 Pasal 190 ayat (3)" in words


def test_who_is_waited_for_since_when(town: Town, as_: SignIn) -> None:
    words = text_of(as_("maslan").get(f"/transfers/{proposed(town)}"), "menunggu")
    assert "Kepala unit asal jawab sebagai unit asal" in words
    assert "Tenggat" in words
    assert "sejak" in words


def test_the_page_in_english(town: Town, as_: SignIn) -> None:
    browser = as_("maslan")
    browser.client.set_cookie("language", "en")
    words = browser.get(f"/transfers/{ready_to_sign(town)}").text
    assert "recorded the need to fill the post" in words
    assert "Within the city, for the service" in words
