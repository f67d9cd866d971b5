"""The rotation planner: the set of moves that is best as a whole, found, checked again and explained.

Nothing here decides: a plan becomes proposals that take every step as any other.
"""
