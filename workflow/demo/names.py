"""Names put together from given and family names of the region, with the degrees that Indonesians write."""

import tomllib
from importlib.resources import files
from random import Random

_LISTS = tomllib.loads(files("workflow.demo").joinpath("names.toml").read_text(encoding="utf-8"))
_FAMILIES: list[str] = _LISTS["family"]["others"] + 3 * _LISTS["family"]["common"]
_NO_DEGREE = ("", "", "")


class Names:
    """Gives every person a name that nobody else in the city has."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = set(taken)

    def draw(self, rng: Random, sex: str) -> str:
        """A fresh name of three parts: two given names and a family name."""
        while True:
            given, second = (rng.choice(_LISTS[part][sex]) for part in ("given", "second"))
            name = f"{given} {second} {rng.choice(_FAMILIES)}"
            if name not in self._taken:
                self._taken.add(name)
                return name


def with_degrees(name: str, education: str, field: str | None, rng: Random) -> str:
    """The name as it stands in a decree; one in ten leaves the degrees out."""
    diploma, bachelor, master = _LISTS["degrees"].get(field, _NO_DEGREE)
    earned = {"30": [diploma], "40": [bachelor], "45": [bachelor, master]}.get(education, [])
    if field == "Kedokteran" and education >= "40":
        name = f"dr. {name}"
    elif rng.random() < 0.1:
        return name
    return ", ".join([name, *filter(None, earned)])
