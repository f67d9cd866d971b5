"""The one route for all steps: forms, what is read over, what is refused, overtaken, kept as a draft or sent twice."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.stories import telling
from tests.stories.town import Town, at
from tests.web.cases import at_work, balloted, day, in_ballot, proposed, ready_to_sign, settled
from tests.web.client import Browser, Page, filled_in
from tests.web.conftest import SignIn
from workflow.database import reading
from workflow.tables import drafts


@pytest.fixture(autouse=True)
def room(town: Town) -> None:
    """Let every story have room for its move."""
    settled(town)


def href(case: str, step: str) -> str:
    """Give the address of a step's form."""
    return f"/transfers/{case}/{step}"


def written(town: Town, case: str) -> list[str]:
    """Name the steps that a case has taken."""
    return [line.step for line in town.lines(case).lines]


def kept(town: Town) -> list[tuple[int, str, str]]:
    """Give every draft: whose it is, at which step, and its form as text."""
    with reading(town.engine) as connection:
        return [tuple(row) for row in connection.execute(select(drafts.c.account_id, drafts.c.step, drafts.c.form))]


def written_day(days: int) -> str:
    """Write a day as people here do: 4/1/2027."""
    return day(days).strftime("%-d/%-m/%Y")


# -- sending ----------------------------------------------------------------------------------------------------------


def test_a_vote_is_cast_from_the_case_itself(town: Town, as_: SignIn) -> None:
    case, browser = in_ballot(town), as_("tiurma")
    page = browser.send(browser.get(f"/transfers/{case}"), href(case, "vote"), {"vote": "for"})
    assert page.path == f"/transfers/{case}"
    assert "Beri suara: tersimpan sebagai catatan 5." in page.text
    assert "Suara Anda: setuju" in page.text
    ballot = town.case(case).ballot
    assert ballot is not None
    assert ballot.votes == {town.employee["tiurma"]: "for"}


def test_a_vote_is_changed_from_what_it_was(town: Town, as_: SignIn) -> None:
    case, browser = in_ballot(town, "tiurma"), as_("tiurma")
    page = browser.get(href(case, "vote"))
    assert filled_in(page.form(href(case, "vote")))["vote"] == "for"
    browser.send(page, href(case, "vote"), {"vote": "against", "reason": "Unit asal kekurangan."})
    ballot = town.case(case).ballot
    assert ballot is not None
    assert ballot.votes == {town.employee["tiurma"]: "against"}
    assert kept(town) == []  # a vote is never kept anywhere else


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(town: Town, as_: SignIn) -> None:
    case, browser = in_ballot(town), as_("tiurma")
    page = browser.send(browser.get(f"/transfers/{case}"), href(case, "vote"), {"reason": "Belum yakin."})
    assert page.status == 422
    assert page.errors() == {"vote": "Wajib diisi."}
    assert "Suara Anda: Wajib diisi." in page.text  # in the summary, which links to the field
    assert filled_in(page.form(href(case, "vote")))["reason"] == "Belum yakin."
    assert next(page.root.all("title")).text.startswith("Salah: ")
    radio = next(one for one in page.root.all("input") if one.get("name") == "vote")
    assert radio.get("aria-invalid") == "true"
    assert "e-vote" in radio.get("aria-describedby")


def test_a_refusal_is_told_at_the_form_with_every_reason_and_law(town: Town, as_: SignIn) -> None:
    case, browser = in_ballot(town), as_("tiurma")
    page = browser.send(browser.get(f"/transfers/{case}"), href(case, "vote"), {"vote": "against"})
    assert page.status == 422
    assert "Tuliskan alasan tidak setuju." in page.text
    assert "Peraturan Wali Kota (tata tertib tim penilai)" in page.text
    assert filled_in(page.form(href(case, "vote")))["vote"] == "against"
    sent = browser.send(page, href(case, "vote"), {"reason": "Unit asal kekurangan."})
    assert sent.path == f"/transfers/{case}"
    assert written(town, case)[-1] == "vote"


def test_a_form_that_is_sent_twice_counts_once(town: Town, as_: SignIn) -> None:
    case, browser = in_ballot(town), as_("tiurma")
    form = {**filled_in(browser.get(f"/transfers/{case}").form(href(case, "vote"))), "vote": "for"}
    first, second = browser.post(href(case, "vote"), form), browser.post(href(case, "vote"), form)
    assert (first.status, second.status) == (303, 303)
    assert written(town, case).count("vote") == 1


def test_a_used_form_with_other_answers_is_an_error(town: Town, as_: SignIn) -> None:
    case, browser = in_ballot(town), as_("tiurma")
    form = {**filled_in(browser.get(f"/transfers/{case}").form(href(case, "vote"))), "vote": "for"}
    browser.post(href(case, "vote"), form)
    assert browser.post(href(case, "vote"), {**form, "vote": "abstain"}).status == 409
    assert written(town, case).count("vote") == 1


def test_a_form_without_a_key_is_answered_with_a_whole_one(town: Town, as_: SignIn) -> None:
    case, browser = in_ballot(town), as_("tiurma")
    form = {**filled_in(browser.get(f"/transfers/{case}").form(href(case, "vote"))), "vote": "for", "key": ""}
    page = browser.post(href(case, "vote"), form)
    assert page.status == 422
    assert browser.send(page, href(case, "vote"), {"vote": "for"}).path == f"/transfers/{case}"


def test_dates_are_read_as_people_write_them(town: Town, as_: SignIn) -> None:
    case = balloted(town)
    telling.recommended(town, case, day(-2))
    courses = f"Triase; 24; {written_day(20)}"
    browser = as_("efrida")
    page = browser.get(href(case, "assign-training"))
    typed = {"needed": "yes", "finding": "Belum menguasai rujukan.", "courses": courses}
    check = browser.send(page, href(case, "assign-training"), typed)
    browser.send(check, href(case, "assign-training"), {"go": "send"})
    assert town.case(case).courses[0].until == day(20)  # type: ignore[index]  # training is settled


def test_a_moment_is_proposed_and_may_be_written_in_words(town: Town, as_: SignIn) -> None:
    case = proposed(town)
    telling.consented(town, case, day(-4))
    browser = as_("irwan")
    page = browser.get(href(case, "open-ballot"))
    assert filled_in(page.form(href(case, "open-ballot")))["closes_at"].endswith("16.00")
    browser.send(page, href(case, "open-ballot"), {"closes_at": f"{written_day(5)} pukul 15.30"})
    ballot = town.case(case).ballot
    assert ballot is not None
    assert ballot.closes_at == at(day(5), 15, 30)


# -- reading over -----------------------------------------------------------------------------------------------------


def test_a_decree_is_read_over_before_it_is_signed(town: Town, as_: SignIn) -> None:
    case, browser = ready_to_sign(town), as_("sahala")
    before = written(town, case)
    page = browser.get(href(case, "sign-decree"))
    assert filled_in(page.form(href(case, "sign-decree")))["effective_on"]  # the planned date
    typed = {"number": "800.1.3.3/412/2026", "on": written_day(0)}
    check = browser.send(page, href(case, "sign-decree"), typed)
    assert check.status == 200
    assert check.title == "Periksa sebelum dikirim: Tanda tangani keputusan"
    for words in ("800.1.3.3/412/2026", "SK tidak berlaku surut", "Sesudah itu kasus ini menunggu"):
        assert words in check.text
    assert written(town, case) == before
    again = filled_in(browser.get(href(case, "sign-decree")).form(href(case, "sign-decree")))
    assert again["number"] == "800.1.3.3/412/2026"  # to be changed, if need be
    signed = browser.send(check, href(case, "sign-decree"), {"go": "send"})
    assert signed.path == f"/transfers/{case}"
    assert written(town, case) == [*before, "sign-decree"]
    assert "800.1.3.3/412/2026" in signed.text


@pytest.mark.parametrize(
    ("step", "who", "form"),
    [
        ("recommend", "baginda", {"number": "12/BA/2026"}),
        ("cancel", "sahala", {"reason": "Formasi dihapus."}),
        ("withdraw", "maslan", {"reason": "Kebutuhan berubah."}),
    ],
)
def test_what_moves_the_case_is_read_over(town: Town, as_: SignIn, step: str, who: str, form: dict[str, str]) -> None:
    case = proposed(town) if step == "withdraw" else balloted(town)
    form = {**form, "on": written_day(0)} if step == "recommend" else form
    browser = as_(who)
    check = browser.send(browser.get(href(case, step)), href(case, step), form)
    assert "Jawaban Anda" in check.text
    assert written(town, case)[-1] != step
    browser.send(check, href(case, step), {"go": "send"})
    assert written(town, case)[-1] == step


def test_what_the_law_will_refuse_is_said_before_it_is_read_over(town: Town, as_: SignIn) -> None:
    case, browser = ready_to_sign(town), as_("sahala")
    typed = {"number": "800.1.3.3/412/2026", "on": written_day(0), "effective_on": written_day(-3)}
    page = browser.send(browser.get(href(case, "sign-decree")), href(case, "sign-decree"), typed)
    assert page.status == 422
    assert "mendahului tanggal SK" in page.text
    assert filled_in(page.form(href(case, "sign-decree")))["effective_on"] == written_day(-3)


def test_an_evaluation_is_filled_in_and_read_over(town: Town, as_: SignIn) -> None:
    case, browser = at_work(town, 92), as_("masdalena")
    page = browser.get(href(case, "evaluate-3"))
    assert "Perlu penjelasan tertulis." in page.text  # no colleague has given feedback
    answers = {name: given for name, given in telling.SUPERVISED.items() if name != "next"}  # asked at six months
    missing = browser.send(page, href(case, "evaluate-3"), answers)
    assert missing.status == 422
    assert "Tuliskan penjelasan" in missing.errors()["justification"]
    check = browser.send(missing, href(case, "evaluate-3"), {"justification": "Rekan lain baru bergabung."})
    assert "Penjelasan Anda: “Rekan lain baru bergabung.”" in check.text
    done = browser.send(check, href(case, "evaluate-3"), {"go": "send"})
    assert "Predikat: Baik." in done.text


def test_feedback_needs_no_more_than_its_form(town: Town, as_: SignIn) -> None:
    case, browser = at_work(town, 92), as_("ernita")
    page = browser.get(href(case, "give-feedback"))
    assert "result" not in filled_in(page.form(href(case, "give-feedback")))
    done = browser.send(page, href(case, "give-feedback"), telling.ANSWERS)
    assert "Anda sudah memberi umpan balik dalam putaran ini." in done.text


# -- what a case offers -----------------------------------------------------------------------------------------------


def values_of(page: Page, name: str) -> list[str]:
    """Give the values of the choices of a field."""
    return [one.get("value") for one in page.root.all("input") if one.get("name") == name]


def test_the_gates_that_an_office_may_waive_are_offered(town: Town, as_: SignIn) -> None:
    town.change("fitri", post_since=day(-300))
    town.need("NERS-RSUD", 9)  # the donor's fill is another office's to waive
    case = proposed(town)
    assert values_of(as_("sahala").get(href(case, "waive-gate")), "rule") == ["R-TEN-01"]
    assert values_of(as_("halomoan").get(href(case, "waive-gate")), "rule") == ["R-DON-01"]


def test_only_documents_that_stand_in_the_case_and_are_ones_own_can_be_corrected(town: Town, as_: SignIn) -> None:
    case = at_work(town)
    assert values_of(as_("maslan").get(href(case, "correct")), "document") == [
        "recommend",
        "record-consideration",
        "sign-decree",
        "inaugurate",
        "execute",
    ]
    assert values_of(as_("masdalena").get(href(case, "correct")), "document") == ["execute"]


def test_courses_that_are_open_are_offered(town: Town, as_: SignIn) -> None:
    case = balloted(town)
    telling.recommended(town, case, day(-2))
    form = {"needed": "yes", "finding": "Belum.", "courses": "Triase; 24\nPelayanan prima; 20"}
    town.act("efrida", "assign-training", day(-2), case, form)
    town.act("efrida", "complete-training", day(-1), case, {"course": "Triase", "result": "passed", "on": day(-1)})
    page = as_("efrida").get(href(case, "complete-training"))
    assert values_of(page, "course") == ["Pelayanan prima"]
    again = filled_in(as_("efrida").get(href(case, "assign-training")).form(href(case, "assign-training")))
    assert again["courses"] == "Triase; 24 Pelayanan prima; 20"  # a browser shows the line break


# -- what cannot be done ----------------------------------------------------------------------------------------------


def test_a_step_of_other_roles_says_whose_it_is(town: Town, as_: SignIn) -> None:
    page = as_("maslan").get(href(ready_to_sign(town), "sign-decree"))
    assert page.status == 422
    assert page.title == "Belum dapat dilakukan: Tanda tangani keputusan"
    assert "Pejabat Pembina Kepegawaian (PPK)" in page.text


def test_a_step_of_another_state_says_which(town: Town, as_: SignIn) -> None:
    page = as_("sahala").get(href(proposed(town), "sign-decree"))
    assert "Langkah ini dilakukan pada tahap Pelatihan Ditugaskan; kasus ini pada tahap Diusulkan." in page.text


def test_a_step_that_a_rule_stops_says_every_reason(town: Town, as_: SignIn) -> None:
    town.change("fitri", post_since=day(-300))
    page = as_("irwan").get(href(proposed(town), "open-ballot"))
    assert page.status == 422
    assert "Jawaban unit asal belum ada" in page.text
    assert "Dapat dikecualikan dengan alasan tertulis oleh Pejabat Pembina Kepegawaian (PPK)." in page.text


@pytest.mark.parametrize("step", ["identify", "nonsense", "to_executed"])
def test_a_step_that_is_none_of_this_case_is_nowhere(town: Town, as_: SignIn, step: str) -> None:
    assert as_("maslan").get(href(proposed(town), step)).status == 404


def test_a_case_that_one_may_not_read_has_no_forms(town: Town, as_: SignIn) -> None:
    case, browser = proposed(town), as_("delima")
    token = filled_in(browser.get("/account").form("/sign-out"))
    assert browser.get(href(case, "withdraw")).status == 404
    assert browser.post(href(case, "withdraw"), {**token, "reason": "Salah.", "go": "send", "key": "k"}).status == 404


# -- overtaken, and drafts --------------------------------------------------------------------------------------------


def test_who_was_overtaken_reads_what_happened_and_finds_his_writing_again(town: Town, as_: SignIn) -> None:
    case, browser = proposed(town), as_("irwan")
    page = browser.get(href(case, "return"))
    town.act("parlindungan", "donor-answer", day(-1), case, {"answer": "consents"})
    answer = browser.send(page, href(case, "return"), {"reason": "Uraian belum lengkap."})
    assert answer.status == 409
    assert "Parlindungan Daulay, Direktur RSUD, menjawab sebagai unit asal: menyetujui pelepasan." in answer.text
    assert "Uraian belum lengkap." in answer.text
    fresh = browser.get(href(case, "return"))
    assert filled_in(fresh.form(href(case, "return")))["reason"] == "Uraian belum lengkap."
    check = browser.send(fresh, href(case, "return"))
    browser.send(check, href(case, "return"), {"go": "send"})
    assert written(town, case)[-1] == "return"
    assert kept(town) == []


def test_what_overtook_a_form_is_told_no_further_than_one_may_read(town: Town, as_: SignIn) -> None:
    case, browser = in_ballot(town), as_("irwan")
    page = browser.get(href(case, "void-ballot"))
    town.act("burhan", "vote", day(-1), case, {"vote": "against", "reason": "Unit asal masih kekurangan."})
    answer = browser.send(page, href(case, "void-ballot"), {"reason": "Undangan keliru."})
    assert answer.status == 409
    assert "Burhan" not in answer.text
    assert "Ada catatan baru yang tidak boleh Anda baca." in answer.text


def test_seven_votes_do_not_overtake_each_other(town: Town, as_: SignIn) -> None:
    case, browser = in_ballot(town), as_("tiurma")
    page = browser.get(f"/transfers/{case}")
    town.act("burhan", "vote", day(-1), case, {"vote": "for"})
    assert browser.send(page, href(case, "vote"), {"vote": "for"}).path == f"/transfers/{case}"


def drafted(browser: Browser, address: str, values: dict[str, str], **more: Any) -> Page:
    """Press the button that keeps a draft."""
    form = {**filled_in(browser.get(address).form(address)), **values, "draft": "1"}
    return browser.post(address, form, **more)


def test_a_draft_is_kept_by_its_button_and_found_again_by_its_owner_alone(town: Town, as_: SignIn) -> None:
    case, browser = at_work(town, 92), as_("masdalena")
    address = href(case, "evaluate-3")
    page = drafted(browser, address, {"service": "4", "situation": "Antrean pagi."}, follow=True)
    assert page.path == address
    assert "Draf tersimpan pukul" in page.text
    assert "1 dari 7 nilai terisi" in page.text
    again = filled_in(page.form(address))
    assert (again["service"], again["situation"], again["accountable"]) == ("4", "Antrean pagi.", "")
    assert [account for account, _, _ in kept(town)] == [town.account["masdalena"]]
    assert "Antrean pagi." not in as_("rosmaida").get(f"/transfers/{case}").text


def test_a_draft_is_kept_by_the_script_without_a_page(town: Town, as_: SignIn) -> None:
    case, browser = at_work(town, 92), as_("masdalena")
    answer = drafted(
        browser, href(case, "evaluate-3"), {"situation": "Antrean."}, headers={"Accept": "application/json"}
    )
    assert (answer.status, answer.response.data) == (204, b"")
    assert "Antrean." in kept(town)[0][2]


def test_a_draft_goes_when_its_act_is_carried_out(town: Town, as_: SignIn) -> None:
    case, browser = at_work(town, 92), as_("ernita")
    address = href(case, "give-feedback")
    drafted(browser, address, telling.ANSWERS)
    assert len(kept(town)) == 1
    browser.send(browser.get(address), address)
    assert kept(town) == []
