"""The demonstration: a synthetic city, its cast, and its past. Nobody in it exists; NIPs carry a 9xx serial."""

from workflow.demo.loading import load

__all__ = ["load"]
