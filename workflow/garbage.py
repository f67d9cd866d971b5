"""How often Python looks for garbage: seldom, because a city's people are read by the ten thousands.

Each look goes through all that is alive, and finds nothing where only rows were read: at 100,000 employees it took a
third of the time of a run.
"""

import gc

_OBJECTS = 50_000  # made and still alive before the youngest are looked through; Python's own 700 is for small programs


def look_seldom() -> None:
    """Let what is loaded so far never be looked through again, and look through the rest seldom."""
    gc.freeze()
    gc.set_threshold(_OBJECTS)
