"""Families of posts: categories that are staffed and compared together, in the order in which they are shown."""

from typing import NamedTuple

from policies.model import Words


class Family(NamedTuple):
    """A family of posts: its name in code, its words, and the categories of its posts."""

    name: str
    label: Words
    categories: frozenset[str]


FAMILIES = (
    Family("top", Words("Pimpinan tinggi", "Top leaders"), frozenset({"JPT_PRATAMA"})),
    Family("managers", Words("Administrasi", "Managers"), frozenset({"ADMINISTRATOR", "PENGAWAS"})),
    Family(
        "experts",
        Words("Fungsional keahlian", "Experts"),
        frozenset({"JF_PERTAMA", "JF_MUDA", "JF_MADYA", "JF_UTAMA"}),
    ),
    Family(
        "skilled",
        Words("Fungsional keterampilan", "Skilled"),
        frozenset({"JF_PEMULA", "JF_TERAMPIL", "JF_MAHIR", "JF_PENYELIA"}),
    ),
    Family(
        "staff",
        Words("Pelaksana", "Staff"),
        frozenset({"PELAKSANA_KLERK", "PELAKSANA_OPERATOR", "PELAKSANA_TEKNISI"}),
    ),
)


def family(category: str) -> Family:
    """Give the family of a category. Raises LookupError for a category that no family has."""
    for each in FAMILIES:
        if category in each.categories:
            return each
    raise LookupError(f"no family has posts of category {category!r}")
