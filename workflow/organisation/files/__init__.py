"""The files that a city hands over: reading a folder of them, naming every fault, and writing them again."""
