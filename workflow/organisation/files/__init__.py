"""The files that a city hands over: reading a folder of them, naming every fault, and writing them again."""

from workflow.organisation.files.folder import Fault, Folder
from workflow.organisation.files.reading import read_folder
from workflow.organisation.files.writing import write_folder

__all__ = ["Fault", "Folder", "read_folder", "write_folder"]
