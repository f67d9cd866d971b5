"""The ballot on the page of one case: open, voted, closed and void, and what each reader learns of it."""

import pytest

from tests.stories import telling
from tests.stories.town import Town
from tests.web.cases import balloted, day, in_ballot, settled
from tests.web.conftest import SignIn
from tests.web.panels import panel, text_of


@pytest.fixture(autouse=True)
def room(town: Town) -> None:
    """Let every story have room for its move."""
    settled(town)


def test_a_voter_has_the_form_before_him(town: Town, as_: SignIn) -> None:
    case = in_ballot(town, "baginda", "burhan")
    page = as_("tiurma").get(f"/transfers/{case}")
    words = text_of(page, "suara")
    assert "2 dari 7 sudah memberi suara" in words
    assert "Isi suara tertutup bagi semua orang" in words
    form = page.form(f"/transfers/{case}/vote")
    assert [one.get("value") for one in form.all("input") if one.get("name") == "vote"] == ["for", "against", "abstain"]
    assert f"/transfers/{case}/recuse" in [link.get("href") for link in page.root.all("a")]
    assert not [link for link in page.root.all("a") if link.get("href") == f"/transfers/{case}/vote"]


def test_who_has_voted_sees_his_own_vote_and_may_change_it(town: Town, as_: SignIn) -> None:
    page = as_("burhan").get(f"/transfers/{in_ballot(town, 'burhan', against=('burhan',))}")
    assert "Suara Anda: tidak setuju" in text_of(page, "suara")
    assert "Ganti suara" in text_of(page, "suara")


@pytest.mark.parametrize("who", ["baginda", "irwan", "tiurma", "sahala", "rosmaida", "maslan", "parlindungan", "fitri"])
def test_while_a_ballot_is_open_nobody_learns_more_than_the_count(town: Town, as_: SignIn, who: str) -> None:
    case = in_ballot(town, "burhan", "gunawan", against=("burhan",))
    page = as_(who).get(f"/transfers/{case}")
    assert "2 dari 7" in text_of(page, "suara")
    for secret in ("Unit asal masih kekurangan.", "Burhan", "Gunawan"):
        assert secret not in page.text


def test_who_has_no_vote_is_told_why(town: Town, as_: SignIn) -> None:
    case = in_ballot(town)
    assert "Hanya anggota tim penilai yang memberi suara." in as_("maslan").get(f"/transfers/{case}").text
    town.act("gunawan", "recuse", day(-1), case, {"reason": "Keponakan calon bekerja pada saya."})
    assert "sudah menarik diri" in text_of(as_("gunawan").get(f"/transfers/{case}"), "suara")


def test_a_closed_ballot_shows_its_figures_and_single_votes_to_its_members(town: Town, as_: SignIn) -> None:
    page = as_("tiurma").get(f"/transfers/{balloted(town, against=('burhan',))}")
    words = text_of(page, "suara")
    assert "berhak 7 hadir 7 setuju 6 tidak 1 perlu 4" in words
    assert "Kuorum 5 tercapai." in words
    assert "Burhan Rangkuti, Asisten Administrasi Umum: tidak setuju “Unit asal masih kekurangan.”" in words.replace(
        " ,", ","
    ).replace(" :", ":")
    assert "Tujuh anggota memberi suara." in text_of(page, "riwayat")


def test_single_votes_are_kept_from_the_donor_and_the_figures_from_the_employee(town: Town, as_: SignIn) -> None:
    case = balloted(town, against=("burhan",))
    telling.recommended(town, case, day(-1))
    donor = as_("parlindungan").get(f"/transfers/{case}")
    assert "setuju 6" in text_of(donor, "suara")
    assert "Unit asal masih kekurangan." not in donor.text
    himself = as_("fitri").get(f"/transfers/{case}")
    assert panel(himself, "suara") is None
    assert "dari 7 hadir" not in himself.text
    assert "6 setuju" not in himself.text


def test_a_void_ballot_reveals_nothing(town: Town, as_: SignIn) -> None:
    case = in_ballot(town, "burhan", against=("burhan",))
    town.act("irwan", "void-ballot", day(-1), case, {"reason": "Undangan keliru."})
    page = as_("baginda").get(f"/transfers/{case}")
    assert "isi suara tidak dibuka" in text_of(page, "suara")
    assert "Unit asal masih kekurangan." not in page.text


def test_recusals_and_abstentions_are_told_as_sentences(town: Town, as_: SignIn) -> None:
    case = in_ballot(town)
    town.act("gunawan", "recuse", day(-2), case, {"reason": "Keponakan calon bekerja pada saya."})
    telling.voted(town, case, day(-2), abstain=("irwan",))
    town.act("baginda", "close-ballot", day(-2), case)
    words = text_of(as_("tiurma").get(f"/transfers/{case}"), "suara")
    assert "1 abstain: dihitung hadir" in words
    assert "Gunawan Tampubolon (anggota tim penilai) menarik diri: Keponakan calon bekerja pada saya." in words
