"""The fixed words of the print, in one of the two languages, and the names of what the procedure speaks about."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from policies.model import UNBORN, Procedure, Words
from policies.printing.articles import Article, Chapter

# In this order the chapters are numbered; sentences refer to them by these names.
CHAPTERS = (
    "general",
    "states",
    "steps",
    "rules",
    "tables",
    "roles",
    "readers",
    "registers",
    "competences",
    "instrument",
    "reminders",
)

_FILES = ("words.toml", "terms.toml")
_PLACE = re.compile(r"\{(\w+)\}")


@cache
def fixed_words() -> Mapping[str, Any]:
    """Read the files of fixed words."""
    folder = resources.files("policies.printing")
    read = (tomllib.loads(folder.joinpath(file).read_text("utf-8")) for file in _FILES)
    return {name: table for tables in read for name, table in tables.items()}


class Prose:
    """One procedure told in one language. What it has no words for it prints as it stands, so that nothing hides."""

    def __init__(self, procedure: Procedure, language: str) -> None:
        self.procedure = procedure
        self.language = "en" if language == "en" else "id"
        self._words = fixed_words()

    def say(self, phrase: str, **filled: object) -> str:
        """Give a phrase ("step.moves") with its places filled. Raises KeyError for a place that is left open."""
        found = self._words["phrases"]
        for part in phrase.split("."):
            found = found[part]
        return str(found[self.language]).format_map({name: str(value) for name, value in filled.items()})

    def term(self, table: str, code: str) -> str:
        """Give the words for a code of a table ("aspect"), or the code itself."""
        found: Any = self._words["terms"]
        for part in table.split("/"):
            found = found.get(part, {})
        return str(found[code][self.language]) if code in found else code

    def words(self, words: Words) -> str:
        """Give the law's own words."""
        return words[self.language]

    def general(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        """Give the general articles: each one's title and sentences."""
        for article in self._words["general"]:
            yield article["title"][self.language], tuple(each[self.language] for each in article["sentences"])

    # -- names of what the procedure holds -----------------------------------------------------------------------

    def state(self, name: str) -> str:
        """Name a state."""
        if name == UNBORN:
            return self.say("quoted", words=self.say("unborn"))
        found = self.procedure.states.get(name)
        return self.words(found.label) if found else name

    def step(self, name: str) -> str:
        """Name a step, with its code."""
        found = self.procedure.steps.get(name)
        return self.coded(self.words(found.label), name) if found else name

    def role(self, name: str) -> str:
        """Name a role."""
        found = self.procedure.roles.get(name)
        return self.words(found.label) if found else name

    def roles(self, names: Iterable[str]) -> str:
        """Name several roles, any of which will do."""
        return self.listed((self.role(name) for name in names), "or")

    def steps(self, names: Iterable[str]) -> str:
        """Name several steps."""
        return self.listed(self.step(name) for name in names)

    def stage(self, name: str) -> str:
        """Name a stage of reminders."""
        found = self.procedure.reminder_stages.get(name)
        return self.say("quoted", words=self.words(found.label)) if found else name

    def coded(self, label: str, code: str) -> str:
        """Put a code behind a label."""
        return self.say("coded", label=label, code=code)

    def aspects(self, names: Iterable[str]) -> tuple[str, ...]:
        """Name what is hidden from a reader, in a settled order."""
        return tuple(self.term("aspect", name) for name in sorted(names))

    def chapter_number(self, name: str) -> int:
        """Give the number of a chapter."""
        return CHAPTERS.index(name) + 1

    # -- forms ---------------------------------------------------------------------------------------------------

    def listed(self, items: Iterable[str], joint: str = "and") -> str:
        """Write items one after the other: "a, b, dan c", in English "a, b and c"."""
        *first, last = tuple(items) or ("",)
        if not first:
            return last
        comma = self.say("series") if len(first) > 1 else ""
        return f"{', '.join(first)}{comma} {self.say(joint)} {last}"

    def day(self, day: date) -> str:
        """Write a day out: 7 April 2017."""
        return f"{day.day} {self.term('months', str(day.month))} {day.year}"

    def decimal(self, number: str) -> str:
        """Write a decimal number as the language has it: 2,6 or 2.6."""
        return number if self.language == "en" else number.replace(".", ",")

    def filled(self, words: Words, values: Mapping[str, Any]) -> str:
        """Fill the parameters into the law's own words; what is known only in a case stays in its braces."""
        return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), self.words(words))

    def chapter(self, name: str, articles: Iterable[Article]) -> Chapter:
        """Number the articles of a chapter."""
        number = self.chapter_number(name)
        numbered = tuple(replace(each, number=f"{number}.{serial}") for serial, each in enumerate(articles, 1))
        return Chapter(number, name, self.say(f"chapter.{name}"), self.say(f"leads.{name}"), numbered)
