"""Tests of the rotation planner: by hand, against every plan there is, and for what it says about a plan."""
