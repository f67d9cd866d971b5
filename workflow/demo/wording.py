"""What the people of the demonstration write: sentences by occasion and by what a post is about."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from random import Random
from typing import Any


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("workflow.demo").joinpath(name).read_text(encoding="utf-8"))


_SENTENCES = _read("wording.toml")
_IMPRESSIONS = _read("impressions.toml")

# What a post is about, by the last part of its code; the first that fits counts.
_FAMILIES = (
    ("nurse", ("PRW-",)),
    ("midwife", ("BDN-",)),
    ("doctor", ("DOK-",)),
    ("treasurer", ("BEND",)),
    ("clerk", ("ADM", "OLO")),
    ("data", ("PDI",)),
    ("analyst", ("PTK",)),
    ("leader", ("LURAH", "CAMAT", "KABAG", "KABID", "KASI", "KASUBAG", "KTU", "SEK", "KA", "DIR", "IRBAN")),
)
_WIDER = {
    "nurse": "health",
    "midwife": "health",
    "doctor": "health",
    "leader": "leader",
}
_SPEAK_OF_CANDIDATES = {"health": "health", "office": "clerical", "leader": "leading"}
_SCORES = {"modest": (3, 3, 4), "good": (3, 4, 4, 5), "very good": (4, 5, 5)}


def family(post_code: str) -> str:
    """Name what a post is about: nurse, midwife, doctor, treasurer, clerk, data, analyst, leader or functional."""
    for name, parts in _FAMILIES:
        if any(f"-{part}" in post_code for part in parts):
            return name
    return "functional"


class Pen:
    """The sentences of one case: drawn by chance, and none of them twice."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._used: set[str] = set()

    def need(self, post_code: str, names: Mapping[str, str]) -> str:
        """Say why a post has to be filled."""
        return self._write(_SENTENCES["need"][family(post_code)], names)

    def reason(self, post_code: str, names: Mapping[str, str], *, own_request: bool) -> str:
        """Say why this candidate."""
        reasons = _SENTENCES["reason"]
        if own_request:
            return self._write(reasons["request"], names)
        about = _SPEAK_OF_CANDIDATES[_WIDER.get(family(post_code), "office")]
        return self._write([*reasons["any"], *reasons[about]], names)

    def say(self, occasion: str, about: str = "any") -> str:
        """Write a sentence for an occasion."""
        return self._write(_SENTENCES[occasion][about], {})

    def waiver(self, rule: str) -> str:
        """Say why a gate is waived."""
        return self._write(_SENTENCES["waiver"][rule]["any"], {})

    def justification(self, rule: str) -> str:
        """Say why something that the law warns of is accepted."""
        sentences = _SENTENCES["justification"]
        return self._write(sentences.get(rule, sentences["any"]), {})

    def finding(self, post_code: str, *, gap: bool) -> str:
        """Write the finding of a gap analysis."""
        about = _WIDER.get(family(post_code), "office")
        return self._write(_SENTENCES["finding"][about if gap else "none"], {})

    def courses(self, post_code: str, count: int) -> list[str]:
        """Name courses, each as "name; hours"."""
        known = _SENTENCES["courses"][_WIDER.get(family(post_code), "office")]
        return self._rng.sample(known, min(count, len(known)))

    def impression(self, who: str, post_code: str, tone: str = "good") -> dict[str, str]:
        """Fill in the values and texts of a peer's feedback or a supervisor's evaluation."""
        about = _WIDER.get(family(post_code), "office")
        known = [each for each in _IMPRESSIONS[who][about] if each["situation"] not in self._used]
        chosen = self._rng.choice(known or _IMPRESSIONS[who][about])
        self._used.add(chosen["situation"])
        values = "service accountable competent harmonious loyal adaptive collaborative".split()
        return {**{value: str(self._rng.choice(_SCORES[tone])) for value in values}, **chosen}

    def _write(self, sentences: list[str], names: Mapping[str, str]) -> str:
        left = [sentence for sentence in sentences if sentence not in self._used]
        sentence = self._rng.choice(left or sentences)
        self._used.add(sentence)
        return sentence.format(**names)
