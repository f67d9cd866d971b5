"""The machinery: the ledger, the acts that write it, and what is read from it. Never imports flask."""
