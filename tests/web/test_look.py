"""How the counter writes dates, figures and words, and reads the dates that people type."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.model import Words
from tests.web.gallery import create_app
from web.look import dates, figures, icons, say
from web.look.typed import read_date, read_moment

APP = create_app()
NBSP = "\u00a0"


def in_language(language: str):
    """Open a request whose reader chose a language."""
    return APP.test_request_context(f"/?lang={language}")


@pytest.mark.parametrize(
    ("write", "indonesian", "english"),
    [
        (dates.long_date, "24 November 2026", "24 November 2026"),
        (dates.short_date, "24 Nov 2026", "24 Nov 2026"),
        (dates.day_and_month, "24 Nov", "24 Nov"),
        (dates.weekday_date, "Selasa, 24 November 2026", "Tuesday, 24 November 2026"),
        (dates.moment, "24 November 2026 pukul 10.12 WIB", "24 November 2026 at 10:12 WIB"),
        (dates.clock, "10.12 WIB", "10:12 WIB"),
    ],
)
def test_moments_are_written_in_the_readers_language(write, indonesian, english) -> None:
    when = datetime(2026, 11, 24, 3, 12, tzinfo=UTC)
    with in_language("id"):
        assert write(when).replace(NBSP, " ") == indonesian
    with in_language("en"):
        assert write(when).replace(NBSP, " ") == english


def test_the_parts_of_a_date_stay_together_at_the_end_of_a_line() -> None:
    with in_language("id"):
        assert dates.long_date(date(2025, 3, 1)) == f"1{NBSP}Maret{NBSP}2025"
        assert dates.moment(datetime(2026, 11, 26, 9, 0, tzinfo=UTC)).endswith(f"pukul{NBSP}16.00{NBSP}WIB")


def test_a_late_moment_belongs_to_the_next_day_in_padangsidimpuan() -> None:
    with in_language("id"):
        assert dates.day_and_full_month(datetime(2026, 12, 31, 18, 0, tzinfo=UTC)) == f"1{NBSP}Januari"


def test_another_year_is_said_in_a_narrow_column() -> None:
    with in_language("id"):
        assert dates.day_and_month(date(2027, 1, 8), today=date(2026, 11, 24)) == f"8{NBSP}Jan{NBSP}2027"
        assert dates.day_and_month(date(2026, 12, 4), today=date(2026, 11, 24)) == f"4{NBSP}Des"


@pytest.mark.parametrize(
    ("write", "value", "indonesian", "english"),
    [
        (figures.number, 0.811, "0,81", "0.81"),
        (figures.number, 48212, "48.212", "48,212"),
        (figures.percent, 0.93, "93%", "93%"),
        (figures.percent, Fraction(896, 1000), "89%", "89%"),
        (figures.percent, Fraction(2, 3), "66%", "66%"),
    ],
)
def test_figures_follow_the_language_and_never_reach_a_limit_by_rounding(write, value, indonesian, english) -> None:
    with in_language("id"):
        assert write(value) == indonesian
    with in_language("en"):
        assert write(value) == english


def test_a_share_may_keep_a_decimal() -> None:
    with in_language("id"):
        assert figures.percent(0.956, digits=1) == "95,6%"


def test_an_nip_is_written_in_four_groups_and_anything_else_is_left_alone() -> None:
    assert figures.nip("199103142015032917") == NBSP.join(("19910314", "201503", "2", "917"))
    assert figures.nip("19910314 201503 2 917") == NBSP.join(("19910314", "201503", "2", "917"))
    assert figures.nip("walikota") == "walikota"


def test_a_hash_is_shown_by_its_first_twelve_figures() -> None:
    assert figures.short_hash("9f41c07e22ad5be01183") == NBSP.join(("9f41", "c07e", "22ad"))
    assert figures.short_hash(bytes.fromhex("9f41c07e22ad5b")) == NBSP.join(("9f41", "c07e", "22ad"))


def test_the_laws_words_are_said_in_the_readers_language() -> None:
    words = Words("Ajukan usulan", "Propose")
    with in_language("id"):
        assert say(words) == say({"id": "Ajukan usulan", "en": "Propose"}) == "Ajukan usulan"
    with in_language("en"):
        assert say(words) == say({"id": "Ajukan usulan", "en": "Propose"}) == "Propose"
    assert say("apa adanya") == "apa adanya"
    assert say(None) == ""


@pytest.mark.parametrize(
    "text",
    ["4 Januari 2027", "4 jan 2027", "04/01/2027", "4-1-2027", "4.1.2027", "2027-01-04", " 4  January  2027 "],
)
def test_a_date_is_read_in_every_way_it_is_written_day_first(text) -> None:
    assert read_date(text) == date(2027, 1, 4)


@pytest.mark.parametrize("text", ["1 Agustus 2027", "1 Agu 2027", "1 Agt 2027", "1 Aug 2027"])
def test_august_has_four_names(text) -> None:
    assert read_date(text) == date(2027, 8, 1)


@pytest.mark.parametrize("text", ["", "besok", "31 Februari 2027", "13/13/2027", "4 Bulan 2027", "4 Januari 2027 lusa"])
def test_what_is_no_date_is_refused(text) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "26 November 2026 pukul 16.00",
        "26 November 2026 pukul 16.00 WIB",
        "26 Nov 2026 16.00",
        "26/11/2026, 16:00",
        "2026-11-26T16:00",
        "26 November 2026 at 16:00 WIB",
    ],
)
def test_a_moment_is_read_as_the_clock_in_padangsidimpuan_shows_it(text) -> None:
    assert read_moment(text) == datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["26 November 2026", "16.00", "26 November 2026 pukul 25.00", "26 November 2026 sore"])
def test_what_is_no_moment_is_refused(text) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_moment(text)


@given(day=st.dates(date(1900, 1, 1), date(2999, 12, 31)), language=st.sampled_from(("id", "en")))
def test_every_date_is_read_as_it_was_written(day, language) -> None:
    with in_language(language):
        for written in (dates.as_typed(day), dates.as_typed(day.isoformat()), dates.long_date(day)):
            assert read_date(str(written)) == day


@given(
    when=st.datetimes(datetime(1970, 1, 2), datetime(2999, 12, 30), timezones=st.just(UTC)),  # noqa: DTZ001  # bounds take no zone
    language=st.sampled_from(("id", "en")),
)
def test_every_moment_is_read_as_it_was_written(when, language) -> None:
    minute = when.replace(second=0, microsecond=0)
    with in_language(language):
        assert read_moment(str(dates.as_typed(minute))) == minute
        assert read_moment(dates.moment(minute)) == minute


def test_a_field_shows_again_what_was_wrong_in_it() -> None:
    assert dates.as_typed("31 Februari 2027") == "31 Februari 2027"
    assert dates.as_typed(7) == 7


def test_an_icon_is_one_symbol_without_a_name_of_its_own() -> None:
    drawing = icons.icon("inbox", 18)
    assert drawing.startswith("<svg")
    assert 'width="18"' in drawing
    assert 'aria-hidden="true"' in drawing
    assert len(drawing) < 2_000


def test_an_icon_that_does_not_exist_is_a_fault_and_not_an_empty_space() -> None:
    with pytest.raises(LookupError, match="no icon called 'inbix'"):
        icons.icon("inbix")


@pytest.mark.parametrize(
    ("cookie", "chosen"), [("dark", "dark"), ("light", "light"), ("<script>", "auto"), (None, "auto")]
)
def test_the_theme_is_one_we_know(cookie, chosen) -> None:
    client = APP.test_client()
    if cookie:
        client.set_cookie("theme", cookie)
    page = client.get("/inbox").text
    assert f'data-bs-theme="{chosen}"' in page
    assert ("prefers-color-scheme: dark" in page) == (chosen == "auto")
    assert ("/sheet/dark-" in page) == (chosen != "light")
