"""Notices: called, answered, sent, listed; and a mail server that takes them."""
