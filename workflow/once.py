"""Values that many people have in common: each is worked out when it is first asked for."""

from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Once(dict[Key, Value], Generic[Key, Value]):
    """A table that fills itself: what is missing is made by `make` and kept."""

    def __init__(self, make: Callable[[Key], Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Key) -> Value:
        value = self[key] = self._make(key)
        return value
