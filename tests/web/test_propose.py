"""A new need and a proposal: whom one finds, what is read over, and what is sent."""

import pytest

from tests.stories import telling
from tests.stories.town import Town
from tests.web.cases import day, proposed, settled
from tests.web.client import Browser, Page, filled_in
from tests.web.conftest import SignIn

REASON = "Layanan malam dihentikan sejak Agustus karena hanya ada dua perawat."


@pytest.fixture(autouse=True)
def room(town: Town) -> None:
    """Let every story have room for its move."""
    settled(town)


def cards(page: Page, name: str) -> list[str]:
    """Give the words of the cards of a field."""
    return [one.text for one in page.root.all("label") if any(each.get("name") == name for each in one.all("input"))]


def searched(browser: Browser, case: str, words: str) -> Page:
    """Search for an employee."""
    address = f"/transfers/{case}/propose"
    page = browser.get(f"{address}?search=1")
    return browser.post(address, {**filled_in(page.form(address)), "q": words})


def chosen(town: Town, browser: Browser, case: str, who: str = "fitri") -> Page:
    """Choose an employee and go on to the form."""
    address = f"/transfers/{case}/propose"
    found = searched(browser, case, who)
    token = filled_in(found.form(address))["csrf_token"]
    return browser.post(
        address, {"csrf_token": token, "employee": str(town.employee[who]), "go": "choose"}, follow=True
    )


def checked(town: Town, browser: Browser, case: str, who: str = "fitri", **more: str) -> Page:
    """Fill the form in and go on to what is read over."""
    address, page = f"/transfers/{case}/propose", chosen(town, browser, case, who)
    planned = day(40).strftime("%-d/%-m/%Y")
    return browser.send(page, address, {"kind": "INTRA", "planned_on": planned, "reason": REASON, **more})


# -- a new need -------------------------------------------------------------------------------------------------------


def test_a_need_is_looked_up_among_ones_own_units(town: Town, as_: SignIn) -> None:
    browser = as_("sutan")
    assert cards(browser.get("/needs/new"), "post") == [
        "Perawat Ahli Pertama Puskesmas Pintu Langit 2 dari 12 terisi, 10 lowong"
    ]
    found = cards(browser.get("/needs/new?q=perkantoran"), "post")
    assert [card.partition("Perkantoran ")[2].split(" 1 dari")[0] for card in found] == [
        "Puskesmas Pintu Langit",
        "RSUD",
    ]
    assert cards(browser.get("/needs/new?q=perhubungan"), "post") == []
    assert len(cards(as_("maslan").get("/needs/new?q=perhubungan"), "post")) == 2


def test_a_post_without_an_approved_need_cannot_be_chosen(town: Town, as_: SignIn) -> None:
    town.need("KLERK-PKM", None)
    page = as_("sutan").get("/needs/new?q=puskesmas")
    assert "Jabatan ini tidak mempunyai kebutuhan yang disetujui." in page.text
    assert not [card for card in cards(page, "post") if "Perkantoran" in card]


def test_cases_that_want_the_same_post_are_counted(town: Town, as_: SignIn) -> None:
    proposed(town)
    assert "1 kasus sudah berjalan untuk jabatan ini" in as_("sutan").get("/needs/new").text


def need_form(page: Page) -> dict[str, str]:
    """Give the form that records a need, beside the one that searches."""
    return next(values for form in page.root.all("form") if "key" in (values := filled_in(form)))


def test_recording_a_need_opens_a_case(town: Town, as_: SignIn) -> None:
    browser = as_("sutan")
    missing = browser.post("/needs/new", need_form(browser.get("/needs/new")))
    assert missing.status == 422
    assert missing.errors() == {"post": "Wajib diisi.", "note": "Wajib diisi."}
    form = {**need_form(missing), "post": str(town.post["NERS-PKM"]), "note": "Sif malam kosong."}
    done = browser.post("/needs/new", form, follow=True)
    assert done.path.startswith("/transfers/MUT-")
    assert "Kebutuhan tercatat sebagai kasus" in done.text
    assert "Sif malam kosong." in done.text


def test_a_need_of_another_unit_is_refused_in_words(town: Town, as_: SignIn) -> None:
    browser = as_("sutan")
    form = need_form(browser.get("/needs/new"))
    page = browser.post("/needs/new", {**form, "post": str(town.post["KLERK-HUB"]), "note": "Kosong."})
    assert page.status == 422
    assert "Langkah ini dilakukan oleh: pengusul, Analis SDM aparatur." in page.text
    assert "Kosong." in page.text


def test_other_roles_have_no_such_page(town: Town, as_: SignIn) -> None:
    assert as_("efrida").get("/needs/new").status == 403


# -- whom to propose --------------------------------------------------------------------------------------------------


def test_employees_are_found_by_part_of_the_name_or_by_nip(town: Town, as_: SignIn) -> None:
    case, browser = telling.needed(town, day(-3)), as_("sutan")
    (card,) = cards(searched(browser, case, "nurham"), "employee")
    for words in ("Nurhamidah Siregar", "Perawat Ahli Pertama, RSUD", "sejak 1 Juni 2020", "bulan)", "NIP"):
        assert words in card
    nip = str(town.register("fitri")["nip"])
    for figures in (nip, nip[:8], f"{nip[:8]} {nip[8:14]}"):
        assert any("Fitri Pohan" in card for card in cards(searched(browser, case, figures), "employee"))


@pytest.mark.parametrize("words", ["", "fi", "nobody at all", "%%%", "199"])
def test_a_search_that_says_too_little_lists_nobody(town: Town, as_: SignIn, words: str) -> None:
    found = cards(searched(as_("sutan"), telling.needed(town, day(-3)), words), "employee")
    assert (found == []) == (words != "199")


def test_who_is_gone_is_not_found(town: Town, as_: SignIn) -> None:
    town.retire("fitri")
    assert cards(searched(as_("sutan"), telling.needed(town, day(-3)), "fitri"), "employee") == []


def test_nobody_stands_in_any_address(town: Town, as_: SignIn) -> None:
    case, browser = telling.needed(town, day(-3)), as_("sutan")
    nip, number = str(town.register("fitri")["nip"]), str(town.employee["fitri"])
    for page in (searched(browser, case, nip), chosen(town, browser, case), checked(town, browser, case)):
        addresses = [one.get("href") for one in page.root.all("a")] + [
            one.get("action") for one in page.root.all("form")
        ]
        for address in [page.path, *addresses]:
            assert nip not in address
            assert "fitri" not in address.lower()
            assert f"={number}" not in address


def test_choosing_nobody_says_so(town: Town, as_: SignIn) -> None:
    case, browser = telling.needed(town, day(-3)), as_("sutan")
    address = f"/transfers/{case}/propose"
    token = filled_in(searched(browser, case, "fitri").form(address))["csrf_token"]
    page = browser.post(address, {"csrf_token": token, "go": "choose", "words": "fitri"})
    assert page.errors() == {"employee": "Pilih salah satu pegawai."}
    assert len(cards(page, "employee")) == 1


def test_who_was_chosen_stays_chosen(town: Town, as_: SignIn) -> None:
    case, browser = telling.needed(town, day(-3)), as_("sutan")
    assert chosen(town, browser, case).title == "Usulkan Fitri Pohan"
    assert browser.get(f"/transfers/{case}/propose").title == "Usulkan Fitri Pohan"
    assert chosen(town, browser, case, "ramli").title == "Usulkan Ramli Ritonga"
    assert as_("maslan").get(f"/transfers/{case}/propose").title == "Siapa yang diusulkan?"  # a draft is one's own


def test_who_may_not_propose_is_told_whose_step_it_is(town: Town, as_: SignIn) -> None:
    page = as_("sahala").get(f"/transfers/{telling.needed(town, day(-3))}/propose")
    assert page.status == 422
    assert "pengusul, Analis SDM aparatur" in page.text


# -- reading over and sending -----------------------------------------------------------------------------------------


def test_a_proposal_is_read_over_with_what_it_does(town: Town, as_: SignIn) -> None:
    case = telling.needed(town, day(-3))
    page = checked(town, as_("sutan"), case)
    assert page.status == 200
    for words in (
        "Periksa sebelum dikirim: Ajukan usulan",
        "Fitri Pohan",
        "atas kebutuhan dinas",
        REASON,
        "Dampak terhadap unit asal",
        "Garis tegak: batas 90%.",
        "Dampak terhadap unit penerima",
        "Pegawai berstatus PNS aktif sampai rencana TMT",
        "Sesudah itu kasus ini menunggu kepala unit asal: jawab sebagai unit asal.",
        "Saya tidak memiliki hubungan keluarga atau usaha dengan pegawai ini.",
    ):
        assert words in page.text
    assert town.case(case).employee is None


def test_nothing_is_sent_without_the_declaration(town: Town, as_: SignIn) -> None:
    case, browser = telling.needed(town, day(-3)), as_("sutan")
    address = f"/transfers/{case}/propose"
    again = browser.send(checked(town, browser, case), address, {"go": "send"})
    assert again.status == 422
    assert again.errors() == {"no_conflict": "Wajib diisi."}
    assert again.title == "Periksa sebelum dikirim: Ajukan usulan"
    done = browser.send(again, address, {"go": "send", "no_conflict": "1"})
    assert done.path == f"/transfers/{case}"
    assert done.title == "Fitri Pohan ke Puskesmas Pintu Langit"
    assert town.case(case).state == "proposed"


def test_a_gate_is_shown_open_before_it_is_recorded_so(town: Town, as_: SignIn) -> None:
    town.change("fitri", post_since=day(-300))
    page = checked(town, as_("sutan"), telling.needed(town, day(-3)))
    assert "Dicatat terbuka; dapat dikecualikan oleh Pejabat Pembina Kepegawaian (PPK)." in page.text
    assert "Pejabat Pembina Kepegawaian (PPK): kecualikan syarat" in page.text  # whom the case will wait for


def test_a_warning_asks_for_its_justification_at_the_field(town: Town, as_: SignIn) -> None:
    town.need("KLERK-HUB", 1)
    case, browser = telling.needed(town, day(-8), "KLERK-HUB"), as_("maslan")
    page = checked(town, browser, case, "marwan")
    assert page.status == 422
    assert "Belum ada tempat lowong" in page.errors()["justification"]
    check = browser.send(page, f"/transfers/{case}/propose", {"justification": "Abdul pindah bulan depan."})
    assert "Penjelasan Anda: “Abdul pindah bulan depan.”" in check.text


def test_a_candidate_whom_a_rule_refuses_is_told_before_anything_is_sent(town: Town, as_: SignIn) -> None:
    proposed(town, "fitri")
    case, browser = telling.needed(town, day(-3)), as_("sutan")
    page = checked(town, browser, case)
    assert page.status == 422
    assert "sedang terikat usulan lain" in page.text
    assert filled_in(page.form(f"/transfers/{case}/propose"))["reason"] == REASON


def test_an_own_request_names_its_letter(town: Town, as_: SignIn) -> None:
    page = checked(town, as_("sutan"), telling.needed(town, day(-3)), kind="INTRA_REQ")
    assert "Isi nomor dan tanggal surat permohonan pegawai." in page.text


def test_answers_can_be_changed_after_reading_them_over(town: Town, as_: SignIn) -> None:
    case, browser = telling.needed(town, day(-3)), as_("sutan")
    checked(town, browser, case)
    assert filled_in(browser.get(f"/transfers/{case}/propose").form(f"/transfers/{case}/propose"))["reason"] == REASON
