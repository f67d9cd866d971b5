"""Checking the ledger against everything that it says of itself and of the registers."""

import click

COMMANDS = ()
