"""People and their accounts: found by name or NIP, let in with a password that is shown once, and kept out again."""

import re

import pytest
from flask import Flask
from sqlalchemy import delete

from tests.stories.town import Town
from tests.web import clock
from tests.web.client import Browser, Page
from tests.web.conftest import SignIn
from tests.web.keeping import MORNING, events, filled_buttons, lines, link, links, refusals, rows, summary
from workflow.tables import accounts, sessions

_PASSWORD = re.compile(r"\b[a-z2-9]{4}(?:-[a-z2-9]{4}){3}\b")


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, MORNING)


@pytest.fixture
def admin(as_: SignIn) -> Browser:
    return as_("admin")


def forget_account(town: Town, who: str) -> None:
    """Take somebody's account away, as if there had never been one."""
    town.write(delete(accounts).where(accounts.c.id == town.account[who]))


def person(town: Town, who: str) -> str:
    return f"/people/{town.account[who]}"


def search(browser: Browser, text: str) -> Page:
    return browser.send(browser.get("/people"), "/people", {"q": text})


# -- looking for people ------------------------------------------------------------------------------------------


def test_the_accounts_are_listed_with_post_unit_and_roles(admin: Browser) -> None:
    page = admin.get("/people")
    assert page.title == "31 orang dapat masuk, delapan memegang peran"
    found = lines(page, "Akun menurut nama")
    assert len(found) == 30
    assert "Maslan Harahap Analis SDM Aparatur Ahli Muda BKPSDM maslan Analis SDM aparatur" in found
    assert "Togar Sinaga Perawat Ahli Pertama RSUD togar tidak ada" in found
    assert filled_buttons(page) == ["Buat akun"]
    rest = admin.get(link(page, "Berikutnya"))
    assert lines(rest, "Akun menurut nama")[-1].startswith("Zulkifli Rambe")


def test_people_are_found_by_name_and_no_name_stands_in_an_address(admin: Browser, town: Town) -> None:
    page = search(admin, "siregar")
    assert [line.split(" S")[0] for line in lines(page, "Yang cocok dengan “siregar”")] == ["Nurhamidah", "Sutan"]
    assert page.path == "/people"
    assert page.response.request.query_string == b""
    assert "Semua yang cocok" in page.text


def test_people_are_found_by_their_whole_nip_which_is_shown_to_nobody(admin: Browser, town: Town) -> None:
    nip = town.register("sutan")["nip"]
    page = search(admin, nip)
    (line,) = lines(page, f"Yang cocok dengan “{nip}”")
    assert line.startswith("Sutan Siregar")
    assert nip not in admin.get(person(town, "sutan")).text
    assert "Tidak ada orang yang cocok" in search(admin, nip[:10]).text


def test_an_employee_without_an_account_is_found_and_gets_one_from_there(admin: Browser, town: Town) -> None:
    forget_account(town, "togar")
    page = search(admin, "togar")
    assert link(page, "Buat akun untuk Togar Sinaga") == f"/people/new?employee={town.employee['togar']}"


def test_a_search_for_nothing_shows_everybody(admin: Browser) -> None:
    assert lines(search(admin, "  "), "Akun menurut nama")


def test_a_search_that_finds_too_many_says_so(admin: Browser) -> None:
    assert "20 orang pertama" in search(admin, "a").text


def test_who_has_left_the_service_is_marked(admin: Browser, town: Town) -> None:
    town.retire("togar")
    assert "sudah tidak bertugas" in search(admin, "togar").text


# -- a new account -----------------------------------------------------------------------------------------------


def test_an_employee_gets_an_account_and_a_password_that_lets_him_in(admin: Browser, as_: SignIn, town: Town) -> None:
    forget_account(town, "togar")
    page = admin.send(admin.get("/people/new"), "/people/new", {"who": "togar"})
    assert page.status == 200
    (only,) = [one for one in page.root.all("input") if one.get("type") == "radio"]
    page = admin.send(page, "/people/new", {"who": only.get("value")})
    assert page.title == "Buat akun untuk Togar Sinaga"
    page = admin.send(page, "/people/new")
    assert page.title == "Akun sudah dibuat"
    password = _PASSWORD.search(page.text)
    assert password is not None
    assert events(town) == ["account"]
    assert as_("togar", password[0]).get("/account").title == "Togar Sinaga"


def test_who_is_no_employee_gets_an_account_with_name_and_title(admin: Browser) -> None:
    page = admin.get(link(admin.get("/people/new"), "buat akun untuk yang bukan pegawai"))
    typed = {"name": "Hj. Rosna Pulungan", "title": "Wakil Wali Kota", "user_name": "rosna"}
    page = admin.send(page, "/people/new", typed)
    assert page.title == "Akun sudah dibuat"
    assert "Hj. Rosna Pulungan" in page.text
    assert "Hj. Rosna Pulungan Wakil Wali Kota rosna tidak ada" in lines(
        search(admin, "rosna"), "Yang cocok dengan “rosna”"
    )


def test_the_password_is_shown_once_and_a_second_click_makes_no_second_account(admin: Browser, town: Town) -> None:
    forget_account(town, "togar")
    page = admin.get(f"/people/new?employee={town.employee['togar']}")
    assert _PASSWORD.search(admin.send(page, "/people/new").text)
    again = admin.send(page, "/people/new")
    assert not _PASSWORD.search(again.text)
    assert "Pegawai ini sudah mempunyai akun" in again.text
    assert again.path.startswith("/people/")
    assert events(town) == ["account"]


def test_what_is_wrong_with_a_new_account_is_told_at_its_field(admin: Browser, town: Town) -> None:
    forget_account(town, "togar")
    page = admin.get(f"/people/new?employee={town.employee['togar']}")
    for user_name, words in (("", "Wajib diisi."), ("Ab", "Pakai 3–40 huruf kecil"), ("sutan", "sudah dipakai")):
        back = admin.send(page, "/people/new", {"user_name": user_name})
        assert back.status == 422
        assert words in back.errors()["user_name"]
        assert next(one for one in back.root.all("input") if one.get("name") == "user_name").get("value") == user_name
    assert summary(admin.send(page, "/people/new", {"user_name": ""})) == ["Nama pengguna: Wajib diisi."]
    assert events(town) == []


def test_nobody_and_somebody_who_has_an_account_get_none(admin: Browser, town: Town) -> None:
    page = admin.send(admin.get("/people/new"), "/people/new", {"who": "nobody of this name"})
    assert (page.status, list(page.errors())) == (422, ["who"])
    page = admin.get(f"/people/new?employee={town.employee['sutan']}")
    assert page.path == person(town, "sutan")
    assert admin.get("/people/new?employee=999999").status == 404


# -- a new password, and keeping out -------------------------------------------------------------------------------


def test_a_new_password_is_shown_once_and_ends_the_sessions(admin: Browser, as_: SignIn, town: Town) -> None:
    theirs = as_("sutan")
    path = link(admin.get(person(town, "sutan")), "Buat kata sandi baru")
    asked = admin.get(path)
    assert asked.title == "Ganti kata sandi Sutan Siregar?"
    page = admin.send(asked, path)
    password = _PASSWORD.search(page.text)
    assert password is not None
    assert theirs.get("/account").path == "/sign-in"
    assert as_("sutan", password[0]).get("/account").title == "Sutan Siregar"
    assert page.response.headers["Cache-Control"] == "no-store"


def test_an_account_is_closed_and_opened_again(admin: Browser, as_: SignIn, town: Town) -> None:
    theirs = as_("sutan")
    path = link(admin.get(person(town, "sutan")), "Nonaktifkan akun")
    asked = admin.get(path)
    assert "Perannya tidak ikut berakhir: Pengusul" in asked.text
    page = admin.send(asked, path)
    assert "Akun ini dinonaktifkan." in page.text
    assert theirs.get("/account").path == "/sign-in"
    assert "Beri peran" not in filled_buttons(page)
    admin.send(asked, path)  # a second click
    page = admin.send(admin.get(path), path)
    assert "Akun ini dapat dipakai masuk lagi." in page.text
    assert events(town) == ["disable-account", "enable-account"]
    assert all(row.ended_at for row in rows(town, sessions) if row.account_id == town.account["sutan"])


def test_the_only_lasting_administrator_cannot_be_closed(admin: Browser, as_: SignIn, town: Town) -> None:
    town.grant("wulan", "administrator")
    town.end_grant("admin", "administrator", MORNING.date().replace(month=12))
    other = as_("wulan")
    path = f"{person(town, 'wulan')}/closing"
    page = admin.send(admin.get(path), path)
    assert page.status == 403
    assert "administrator terakhir" in " ".join(summary(page))
    assert other.get("/account").path == "/account"
    assert refusals(town) == 1


def test_ones_own_account_is_not_kept_here(admin: Browser, town: Town) -> None:
    for page in ("password", "closing"):
        path = f"{person(town, 'admin')}/{page}"
        assert admin.get(path).status == 404
        assert admin.post(path, {"csrf_token": _token(admin)}).status == 404
    assert "Nonaktifkan akun" not in links(admin.get(person(town, "admin")))


# -- who may ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/people", "/people/new", "/people/1", "/people/1/password", "/people/1/closing"])
def test_only_an_administrator_comes_in(as_: SignIn, path: str) -> None:
    page = as_("maslan").get(path)
    assert page.status == 403
    assert "Administrator sistem" in page.text


def test_an_unknown_person_is_not_found(admin: Browser) -> None:
    for path in ("/people/999999", "/people/999999/password", "/people/999999/closing"):
        assert admin.get(path).status == 404


def test_an_administrator_has_no_cases_in_his_menu(admin: Browser, as_: SignIn) -> None:
    words = [
        one.text for nav in admin.get("/people").root.all("nav") if nav.get("id") == "menu" for one in nav.all("a")
    ]
    assert "Orang dan peran" in words
    assert "Kasus mutasi" not in words
    words = [one.text for nav in as_("maslan").get("/account").root.all("nav") for one in nav.all("a")]
    assert "Kasus mutasi" in words
    assert "Orang dan peran" not in words


def test_the_pages_open_in_english_too(admin: Browser, town: Town) -> None:
    admin.client.set_cookie("language", "en")
    for path in ("/people", "/people/new", person(town, "sutan"), f"{person(town, 'sutan')}/closing"):
        assert admin.get(path).status == 200


def _token(browser: Browser) -> str:
    form = browser.get("/people").form("/people")
    return next(one.get("value") for one in form.all("input") if one.get("name") == "csrf_token")
