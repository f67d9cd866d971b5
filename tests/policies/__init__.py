"""Tests of the law: the files, the rules, and the copy that was signed."""
