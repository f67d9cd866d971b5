"""Exact statistics for monitoring: how long things take, what a share is worth, and which small numbers stay hidden.

Pure functions on whole numbers; nothing is a float. The dated numbers they need stand in `rules_6_monitoring.toml`.
"""
