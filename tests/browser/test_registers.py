"""The registers at the counter, in Chromium: whoever keeps one changes it, with and without scripts.

All of it in both languages.
"""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.counter import Desk
from tests.stories import town as towns
from tests.stories.town import Town
from workflow.database import connect

MONDAY = date(2024, 3, 4)
NO_POWER = "Tidak menetapkan mutasi: Plt dan Plh tidak berwenang mengubah status kepegawaian."
EVEN = "Jumlah pemberi suara genap (%(count)s), padahal harus ganjil. Catat anggota pengganti."
WORKING_DAYS = "Tersimpan. Hari kerja %(month)s berubah dari %(before)s menjadi %(after)s."


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Town]:
    """Found the town, with something in each register."""
    engine = connect(sqlite_url)
    founded = towns.found(engine)
    founded.delegate("ppk", "baginda")
    founded.absent("sahala", MONDAY, date(2024, 3, 8))
    founded.rest(date(2024, 10, 17))
    yield founded
    engine.dispose()


@pytest.mark.timeout(300)
def test_the_registers_in_the_hands_of_their_keepers(desk: Desk, town: Town) -> None:
    keep(desk, town)


@pytest.mark.timeout(300)
def test_the_same_without_scripts(bare_desk: Desk, town: Town) -> None:
    keep(bare_desk, town)


def keep(desk: Desk, town: Town) -> None:
    """Let the administrator, the secretary and the analyst change what they keep."""
    desk.day(MONDAY)
    desk.sit("admin")
    people(desk, town)
    deputies(desk)
    desk.sit("irwan")
    body(desk)
    desk.sit("maslan")
    calendar(desk)


def people(desk: Desk, town: Town) -> None:
    """Look for somebody, give him a role and end it, and let somebody new in."""
    desk.go("/people")
    desk.fill({"q": "siregar"})
    desk.page.get_by_role("button", name=desk.word("Cari"), exact=True).click()
    desk.look()
    desk.page.get_by_role("link", name="Nurhamidah Siregar").click()
    desk.look()
    desk.fill({"role": "auditor", "until": "31 Desember 2024"})
    desk.send()
    expect(desk.page.get_by_role("alert")).to_contain_text(desk.law("Dasar: Wajib diisi.", "Basis: This is required."))
    expect(desk.page.locator("[name=until]")).to_have_value("31 Desember 2024")
    desk.fill({"ground": "ND-126/2024"})
    desk.send()
    said(desk, "Peran %(role)s sudah diberikan.", role="Auditor")
    follow(desk, "Akhiri", "peran %(role)s %(name)s", role="Auditor", name="Nurhamidah Siregar")
    desk.fill({"ground": "keliru orang"})
    desk.send()
    said(desk, "Peran %(role)s sudah diakhiri; riwayatnya tetap ada.", role="Auditor")
    for state in ("held", "ending", "coming", "ended"):
        desk.go(f"/grants?show={state}")
    desk.go("/people/new?outside=1")
    desk.fill({"name": "Hj. Rosna Pulungan", "title": "Wakil Wali Kota", "user_name": "rosna"})
    desk.send()
    expect(desk.page.get_by_text(desk.word("Hanya ditampilkan satu kali."))).to_be_visible()
    desk.go(f"/people/{town.account['togar']}/closing")
    desk.send()
    said(desk, "Akun ini tidak dapat dipakai masuk lagi.")
    desk.go(f"/people/{town.account['admin']}")


def deputies(desk: Desk) -> None:
    """Record that somebody is away, choosing him among those found, and who stands in."""
    desk.go("/absences")
    desk.fill({"who": "siregar", "kind": "DINAS_LUAR", "until": "6/3/2024"})
    desk.send()
    desk.page.get_by_label("Sutan Siregar").check()
    desk.send()
    said(desk, "Ketidakhadiran %(name)s sudah dicatat.", name="Sutan Siregar")
    follow(desk, "Akhiri", "ketidakhadiran %(name)s lebih awal", name="Sutan Siregar")
    desk.fill({"until": "5 Maret 2024"})
    desk.send()
    said(desk, "Ketidakhadiran %(name)s berakhir lebih awal.", name="Sutan Siregar")
    desk.go("/delegations")
    typed = {"office": "head_bkpsdm", "who": "Yusnita Hasibuan", "instrument": "800/44/2024", "acting": "1"}
    desk.fill({**typed, "until": "29 Maret 2024"})
    desk.send()
    said(desk, "Pelimpahan sudah dicatat.")
    expect(desk.page.get_by_text(desk.word(NO_POWER))).to_be_visible()


def body(desk: Desk) -> None:
    """Let a member leave and another one come, and begin to write down the next body."""
    desk.go("/bodies")
    follow(desk, "Akhiri", "keanggotaan %(name)s", name="Zulkifli Rambe")
    desk.look()
    desk.fill({"decree": "800/61/2024"})
    desk.send()
    said(desk, "Keanggotaan %(name)s sudah diakhiri.", name="Zulkifli Rambe")
    expect(desk.page.get_by_text(desk.word(EVEN, count=6))).to_be_visible()
    desk.page.get_by_role("link", name=desk.word("Tambah anggota")).click()
    desk.fill({"who": "Sutan Siregar", "decree": "800/61/2024"})
    desk.send()
    said(desk, "Anggota baru sudah dicatat.")
    desk.go("/bodies/new")
    desk.fill({"who_1": "siregar", "who_2": "Tiurma Simanjuntak"})
    desk.page.get_by_role("button", name=desk.word("Catat tim"), exact=True).click()
    desk.look()
    expect(desk.page.get_by_role("alert")).to_contain_text(
        f"{desk.word('Anggota %(number)s', number=1)}: {desk.word('Pilih orang yang dimaksud.')}"
    )


def calendar(desk: Desk) -> None:
    """Give the city a day of its own, and take one back."""
    desk.go("/holidays")
    desk.fill({"day": "18 Oktober 2024", "works": "no", "name": "Hari batik kota"})
    desk.send()
    said(desk, WORKING_DAYS, month=desk.law("Oktober 2024", "October 2024"), before=22, after=21)
    removal = f"{desk.word('Hapus')} {desk.law('18 Oktober 2024', '18 October 2024')}"
    desk.page.get_by_role("link", name=removal).click()
    desk.send()
    said(desk, WORKING_DAYS, month=desk.law("Oktober 2024", "October 2024"), before=21, after=22)
    desk.go("/account/relatives")


def follow(desk: Desk, words: str, row: str, **values: str) -> None:
    """Follow the link of a row, whose name says which row it is."""
    desk.page.get_by_role("link", name=f"{desk.word(words)} {desk.word(row, **values)}").click()


def said(desk: Desk, words: str, **values: object) -> None:
    """Read what the page says about what was just done."""
    expect(desk.page.get_by_role("status").first).to_contain_text(desk.word(words, **values))
