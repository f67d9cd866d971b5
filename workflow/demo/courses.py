"""The courses that the city offers."""

import tomllib
from importlib.resources import files

from workflow.organisation.files.rows import Course, Raised


def courses() -> list[Course]:
    """Every course of `courses.toml`, with what it raises in the order of the competences' codes."""
    table = tomllib.loads(files("workflow.demo").joinpath("courses.toml").read_text(encoding="utf-8"))
    return [
        Course(
            code=each["code"],
            name=each["name"],
            kind=each["kind"],
            hours=each["hours"],
            competences=tuple(Raised(code, level) for code, level in sorted(each["raises"].items())),
            unit=each.get("unit"),
        )
        for each in table["course"]
    ]
