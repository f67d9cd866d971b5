"""The register of cases: who finds what in it, how it is narrowed, and how one pages through it."""

import pytest

from tests.stories import telling
from tests.stories.town import Town
from tests.web.cases import day, in_ballot, proposed, settled
from tests.web.client import Browser, Page
from tests.web.conftest import SignIn
from workflow import lists


@pytest.fixture
def cases(town: Town) -> dict[str, str]:
    """Tell a need, a proposal and a ballot."""
    settled(town)
    return {
        "need": telling.needed(town, day(-3)),
        "proposal": proposed(town, "ramli"),
        "ballot": in_ballot(town, "irwan"),
    }


def numbers(page: Page) -> list[str]:
    """Give the case numbers that a list shows, from top to bottom."""
    links = [link.get("href") for link in next(page.root.all("main")).all("a")]
    return [href.removeprefix("/transfers/") for href in links if href.startswith("/transfers/MUT-")]


def search(browser: Browser, words: str, **more: str) -> Page:
    """Search for words, as the form above the list does."""
    return browser.send(browser.get("/transfers"), "/transfers", {"q": words, **more})


def test_each_finds_what_he_may_read_newest_first(cases: dict[str, str], as_: SignIn) -> None:
    assert numbers(as_("maslan").get("/transfers")) == [cases["ballot"], cases["proposal"], cases["need"]]
    assert numbers(as_("parlindungan").get("/transfers")) == [cases["ballot"], cases["proposal"]]
    assert numbers(as_("fitri").get("/transfers")) == [cases["ballot"]]


def test_who_may_read_nothing_is_told_when_something_will_come(cases: dict[str, str], as_: SignIn) -> None:
    page = as_("delima").get("/transfers")
    assert numbers(page) == []
    assert "Belum ada kasus yang boleh Anda baca" in page.text


def test_a_row_says_where_the_case_stands_and_whom_it_waits_for(cases: dict[str, str], as_: SignIn) -> None:
    row = next(row for row in as_("maslan").get("/transfers").root.all("tr") if cases["ballot"] in row.text)
    for words in ("Fitri Pohan", "RSUD", "Puskesmas Pintu Langit", "Diusulkan", "anggota tim penilai", "sejak"):
        assert words in row.text


def test_a_need_without_a_candidate_has_a_name_to_follow(cases: dict[str, str], as_: SignIn) -> None:
    row = next(row for row in as_("maslan").get("/transfers").root.all("tr") if cases["need"] in row.text)
    assert "Calon belum dipilih" in row.text


def test_tabs_count_and_narrow(cases: dict[str, str], as_: SignIn) -> None:
    browser = as_("maslan")
    page = browser.get("/transfers")
    tabs = {
        tab.text: tab.get("href") for nav in page.root.all("nav") for tab in nav.all("a") if "state=" in tab.get("href")
    }
    assert "Kebutuhan Teridentifikasi 1" in tabs
    assert "Diusulkan 2" in tabs
    narrowed = browser.get(tabs["Diusulkan 2"])
    assert numbers(narrowed) == [cases["ballot"], cases["proposal"]]
    here = [tab.text for tab in narrowed.root.all("a") if tab.get("aria-current") == "page" and "Diusulkan" in tab.text]
    assert here == ["Diusulkan 2"]


def test_an_early_ending_that_is_asked_for_has_a_tab_of_its_own(town: Town, cases: dict[str, str], as_: SignIn) -> None:
    town.act("maslan", "withdraw", day(-1), cases["need"], {"reason": "Sudah terisi."})
    page = as_("maslan").get("/transfers?state=withdrawn")
    assert numbers(page) == [cases["need"]]
    assert any(tab.text == "Ditarik 1" for tab in page.root.all("a"))


def test_a_search_by_name_leaves_no_name_in_any_address(cases: dict[str, str], as_: SignIn) -> None:
    browser = as_("maslan")
    answer = browser.send(browser.get("/transfers"), "/transfers", {"q": "ritonga"}, follow=False)
    assert answer.response.location == "/transfers?search=on"
    found = browser.get("/transfers?search=on")
    assert numbers(found) == [cases["proposal"]]
    assert not [link.get("href") for link in found.root.all("a") if "ritonga" in link.get("href").lower()]


def test_the_whole_number_of_a_case_opens_it(cases: dict[str, str], as_: SignIn) -> None:
    browser = as_("maslan")
    answer = browser.send(browser.get("/transfers"), "/transfers", {"q": cases["need"].lower()}, follow=False)
    assert answer.response.location == f"/transfers/{cases['need']}"


def test_a_search_from_the_menu_of_any_page(cases: dict[str, str], as_: SignIn) -> None:
    browser = as_("maslan")
    assert numbers(browser.send(browser.get("/account"), "/search", {"q": "ritonga"})) == [cases["proposal"]]


def test_who_reads_no_cases_has_no_search(town: Town, as_: SignIn) -> None:
    assert not [form for form in as_("admin").get("/account").root.all("form") if form.get("action") == "/search"]


def test_the_number_of_a_case_that_one_may_not_read_opens_nothing(cases: dict[str, str], as_: SignIn) -> None:
    page = search(as_("fitri"), cases["need"])
    assert numbers(page) == []


def test_a_list_that_stays_empty_names_its_filters_and_offers_to_clear_them(
    town: Town, cases: dict[str, str], as_: SignIn
) -> None:
    page = search(as_("maslan"), "nobody of that name", state="reviewed", unit=str(town.unit["DISHUB"]))
    assert "“nobody of that name”; Dinas Perhubungan; Dipertimbangkan" in page.text
    assert "/transfers" in [link.get("href") for link in page.root.all("a") if link.text == "Hapus saringan"]


def test_filters_stay_while_one_searches(town: Town, cases: dict[str, str], as_: SignIn) -> None:
    browser = as_("maslan")
    assert numbers(search(browser, "", unit=str(town.unit["PKM"]), kind="INTRA")) == [
        cases["ballot"],
        cases["proposal"],
    ]
    assert numbers(search(browser, "", kind="INTRA_REQ")) == []


@pytest.mark.parametrize("query", ["state=nonsense", "unit=x", "kind=%27", "older=-1", "newer=9999999999999999999"])
def test_nonsense_in_an_address_is_passed_over(cases: dict[str, str], as_: SignIn, query: str) -> None:
    assert as_("maslan").get(f"/transfers?{query}").status == 200


def test_paging_walks_over_every_case_once(town: Town, as_: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE", 2)
    settled(town)
    told = [telling.needed(town, day(-9 + number)) for number in range(5)]
    browser = as_("maslan")
    page, seen, back = browser.get("/transfers"), [], []
    while True:
        seen.extend(numbers(page))
        older = link_to(page, "Lebih lama")
        if not older:
            break
        page = browser.get(older)
    assert seen == told[::-1]
    while newer := link_to(page, "Lebih baru"):
        page = browser.get(newer)
        back.extend(numbers(page))
    assert back == seen[2:4] + seen[:2]


def link_to(page: Page, words: str) -> str:
    """Give the address of a link with these words, empty when there is none."""
    return next((link.get("href") for link in page.root.all("a") if link.text == words), "")


def test_counts_end_at_99(town: Town, as_: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.pages.transfers.MOST", 2)
    monkeypatch.setattr(lists, "MOST", 2)
    settled(town)
    for number in range(3):
        telling.needed(town, day(-9 + number))
    assert any(tab.text == "Semua 1+" for tab in as_("maslan").get("/transfers").root.all("a"))


def test_the_lead_says_as_what_one_reads(town: Town, as_: SignIn) -> None:
    assert "sebagai Pengusul" in as_("sutan").get("/transfers").text
    town.end_grant("sutan", "proposer", day(-1))
    assert "karena jabatan Anda" in as_("sutan").get("/transfers").text
