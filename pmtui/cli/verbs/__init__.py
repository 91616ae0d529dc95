"""The verbs of the command line, by capability."""
