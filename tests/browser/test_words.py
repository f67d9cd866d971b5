"""The words of the stories in two languages: what is missing fails loudly, and what stayed Indonesian is found."""

import pytest

from tests.browser import words
from tests.browser.conftest import OpenPage


def test_words_of_the_source_are_read_in_both_languages() -> None:
    assert words.spoken("id", "Tambah tugas") == "Tambah tugas"
    assert words.spoken("en", "Tambah tugas") == "Add a task"
    assert words.spoken("en", "Bandingkan %(person)s", person="Sutan Siregar") == "Compare Sutan Siregar"


def test_the_count_chooses_the_form() -> None:
    assert words.spoken("en", "%(num)s usulan dibuat.", 1) == "1 proposal made."
    assert words.spoken("en", "%(num)s usulan dibuat.", 3) == "3 proposals made."
    assert words.spoken("id", "%(num)s usulan dibuat.", 3) == "3 usulan dibuat."


def test_a_pattern_leaves_open_what_was_not_given() -> None:
    made = words.pattern("en", "%(num)s usulan dibuat.")
    assert made.search("Done. 1 proposal made.")
    assert made.search("12 proposals made.")
    assert not words.pattern("en", "%(num)s usulan dibuat.", num=2).search("3 proposals made.")


def test_words_that_no_page_says_are_an_error() -> None:
    with pytest.raises(AssertionError, match="no page says"):
        words.spoken("id", "Kata yang tidak ada")


def test_what_stayed_indonesian_is_found(open_page: OpenPage) -> None:
    page = open_page(scripts=False)
    page.set_content(
        "<h1>Needs</h1><h2>Kebutuhan menurut prioritas</h2><button>Save</button><button hidden>Simpan</button>"
        "<button lang=id>Indonesia: ubah</button><p>Menyusun rencana</p>"
        "<table><tr><th scope=col>Jabatan</th></tr></table>"
    )
    assert list(words.indonesian(page)) == ["Kebutuhan menurut prioritas", "Jabatan"]
