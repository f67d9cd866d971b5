"""The registers beside the ledger, and how each is changed: one module for each, one function for each change.

A change is a form, as `perform` takes one: raw values in, cleaned by the fields that the module declares. It is
carried out by who keeps the register (`policies/registers.toml`), and writes the live table and its chained event in
one transaction. Bad input is `workflow.forms.Invalid`; whoever may not is told so by `NotKept`, which leaves a
security event. An event's bytes hold ids, days and codes; names, numbers of decrees and reasons are private values.
"""

from workflow.organisation.registers.keeping import NotKept

__all__ = ["NotKept"]
