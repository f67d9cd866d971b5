"""Grants: given and ended by an administrator, never to himself, and never gone."""

from datetime import date

import pytest
from flask import Flask

from tests.stories.town import Town
from tests.web import clock
from tests.web.client import Browser, Page
from tests.web.conftest import SignIn
from tests.web.keeping import MORNING, events, filled_buttons, lines, link, links, refusals, rows, summary
from workflow.tables import grants

TYPED = {"role": "training_officer", "since": "4 Maret 2024", "ground": "ND-126/2024"}


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, MORNING)


@pytest.fixture
def admin(as_: SignIn) -> Browser:
    return as_("admin")


def person(town: Town, who: str) -> str:
    return f"/people/{town.account[who]}"


def give(browser: Browser, town: Town, who: str, **typed: str) -> Page:
    path = person(town, who)
    return browser.send(browser.get(path), path, {**TYPED, **typed})


def ending(browser: Browser, town: Town, who: str, role: str, name: str) -> str:
    return link(browser.get(person(town, who)), f"Akhiri peran {role} {name}")


# -- giving ------------------------------------------------------------------------------------------------------


def test_a_role_is_given_and_stands_in_the_persons_table(admin: Browser, town: Town) -> None:
    page = give(admin, town, "togar", until="31-12-2024")
    assert page.title == "Togar Sinaga memegang satu peran"
    assert "Peran Pengelola pelatihan sudah diberikan." in page.text
    (line,) = lines(page, "Peran yang berlaku")
    assert line.startswith("Pengelola pelatihan Seluruh kota 4 Mar 2024 – 31 Des 2024 Administrator ND-126/2024")
    assert rows(town, grants)[-1].until == date(2025, 1, 1)
    assert filled_buttons(page) == ["Beri peran"]


def test_a_proposer_gets_a_unit_or_the_whole_city(admin: Browser, town: Town) -> None:
    page = give(admin, town, "togar", role="proposer")
    assert (page.status, list(page.errors())) == (422, ["unit"])
    page = give(admin, town, "togar", role="proposer", unit=str(town.unit["PKM"]))
    assert lines(page, "Peran yang berlaku")[0].startswith("Pengusul Puskesmas Pintu Langit dan di bawahnya")
    page = give(admin, town, "wulan", role="proposer", unit="city")
    assert lines(page, "Peran yang berlaku")[0].startswith("Pengusul Seluruh kota")


def test_what_was_typed_comes_back_with_the_reason_at_its_field(admin: Browser, town: Town) -> None:
    page = give(admin, town, "togar", since="1 Maret 2024", ground="ND-9")
    assert page.status == 422
    assert page.errors()["since"] == "Tanggal ini sudah lewat."
    assert summary(page) == ["Dari: Tanggal ini sudah lewat."]
    values = {one.get("name"): one.get("value") for one in page.root.all("input")}
    assert (values["since"], values["ground"]) == ("1 Maret 2024", "ND-9")
    page = give(admin, town, "togar", since="besok")
    assert next(one for one in page.root.all("input") if one.get("name") == "since").get("value") == "besok"
    assert events(town) == []


def test_a_click_too_many_gives_once(admin: Browser, town: Town) -> None:
    for _click in range(2):
        page = give(admin, town, "togar")
        assert page.status == 200
        assert "sudah diberikan" in page.text
    assert events(town) == ["grant"]
    assert "memegang peran itu" in give(admin, town, "togar", ground="ND-127/2024").errors()["role"]


def test_an_administrator_holds_nothing_else(admin: Browser, town: Town) -> None:
    page = give(admin, town, "sutan", role="administrator")
    assert page.status == 403
    assert "tidak memegang peran lain" in " ".join(summary(page))
    assert refusals(town) == 1
    assert events(town) == []


def test_an_administrator_gives_nothing_to_himself(admin: Browser, town: Town) -> None:
    page = admin.get(person(town, "admin"))
    assert "Hanya administrator lain yang memberi atau mengakhiri peran Anda" in page.text
    assert filled_buttons(page) == []
    (line,) = lines(page, "Peran yang berlaku")
    assert line.endswith("Anda")
    token = next(one.get("value") for one in page.root.all("input") if one.get("name") == "csrf_token")
    refused = admin.post(person(town, "admin"), {**TYPED, "csrf_token": token})
    assert refused.status == 403
    assert refusals(town) == 1
    town.grant("wulan", "administrator")
    assert "Wulan Sari" in admin.get(person(town, "admin")).text


# -- ending ------------------------------------------------------------------------------------------------------


def test_a_grant_ends_with_who_and_why_and_stays(admin: Browser, town: Town) -> None:
    path = ending(admin, town, "sutan", "Pengusul", "Sutan Siregar")
    asked = admin.get(path)
    assert asked.title == "Akhiri peran Pengusul?"
    assert "Tidak ada orang lain yang memegang peran pengusul." in asked.text
    page = admin.send(asked, path, {"ground": "pindah ke Dinas Perhubungan"})
    assert page.path == person(town, "sutan")
    assert "Tidak ada peran yang diberikan kepadanya." in page.text
    (line,) = lines(page, "Peran yang sudah berakhir")
    assert line.endswith("1 Jan 2024 – 3 Mar 2024 Administrator pindah ke Dinas Perhubungan")
    assert admin.send(asked, path, {"ground": "pindah ke Dinas Perhubungan"}).status == 200  # a second click
    assert events(town) == ["end-grant"]
    other = admin.send(asked, path, {"on": "5 Maret 2024", "ground": "lagi"})
    assert (other.status, summary(other)) == (422, ["Sudah berakhir."])


def test_an_ending_needs_a_day_from_today_on_and_a_ground(admin: Browser, town: Town) -> None:
    path = ending(admin, town, "maslan", "Analis SDM aparatur", "Maslan Harahap")
    page = admin.get(path)
    assert "Tidak ada orang lain" not in page.text  # Yusnita is an analyst too
    assert list(admin.send(page, path).errors()) == ["ground"]
    assert list(admin.send(page, path, {"on": "1/3/2024", "ground": "x"}).errors()) == ["on"]
    assert events(town) == []


def test_ones_own_and_unknown_grants_are_not_ended(admin: Browser, town: Town) -> None:
    own = next(row.id for row in rows(town, grants) if row.account_id == town.account["admin"])
    for number in (own, 999999):
        assert admin.get(f"/grants/{number}/end").status == 404


# -- all of them ---------------------------------------------------------------------------------------------------


def test_all_grants_stand_under_their_tabs(admin: Browser, town: Town) -> None:
    give(admin, town, "togar", until="8 Maret 2024")
    give(admin, town, "wulan", role="auditor", since="1 April 2024")
    page = admin.get("/grants")
    assert page.title == "9 peran berlaku pada 9 orang"
    found = lines(page, "Peran yang berlaku")
    assert len(found) == 9
    assert "4 hari kerja lagi" in found[0]
    assert found[-1].startswith("H. Sahala Ritonga Pejabat Pembina Kepegawaian (PPK)")
    (soon,) = lines(admin.get("/grants?show=ending"), "Berakhir dalam 30 hari")
    assert soon.startswith("Togar Sinaga")
    (coming,) = lines(admin.get("/grants?show=coming"), "Peran yang akan berlaku")
    assert "Belum berlaku" in coming
    assert "Tidak ada peran di sini" in admin.get("/grants?show=ended").text
    assert admin.get("/grants?show=other").status == 404
    assert filled_buttons(page) == []


def test_grants_are_filtered_by_role(admin: Browser) -> None:
    page = admin.get("/grants?role=personnel_analyst")
    assert [line.split(" Analis")[0] for line in lines(page, "Peran yang berlaku")] == [
        "Yusnita Hasibuan",
        "Maslan Harahap",
    ]
    assert "Hapus saringan" in links(page)


def test_the_last_changes_say_who_did_what_on_what_ground(admin: Browser, town: Town) -> None:
    give(admin, town, "togar", role="proposer", unit=str(town.unit["PKM"]))
    text = admin.get("/grants").text
    assert "Peran Pengusul di Puskesmas Pintu Langit diberikan kepada Togar Sinaga" in text
    assert "Administrator, 4 Maret 2024 pukul 10.00 WIB · dasar: ND-126/2024" in text


def test_what_follows_from_decrees_is_told_beside_the_grants(admin: Browser, town: Town) -> None:
    town.delegate("ppk", "baginda")
    page = admin.get(person(town, "baginda"))
    assert "Ketua tim penilai keputusan 800/1/2024" in page.text
    assert "Pelimpahan Pejabat Pembina Kepegawaian (PPK) 800/12/2024" in page.text


@pytest.mark.parametrize("who", ["maslan", "sahala", "rosmaida"])
def test_only_an_administrator_comes_in(as_: SignIn, town: Town, who: str) -> None:
    browser = as_(who)
    for path in ("/grants", person(town, "sutan"), "/grants/1/end"):
        assert browser.get(path).status == 403
