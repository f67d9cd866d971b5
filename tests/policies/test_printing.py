"""The printed procedure: nothing of the law is missing from it, and it is what a legal officer has signed."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from policies import checking, checking_rules
from policies.loading import current, recorded, shipped_files
from policies.model import Procedure
from policies.printing import chapters, printed
from policies.printing.prose import fixed_words
from policies.printing.sheet import WIDTH
from tests.policies.mutations import mutants

LANGUAGES = ("id", "en")
_PRINTING = Path(__file__).parents[2] / "policies" / "printing"

_REPEAT = """
The printed procedure ({language}) is no longer the signed copy. If the law was meant to change, print it anew with

    mutasi policy print --language {language} > tests/policies/signed_copy_{language}.txt

read the change line by line, and let a legal officer sign the new copy before it is committed.
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_print_is_the_signed_copy(language: str) -> None:
    signed = Path(__file__).with_name(f"signed_copy_{language}.txt").read_text("utf-8")
    assert printed(current(), language) == signed, _REPEAT.format(language=language)


def test_the_text_that_a_ledger_keeps_prints_the_same() -> None:
    assert printed(recorded(current().text)) == printed(current())


@pytest.mark.timeout(600)
def test_no_part_of_the_procedure_is_missing() -> None:
    """Change any value of it, leave any out, add one: the print changes."""
    procedure = current()
    whole = {language: chapters(procedure, language) for language in LANGUAGES}
    unnoticed = [
        place
        for place, mutant in mutants(procedure)
        if not any(chapters(mutant, language) != whole[language] for language in _languages(place))
    ]
    assert unnoticed == []


def _languages(place: str) -> tuple[str, ...]:
    """Words in one language are printed in that language; everything else in Indonesian, which counts."""
    return ("en",) if place.endswith(".en changed") else ("id",)


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("a step in another role", ('by       = ["committee_secretary"]', 'by       = ["committee_chair"]')),
        ("a condition dropped", ('"R-BAL-01", "R-BAL-03", "R-DON-09"', '"R-BAL-01", "R-DON-09"')),
        ("a shorter time in the post", ("months     = 24", "months     = 12")),
        ("a gate that only warns", ('kind       = "gate"\nwaived_by  = "ppk"', 'kind       = "warn"')),
        ("another office that waives", ('waived_by  = "ppk"', 'waived_by  = "head_bkpsdm"')),
        ("a reason that may be left out", ('name  = "reason"\n', 'name  = "reason"\nrequired = false\n')),
        ("a reader who sees more", ('"open_ballots", "feedback"', '"open_ballots"')),
        ("a departure counted earlier", ('sign-decree = "recommended"', 'sign-decree = "carried"')),
        ("a milder mean", ('low  = "2.6"', 'low  = "2.4"')),
    ],
)
def test_a_change_of_a_file_is_printed(what: str, change: tuple[str, str]) -> None:
    files = shipped_files()
    name = next(name for name, text in files.items() if change[0] in text)
    changed = recorded(_text(files | {name: files[name].replace(*change, 1)}))
    assert printed(changed) != printed(current()), what


def _text(files: Mapping[str, str]) -> bytes:
    """Join files as a ledger keeps them."""
    return json.dumps(files).encode()


# -- the words around the law --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_words(language: str) -> None:
    """A code without words is printed as it stands; no officer should have to sign one."""
    terms = fixed_words()["terms"]
    wordless = [
        f"terms.{table}: {code}"
        for table, codes in _codes(current())
        for code in sorted(codes)
        if not _at(terms, table).get(code, {}).get(language)
    ]
    assert wordless == []


def _codes(procedure: Procedure) -> Iterator[tuple[str, set[str]]]:
    yield "field_kind", set(checking.KINDS_OF_FIELD)
    yield "aspect", set(checking.ASPECTS)
    yield "start", set(checking.STARTS)
    yield "rule_kind", set(checking_rules.KINDS_OF_RULE)
    yield "role_kind", set(checking.KINDS_OF_ROLE)
    yield "confidence", set(checking_rules.CONFIDENCES)
    yield "relation", set(procedure.rules["R-COI-01"].parameters[0][1]["wide"])
    for rule in procedure.rules.values():
        if rule.asks:
            yield f"ask/{rule.id}", set(rule.asks.values())
        yield "parameter", {name for _, values in rule.parameters for name in values}


def _at(tables: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    for part in name.split("/"):
        tables = tables.get(part, {})
    return tables


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_codes_never_have_the_same_words(language: str) -> None:
    """Else one could stand for the other, and the signed copy would not show it."""
    alike = [
        f"terms.{name}: {words}"
        for name, table in _tables("", fixed_words()["terms"])
        for words, count in Counter(each[language] for each in table.values()).items()
        if count > 1
    ]
    assert alike == []


def _tables(name: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if all(set(each) == set(LANGUAGES) for each in table.values()):
        yield name, table
    else:
        for inner, each in table.items():
            yield from _tables(f"{name}/{inner}".strip("/"), each)


def test_every_phrase_is_said_in_both_languages_with_the_same_places() -> None:
    phrases = list(_phrases("phrases", fixed_words()["phrases"]))
    assert phrases
    for name, phrase in phrases:
        assert set(phrase) == set(LANGUAGES), name
        assert _places(phrase["id"]) == _places(phrase["en"]), name


def test_every_phrase_is_used() -> None:
    source = "".join(path.read_text("utf-8") for path in _PRINTING.glob("*.py"))
    spelled = [name.removeprefix("phrases.") for name, _ in _phrases("phrases", fixed_words()["phrases"])]
    composed = ("chapter.", "leads.", "instrument.", "step.evaluation", "step.feedback", "step.late", "step.near")
    unused = [name for name in spelled if f'"{name}"' not in source and not name.startswith(composed)]
    assert unused == []


def _phrases(name: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, str]]]:
    for inner, each in table.items():
        if isinstance(each.get("id"), str):
            yield f"{name}.{inner}", each
        else:
            yield from _phrases(f"{name}.{inner}", each)


def _places(phrase: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", phrase))


# -- numbers and lines ---------------------------------------------------------------------------------------------


def test_articles_are_numbered_within_their_chapter() -> None:
    for serial, chapter in enumerate(chapters(current()), 1):
        assert chapter.number == serial
        assert [article.number for article in chapter.articles] == [
            f"{serial}.{number}" for number in range(1, len(chapter.articles) + 1)
        ]


def test_every_address_on_the_page_is_there_once() -> None:
    anchors = [article.anchor for chapter in chapters(current()) for article in chapter.articles]
    anchors += [chapter.anchor for chapter in chapters(current())]
    assert [anchor for anchor, count in Counter(anchors).items() if count > 1] == []
    assert all(re.fullmatch(r"[A-Za-z][\w-]*", anchor) for anchor in anchors)


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_fit_a_sheet_of_paper(language: str) -> None:
    lines = printed(current(), language).splitlines()
    assert [line for line in lines if len(line) > WIDTH] == []
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_parameters_are_filled_in(language: str) -> None:
    """What stands in braces is known in a case only; a value of the law is always a number."""
    parameters = {name for rule in current().rules.values() for _, values in rule.parameters for name in values} - {
        "narrow",
        "wide",
    }
    assert _places_in(printed(current(), language)) & parameters == set()


def _places_in(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_the_newest_values_are_told_with_their_day() -> None:
    """A rule whose value changed says both, and a step that names it says from when the newer one holds."""
    files = shipped_files()
    name, old = next((n, t) for n, t in files.items() if "months     = 24" in t)
    later = "months     = 24\n[[rule.parameters]]\nvalid_from = 2027-01-01\nmonths     = 30"
    text = " ".join(printed(recorded(_text(files | {name: old.replace("months     = 24", later)}))).split())
    assert "paling singkat 30 bulan (R-TEN-01); nilai ini berlaku sejak 1 Januari 2027" in text
    assert "Nilai yang berlaku sejak 7 April 2017: a. jumlah bulan: 24" in text
    assert "Nilai yang berlaku sejak 1 Januari 2027: a. jumlah bulan: 30" in text
