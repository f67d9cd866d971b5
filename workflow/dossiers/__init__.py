"""Dossiers of employees: who reads which part of whose, what they hold, and what was changed outside the procedure.

One condition serves the list of employees, the page of one and its "not found", as `policies/dossiers.toml` says.
"""
