"""The registers written as the files that a city hands over: reading such a file back changes nothing."""

from workflow.organisation.exporting.held import exported
from workflow.organisation.exporting.sheets import write_csv, write_xlsx
from workflow.organisation.exporting.template import template

__all__ = ["exported", "template", "write_csv", "write_xlsx"]
