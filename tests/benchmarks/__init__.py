"""How fast an act is, beside what its own statements cost alone: `python -m tests.benchmarks`."""
