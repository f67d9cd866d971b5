"""The competences that the law knows, and how a code is looked up."""

import pytest

from policies.loading import current, load, shipped_files
from policies.reading_files import LawError


@pytest.mark.parametrize("code", ["INT", "KRS", "KOM", "OPH", "PLP", "PDO", "MPR", "PKP", "PRB"])
def test_a_competence_of_the_city_is_known_by_its_code(code: str) -> None:
    found = current().competence(code)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("code", ["T-01", "T-KES", "T-KEU-02"])
def test_a_technical_competence_is_known_by_how_its_code_begins(code: str) -> None:
    found = current().competence(code)
    assert found is not None
    assert found.series


@pytest.mark.parametrize("code", ["", "XYZ", "int", "T-", "T-kes", "T--", "T-KES-", "INT-1", "T-" + "A" * 21])
def test_any_other_code_is_unknown(code: str) -> None:
    assert current().competence(code) is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('code  = "KRS"', 'code  = "INT"'), "'INT' is defined twice"),
        (('code  = "KRS"', 'code  = "T-KRS"'), "its code belongs to a series"),
        (('basis = "PermenPANRB 38/2017"', 'basis = " "'), "basis is empty"),
        (('group = { id = "manajerial", en = "managerial" }', ""), "group is missing"),
    ],
)
def test_a_slip_in_the_file_stops_the_start(change: tuple[str, str], words: str) -> None:
    files = shipped_files()
    with pytest.raises(LawError, match=words):
        load(files | {"competences.toml": files["competences.toml"].replace(*change, 1)})


def test_a_law_without_competences_is_refused() -> None:
    with pytest.raises(LawError, match="no competence is named"):
        load(shipped_files() | {"competences.toml": ""})
