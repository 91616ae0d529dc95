"""The dictionary on the command line: entries printed, terms in and out as files."""
