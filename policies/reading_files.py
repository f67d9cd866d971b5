"""Rows of the policy files, read whole: whatever a file says that nobody asked for is a fault."""

from collections.abc import Iterator, Mapping
from typing import Any

from policies.model import Words


class LawError(Exception):
    """The policy files are not a procedure; `faults` lists every reason, each with its file and place."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


class Row:
    """One table of a policy file. Keys are taken out one by one; `done` complains about what is left."""

    def __init__(self, place: str, values: Mapping[str, Any], faults: list[str]) -> None:
        self.place = place
        self._left = dict(values)
        self._faults = faults

    @property
    def file(self) -> str:
        """Name the file in which this table stands."""
        return self.place.partition(",")[0]

    def fault(self, what: str) -> None:
        """Note a fault at this place."""
        self._faults.append(f"{self.place}: {what}")

    def need(self, key: str, kind: type) -> Any:
        """Take a value that must be there."""
        if key not in self._left:
            self.fault(f"{key} is missing")
            return kind() if kind in (str, list, dict, int) else None
        return self.may(key, kind, None)

    def may(self, key: str, kind: type, default: Any) -> Any:
        """Take a value that may be there. A value of another type is a fault."""
        value = self._left.pop(key, None)
        if value is None:
            return default
        if type(value) is not kind:
            self.fault(f"{key} must be {kind.__name__}, not {value!r}")
            return default
        return value

    def words(self, key: str, *, needed: bool = True) -> Words | None:
        """Take words that must be there in both languages."""
        raw = self.need(key, dict) if needed else self.may(key, dict, None)
        if raw is None:
            return None
        if set(raw) != {"id", "en"} or not all(isinstance(v, str) and v.strip() for v in raw.values()):
            self.fault(f"{key} needs both id and en")
            return Words("", "")
        return Words(raw["id"], raw["en"])

    def names(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """Take a list of different names."""
        raw = (self.need(key, list) if needed else self.may(key, list, [])) or []
        if not all(isinstance(name, str) for name in raw) or len(set(raw)) != len(raw):
            self.fault(f"{key} must list different names")
            return ()
        return tuple(raw)

    def rows(self, key: str) -> Iterator["Row"]:
        """Take an array of tables."""
        for number, values in enumerate(self.may(key, list, []), 1):
            yield Row(f"{self.place}, {key} {number}", values, self._faults)

    def row(self, key: str) -> "Row":
        """Take one table that must be there."""
        return Row(f"{self.place}, {key}", self.need(key, dict), self._faults)

    def rest(self) -> dict[str, Any]:
        """Take everything that is left (parameters have the names that their rule knows)."""
        rest, self._left = self._left, {}
        return rest

    def done(self) -> None:
        """Complain about every key that nobody took."""
        for key in self._left:
            self.fault(f"unknown key {key!r}")
