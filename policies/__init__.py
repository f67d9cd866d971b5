"""The law: the procedure in words, and its rules as pure functions."""
