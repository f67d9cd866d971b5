"""What the registers hold, as their pages list it: one module for each register, one SELECT for each list.

Changes are made in `workflow.organisation.registers`; nothing here writes.
"""
